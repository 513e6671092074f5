"""Waiting in tests for what others are doing: until it is so, and no longer than a deadline."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

_Answer = TypeVar("_Answer")


async def eventually(ask: Callable[[], Awaitable[_Answer]], *, within_seconds: float = 10) -> _Answer:
    """The first answer that is true, or not empty. Fails when there is none in time."""
    answer = None
    try:
        async with asyncio.timeout(within_seconds):
            while not (answer := await ask()):
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise AssertionError(f"waited {within_seconds} s in vain; the last answer was {answer!r}") from None
    return answer
