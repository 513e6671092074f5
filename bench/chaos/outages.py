"""Servers that go away, tidily or not, and come back with what they had made durable."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from olympus.adapters.embedded import EmbeddedServers


class Outages:
    """Stops and starts the servers from one thread that outlives them: a server goes with who started it."""

    def __init__(self, servers: EmbeddedServers, thread: ThreadPoolExecutor) -> None:
        self._servers = servers
        self._thread = thread

    async def of_postgres(self, *, crash: bool, seconds: float) -> None:
        """Return once it answers again. A crash ends every session at once; recovery follows at the start."""
        postgres = self._servers.postgres
        await self._for(seconds, lambda: postgres.stop("immediate" if crash else "fast"), postgres.start)

    async def of_valkey(self, *, crash: bool, seconds: float) -> None:
        """Return once it answers again, its append-only file read."""
        valkey = self._servers.valkey
        await self._for(seconds, valkey.kill if crash else valkey.stop, valkey.start)

    async def _for(self, seconds: float, stop: Callable[[], None], start: Callable[[], None]) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, stop)
        await asyncio.sleep(seconds)
        await loop.run_in_executor(self._thread, start)
