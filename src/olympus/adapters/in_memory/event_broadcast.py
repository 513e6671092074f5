"""Announcements within one process."""

import asyncio
import re
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from olympus.ports.clock import Clock
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_broadcast import PATTERNS, EventBroadcast, Subscription
from olympus.ports.event_stream import Intake, Message


class InMemoryEventBroadcast(EventBroadcast):
    """Hands each announcement to every subscription that is open, once for each pattern that matches."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._subscriptions: set[_InMemorySubscription] = set()

    async def publish(self, announcements: Sequence[tuple[str, bytes]]) -> None:
        await asyncio.sleep(0)
        received_at = self._clock.now()
        for channel, body in announcements:
            message = Message(body, Intake.PUBSUB, channel, received_at)
            for subscription in self._subscriptions:
                subscription.hear(message)

    @asynccontextmanager
    async def subscribe(self, patterns: Sequence[str] = PATTERNS) -> AsyncIterator[Subscription]:
        await asyncio.sleep(0)
        subscription = _InMemorySubscription(patterns)
        self._subscriptions.add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions.discard(subscription)

    def cut(self) -> None:
        """End every subscription, as an outage would."""
        for subscription in self._subscriptions:
            subscription.cut()
        self._subscriptions.clear()


class _InMemorySubscription(Subscription):
    """What it has heard and nobody has asked for yet."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = [_matcher(pattern) for pattern in patterns]
        self._heard: deque[Message] = deque()
        self._stirred = asyncio.Event()
        self._is_cut = False

    async def next_messages(self, *, limit: int, wait_seconds: float) -> list[Message]:
        await asyncio.sleep(0)
        if not self._heard and not self._is_cut:
            await self._wait(wait_seconds)
        if self._is_cut and not self._heard:
            raise SourceUnavailable("the event broadcast", "the line was cut")
        return [self._heard.popleft() for _ in range(min(limit, len(self._heard)))]

    def hear(self, message: Message) -> None:
        channel = message.channel or ""
        for pattern in self._patterns:
            if pattern.fullmatch(channel):
                self._heard.append(message)
                self._stirred.set()

    def cut(self) -> None:
        self._is_cut = True
        self._stirred.set()

    async def _wait(self, seconds: float) -> None:
        self._stirred.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._stirred.wait()
        except TimeoutError:
            return


def _matcher(pattern: str) -> re.Pattern[str]:
    """`*` stands for anything, everything else for itself."""
    return re.compile(".*".join(re.escape(part) for part in pattern.split("*")), re.DOTALL)
