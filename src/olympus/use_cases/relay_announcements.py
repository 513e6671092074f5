"""Put what is announced on the durable stream, at once: an announcement is kept by nobody else."""

import asyncio
import logging
import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_broadcast import PATTERNS, EventBroadcast, Subscription
from olympus.ports.event_stream import EventStream, Message
from olympus.use_cases.retrying import Pauses, pause

_BATCH = 1000
_BATCH_BYTES = 8 * 1024 * 1024
_OVERHEAD_BYTES = 512
"""About what a message takes in memory besides its body."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the relay waits for what, and how much it holds meanwhile."""

    wait_seconds: float = 0.25
    """How long to listen before looking whether to stop."""
    shortest_pause_seconds: float = 0.05
    longest_pause_seconds: float = 5.0
    farewell_seconds: float = 5.0
    """How long a stream that is away may keep the relay from stopping."""
    most_held_bytes: int = 64 * 1024 * 1024
    """What may wait for the stream. Beyond it the relay does not listen: what is announced waits with the
    server, which cuts the line when that becomes too much."""

    def pauses(self) -> Pauses:
        return Pauses(shortest=self.shortest_pause_seconds, longest=self.longest_pause_seconds)


class RelayAnnouncements:
    """Hears announcements and appends them to the stream, in batches of whatever has arrived.

    Equal messages that are heard together are appended once: a producer announces an event on several
    channels. Which of the others count is decided later, by the identity of the event.
    """

    def __init__(
        self,
        broadcast: EventBroadcast,
        stream: EventStream,
        *,
        patterns: Sequence[str] = PATTERNS,
        patience: Patience | None = None,
    ) -> None:
        self._broadcast = broadcast
        self._patterns = patterns
        self._patience = patience or Patience()
        self._outbox = _Outbox(stream, self._patience)

    async def run(self, stopping: asyncio.Event, *, ready: Callable[[], None] | None = None) -> None:
        """Relay until `stopping` is set; what was heard by then is appended first. Outages are waited out.

        `ready` is called each time the relay begins to listen: what is announced from then on is heard.
        """
        pauses = self._patience.pauses()
        while not stopping.is_set():
            try:
                async with self._broadcast.subscribe(self._patterns) as subscription:
                    logger.info("listening to announcements on %s", ", ".join(self._patterns))
                    if ready:
                        ready()
                    await self._relay(subscription, stopping, pauses)
            except SourceUnavailable as outage:
                logger.warning("%s; what is announced until the relay listens again is missed", outage)
                await self._outbox.send()
                await pause(stopping, pauses.next_seconds())
        await self._outbox.send_before_leaving()

    async def _relay(self, subscription: Subscription, stopping: asyncio.Event, pauses: Pauses) -> None:
        while not stopping.is_set():
            if self._outbox.is_full:
                await pause(stopping, self._outbox.seconds_until_due)
            else:
                await self._hear(subscription, self._patience.wait_seconds)
                pauses.reset()
            await self._outbox.send()
        # what was announced just before the stop may still be on its way
        await self._hear(subscription, 0.01)

    async def _hear(self, subscription: Subscription, wait_seconds: float) -> None:
        wait_seconds = min(wait_seconds, self._outbox.seconds_until_due)
        heard = await subscription.next_messages(limit=_BATCH, wait_seconds=wait_seconds)
        self._outbox.put(_once_each(heard))


class _Outbox:
    """What was heard and is not on the stream yet: as a rule nothing, unless the stream is away."""

    def __init__(self, stream: EventStream, patience: Patience) -> None:
        self._stream = stream
        self._patience = patience
        self._pauses = patience.pauses()
        self._held: deque[Message] = deque()
        self._held_bytes = 0
        self._due_at = 0.0

    @property
    def is_full(self) -> bool:
        return self._held_bytes >= self._patience.most_held_bytes

    @property
    def seconds_until_due(self) -> float:
        """When to send again; never, as long as there is nothing to send."""
        return max(0.0, self._due_at - asyncio.get_running_loop().time()) if self._held else math.inf

    def put(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self._held.append(message)
            self._held_bytes += _weight(message)

    async def send(self) -> None:
        """Append what is held, oldest first. After a failure this does nothing until it is due again.

        What the stream took before it failed may be appended twice, which does no harm: it counts once.
        """
        while self._held and not self.seconds_until_due:
            batch = self._next_batch()
            try:
                await self._stream.append(batch)
            except SourceUnavailable as outage:
                logger.warning("%s; %d announcements are held for it", outage, len(self._held))
                self._due_at = asyncio.get_running_loop().time() + self._pauses.next_seconds()
                return
            self._pauses.reset()
            for message in batch:
                self._held.popleft()
                self._held_bytes -= _weight(message)

    async def send_before_leaving(self) -> None:
        """Send what is left, for as long as patience lasts; what has to be given up is told."""
        try:
            async with asyncio.timeout(self._patience.farewell_seconds):
                while self._held:
                    await asyncio.sleep(self.seconds_until_due)
                    await self.send()
        except TimeoutError:
            logger.error("%d announcements are lost: the stream did not come back", len(self._held))  # noqa: TRY400

    def _next_batch(self) -> list[Message]:
        batch: list[Message] = []
        weight = 0
        for message in self._held:
            weight += _weight(message)
            if batch and (weight > _BATCH_BYTES or len(batch) == _BATCH):
                break
            batch.append(message)
        return batch


def _weight(message: Message) -> int:
    return len(message.body) + _OVERHEAD_BYTES


def _once_each(messages: Sequence[Message]) -> Iterable[Message]:
    """One message of each body, the first."""
    first: dict[bytes, Message] = {}
    for message in messages:
        first.setdefault(message.body, message)
    return first.values()
