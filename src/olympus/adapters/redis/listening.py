"""A line to Redis that hears what is published."""

import math
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TypeAlias

from redis.asyncio import Redis
from redis.asyncio.connection import AbstractConnection

from olympus.adapters.redis.reaching import REPLY_SECONDS, reaching
from olympus.ports.errors import SourceUnavailable

Heard: TypeAlias = tuple[bytes, bytes]
"""A channel, and what was published on it."""


@asynccontextmanager
async def listening_to(client: Redis, patterns: Sequence[str], source: str) -> AsyncIterator["Line"]:
    """A line of its own as long as the context lasts; the server listens from the beginning of it.

    Raises SourceUnavailable, which calls the server `source`.
    """
    async with _own_connection(client, source) as connection:
        async with reaching(source):
            await _subscribe(connection, patterns)
        yield Line(connection, source)


class Line:
    """Reads the connection itself. redis-py's PubSub connects again in silence, and nobody would know
    that something was missed; besides it works several times as long for a message.

    A host that vanishes without a word is noticed by TCP keep-alive, within a minute.
    """

    def __init__(self, connection: AbstractConnection, source: str) -> None:
        self._connection = connection
        self._source = source
        self._heard: deque[Heard] = deque()

    async def next_heard(self, *, limit: int, wait_seconds: float) -> list[Heard]:
        """What was published since the last call, at most `limit`, as soon as there is any.

        An empty list after `wait_seconds` of silence. Raises SourceUnavailable when the line is cut.
        """
        try:
            async with reaching(self._source, within=wait_seconds + REPLY_SECONDS):
                await self._listen(limit, wait_seconds)
        except SourceUnavailable:
            # what was heard before the line was cut counts; the next call finds it cut
            if not self._heard:
                raise
        return [self._heard.popleft() for _ in range(min(limit, len(self._heard)))]

    async def _listen(self, limit: int, wait_seconds: float) -> None:
        """Wait for one reply, then take along what has arrived with it."""
        if not self._heard:
            await self._hear(wait_seconds)
        while len(self._heard) < limit and await self._connection.can_read():
            # the rest of a message that has begun to arrive is worth waiting for
            await self._hear(math.inf)

    async def _hear(self, wait_seconds: float) -> None:
        # whoever is cancelled here has taken nothing off the line: it may stay open
        reply = await self._connection.read_response(timeout=wait_seconds, disconnect_on_error=False)
        if reply is not None:
            _, _, channel, body = reply
            self._heard.append((channel, body))


@asynccontextmanager
async def _own_connection(client: Redis, source: str) -> AsyncIterator[AbstractConnection]:
    """A connection that nobody else uses; it is closed afterwards, for the server goes on talking on it."""
    pool = client.connection_pool
    async with reaching(source):
        connection = await pool.get_connection()  # type: ignore[no-untyped-call]
    try:
        yield connection
    finally:
        await connection.disconnect(nowait=True)
        await pool.release(connection)


async def _subscribe(connection: AbstractConnection, patterns: Sequence[str]) -> None:
    """Return once the server listens. It confirms each pattern, all of them before the first announcement."""
    await connection.send_command("PSUBSCRIBE", *patterns, check_health=False)
    for _ in patterns:
        await connection.read_response()
