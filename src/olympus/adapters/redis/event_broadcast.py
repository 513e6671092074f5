"""Announcements through Redis publish/subscribe."""

import math
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TypeAlias

from redis.asyncio import Redis
from redis.asyncio.connection import AbstractConnection

from olympus.adapters.redis.entries import text
from olympus.adapters.redis.pipelining import replies_to
from olympus.adapters.redis.reaching import REPLY_SECONDS, reaching
from olympus.ports.clock import Clock
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_broadcast import PATTERNS, EventBroadcast, Subscription
from olympus.ports.event_stream import Intake, Message

_SOURCE = "the event broadcast"

Reply: TypeAlias = list[bytes]


class RedisEventBroadcast(EventBroadcast):
    """Each subscription has a connection of its own for as long as it lasts."""

    def __init__(self, client: Redis, clock: Clock) -> None:
        self._client = client
        self._clock = clock

    async def publish(self, announcements: Sequence[tuple[str, bytes]]) -> None:
        if not announcements:
            return
        async with reaching(_SOURCE):
            await replies_to(self._client, ((b"PUBLISH", channel, body) for channel, body in announcements))

    @asynccontextmanager
    async def subscribe(self, patterns: Sequence[str] = PATTERNS) -> AsyncIterator[Subscription]:
        async with _own_connection(self._client) as connection:
            async with reaching(_SOURCE):
                await _listen_to(connection, patterns)
            yield _RedisSubscription(connection, self._clock)


class _RedisSubscription(Subscription):
    """Reads the connection itself. redis-py's PubSub connects again in silence, and nobody would know
    that something was missed; besides it works several times as long for a message.

    A host that vanishes without a word is noticed by TCP keep-alive, within a minute.
    """

    def __init__(self, connection: AbstractConnection, clock: Clock) -> None:
        self._connection = connection
        self._heard: deque[Reply] = deque()
        self._clock = clock

    async def next_messages(self, *, limit: int, wait_seconds: float) -> list[Message]:
        try:
            async with reaching(_SOURCE, within=wait_seconds + REPLY_SECONDS):
                await self._listen(limit, wait_seconds)
        except SourceUnavailable:
            # what was heard before the line was cut counts; the next call finds it cut
            if not self._heard:
                raise
        received_at = self._clock.now()
        replies = [self._heard.popleft() for _ in range(min(limit, len(self._heard)))]
        return [Message(body, Intake.PUBSUB, text(channel), received_at) for _, _, channel, body in replies]

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
            self._heard.append(reply)


@asynccontextmanager
async def _own_connection(client: Redis) -> AsyncIterator[AbstractConnection]:
    """A connection that nobody else uses; it is closed afterwards, for the server goes on talking on it."""
    pool = client.connection_pool
    async with reaching(_SOURCE):
        connection = await pool.get_connection()  # type: ignore[no-untyped-call]
    try:
        yield connection
    finally:
        await connection.disconnect(nowait=True)
        await pool.release(connection)


async def _listen_to(connection: AbstractConnection, patterns: Sequence[str]) -> None:
    """Return once the server listens. It confirms each pattern, all of them before the first announcement."""
    await connection.send_command("PSUBSCRIBE", *patterns, check_health=False)
    for _ in patterns:
        await connection.read_response()
