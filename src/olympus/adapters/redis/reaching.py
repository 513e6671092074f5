"""Outages of Redis, told in the words of the ports."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis import exceptions

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


def _first_line(error: BaseException) -> str:
    """Enough to know what is wrong."""
    if isinstance(error, TimeoutError) and not str(error):
        return "no answer in time"
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
