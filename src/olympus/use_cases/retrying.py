"""Waiting for what is away to come back."""

import asyncio
import random


class Pauses:
    """Pauses between attempts, which double up to a longest one.

    Each is shortened at random, so that those who wait for the same thing do not all come back at once.
    """

    def __init__(self, *, shortest: float, longest: float) -> None:
        self._shortest = shortest
        self._longest = longest
        self._next = shortest

    def next_seconds(self) -> float:
        seconds, self._next = self._next, min(self._next * 2, self._longest)
        return seconds * random.uniform(0.5, 1)  # noqa: S311 - nothing secret in a pause

    def reset(self) -> None:
        """After a success: the next pause is the shortest again."""
        self._next = self._shortest


async def pause(until: asyncio.Event, seconds: float) -> None:
    """Wait until the event is set, but not longer than that."""
    try:
        async with asyncio.timeout(seconds):
            await until.wait()
    except TimeoutError:
        return
