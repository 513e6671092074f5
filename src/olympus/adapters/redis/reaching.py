"""Outages of Redis, told in the words of the ports."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from redis import exceptions
from redis.asyncio.client import Pipeline

from olympus.ports.errors import SourceUnavailable

REPLY_SECONDS = 5.0

_AWAY = (
    exceptions.ConnectionError,
    exceptions.TimeoutError,
    exceptions.ReadOnlyError,
    exceptions.OutOfMemoryError,
    exceptions.NoPermissionError,
    exceptions.ClusterDownError,
    exceptions.TryAgainError,
    exceptions.InvalidResponse,
    # asyncio's own time-out is an OSError as well
    OSError,
)
"""Refused, cut, silent, loading its data, a replica by now, full, or not a Redis at all."""

_AWAY_WORDS = ("MISCONF", "NOREPLICAS", "BUSY ", "UNBLOCKED")
"""What redis-py has no class for: the disk is full, too few replicas, a script hogs the server, a failover."""


@asynccontextmanager
async def reaching(source: str, *, within: float | None = REPLY_SECONDS) -> AsyncIterator[None]:
    """Turns a server that cannot be used now into SourceUnavailable; faults of ours travel untouched.

    Everything inside together may take `within` seconds (None: it has limits of its own).
    What is cut short loses its connection, so that nobody gets the reply that comes too late.
    """
    try:
        async with asyncio.timeout(within):
            yield
    except _AWAY as error:
        raise SourceUnavailable(source, _first_line(error)) from error
    except exceptions.ResponseError as error:
        if str(error).startswith(_AWAY_WORDS):
            raise SourceUnavailable(source, _first_line(error)) from error
        raise


async def replies_to(pipeline: Pipeline) -> list[Any]:
    """What the server replied to each command; raises the first error among them as the server told it.

    By itself redis-py puts the command into the error: a tenant's data would get into our logs.
    """
    replies = await pipeline.execute(raise_on_error=False)
    for reply in replies:
        if isinstance(reply, Exception):
            raise reply
    return replies


def _first_line(error: BaseException) -> str:
    """Enough to know what is wrong."""
    if isinstance(error, TimeoutError) and not str(error):
        return "no answer in time"
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
