"""Announcements through Redis publish/subscribe."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from redis.asyncio import Redis

from olympus.adapters.redis.entries import text
from olympus.adapters.redis.listening import Line, listening_to
from olympus.adapters.redis.pipelining import replies_to
from olympus.adapters.redis.reaching import reaching
from olympus.ports.clock import Clock
from olympus.ports.event_broadcast import PATTERNS, EventBroadcast, Subscription
from olympus.ports.event_stream import Intake, Message

_SOURCE = "the event broadcast"


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
        async with listening_to(self._client, patterns, _SOURCE) as line:
            yield _RedisSubscription(line, self._clock)


class _RedisSubscription(Subscription):
    """What comes along a line, as messages."""

    def __init__(self, line: Line, clock: Clock) -> None:
        self._line = line
        self._clock = clock

    async def next_messages(self, *, limit: int, wait_seconds: float) -> list[Message]:
        heard = await self._line.next_heard(limit=limit, wait_seconds=wait_seconds)
        received_at = self._clock.now()
        return [Message(body, Intake.PUBSUB, text(channel), received_at) for channel, body in heard]
