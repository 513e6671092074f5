"""Waiting for what others are doing, and no longer than a deadline."""

import asyncio
from collections.abc import Awaitable, Callable

from olympus.ports.event_stream import EventStream


async def comes_true(ask: Callable[[], Awaitable[bool]], *, within_seconds: float) -> bool:
    """Whether it becomes so in time."""
    try:
        async with asyncio.timeout(within_seconds):
            while not await ask():
                await asyncio.sleep(0.02)
    except TimeoutError:
        return False
    return True


async def worked_off(stream: EventStream, *, within_seconds: float) -> bool:
    """Whether everything on the stream is acknowledged in time."""

    async def nothing_waits() -> bool:
        return (await stream.backlog()).entries == 0

    return await comes_true(nothing_waits, within_seconds=within_seconds)
