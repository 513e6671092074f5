"""Put what is announced on the durable stream, at once: an announcement is kept by nobody else."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_broadcast import ANOMALY_DETECTED, PATTERNS, EventBroadcast, Subscription
from olympus.ports.event_decoder import EventDecoder
from olympus.ports.event_stream import EventStream, Intake, Message
from olympus.ports.intake_meter import IntakeMeter
from olympus.use_cases.retrying import Pauses, pause

_BATCH = 1000
_BATCH_BYTES = 4 * 1024 * 1024
_OVERHEAD_BYTES = 512
"""About what a message takes in memory besides its body."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the relay waits for what, and how much it holds meanwhile."""

    wait_seconds: float = 0.25
    """How long to listen before looking whether to stop."""
    shortest_pause_seconds: float = 0.05
    longest_pause_seconds: float = 2.0
    farewell_seconds: float = 5.0
    """How long a stream that is away may keep the relay from stopping."""
    most_held_bytes: int = 64 * 1024 * 1024
    """What may wait for the stream. Beyond it the relay does not listen: what is announced waits with the
    server, which cuts the line when that becomes too much."""

    def pauses(self) -> Pauses:
        return Pauses(shortest=self.shortest_pause_seconds, longest=self.longest_pause_seconds)


class RelayAnnouncements:
    """Hears announcements and appends them to the stream, in batches of whatever has arrived.

    It goes on listening while a batch is appended: a server has little patience with slow listeners.
    Equal messages of a batch are appended once, for a producer announces an event on several channels.
    Which of the others count is decided later, by the identity of the event.
    """

    def __init__(
        self,
        broadcast: EventBroadcast,
        stream: EventStream,
        decoder: EventDecoder,
        meter: IntakeMeter,
        *,
        patterns: Sequence[str] = PATTERNS,
        patience: Patience | None = None,
    ) -> None:
        self._broadcast = broadcast
        self._decoder = decoder
        self._meter = meter
        self._patterns = patterns
        self._patience = patience or Patience()
        self._outbox = _Outbox(stream, self._patience)

    async def run(self, stopping: asyncio.Event, *, ready: Callable[[], None] | None = None) -> None:
        """Relay until `stopping` is set; what was heard by then is appended first. Outages are waited out.

        `ready` is called each time the relay begins to listen: what is announced from then on is heard.
        """
        async with asyncio.TaskGroup() as tasks:
            sending = tasks.create_task(self._outbox.keep_sending())
            await self._keep_listening(stopping, ready)
            await self._outbox.sent_before_leaving()
            sending.cancel()

    async def _keep_listening(self, stopping: asyncio.Event, ready: Callable[[], None] | None) -> None:
        pauses = self._patience.pauses()
        while not stopping.is_set():
            try:
                async with self._broadcast.subscribe(self._patterns) as subscription:
                    logger.info("listening to announcements on %s", ", ".join(self._patterns))
                    if ready:
                        ready()
                    await self._listen(subscription, stopping, pauses)
            except SourceUnavailable as outage:
                logger.warning("%s; what is announced until the relay listens again is missed", outage)
                await pause(stopping, pauses.next_seconds())

    async def _listen(self, subscription: Subscription, stopping: asyncio.Event, pauses: Pauses) -> None:
        while not stopping.is_set():
            if self._outbox.has_room.is_set():
                await self._hear(subscription, self._patience.wait_seconds)
                pauses.reset()
            else:
                await pause(self._outbox.has_room, self._patience.wait_seconds)
        # what was announced just before the stop may still be on its way
        await self._hear(subscription, 0.01)

    async def _hear(self, subscription: Subscription, wait_seconds: float) -> None:
        messages = await subscription.next_messages(limit=_BATCH, wait_seconds=wait_seconds)
        # what this service announces itself is no event of a producer
        heard = [message for message in messages if message.channel != ANOMALY_DETECTED]
        if heard:
            self._meter.received(len(heard), Intake.PUBSUB)
        self._outbox.put(
            [message._replace(tenant_id=self._decoder.likely_tenant(message.body)) for message in heard]
        )


class _Outbox:
    """What was heard and is not on the stream yet: little, unless the stream is slow or away."""

    def __init__(self, stream: EventStream, patience: Patience) -> None:
        self._stream = stream
        self._patience = patience
        self._held: deque[Message] = deque()
        self._held_bytes = 0
        self._has_messages = asyncio.Event()
        self._is_empty = asyncio.Event()
        self.has_room = asyncio.Event()
        self._tell()

    def put(self, messages: Sequence[Message]) -> None:
        self._held.extend(messages)
        self._held_bytes += sum(map(_weight, messages))
        self._tell()

    async def keep_sending(self) -> None:
        """Append what is held, oldest first, as long as nobody cancels this.

        What the stream took before it failed is appended again, which does no harm: it counts once.
        """
        pauses = self._patience.pauses()
        while True:
            await self._has_messages.wait()
            batch = self._next_batch()
            try:
                await self._stream.append(_once_each(batch))
            except SourceUnavailable as outage:
                logger.warning("%s; %d announcements are held for it", outage, len(self._held))
                await asyncio.sleep(pauses.next_seconds())
            else:
                pauses.reset()
                self._forget(batch)

    async def sent_before_leaving(self) -> None:
        """Return once all is sent, or patience is over; what has to be given up is told."""
        await pause(self._is_empty, self._patience.farewell_seconds)
        if self._held:
            logger.error("%d announcements are lost: the stream did not come back", len(self._held))

    def _next_batch(self) -> list[Message]:
        """The oldest messages, no more than the stream can take in time."""
        batch: list[Message] = []
        weight = 0
        for message in islice(self._held, _BATCH):
            weight += _weight(message)
            if batch and weight > _BATCH_BYTES:
                break
            batch.append(message)
        return batch

    def _forget(self, sent: Sequence[Message]) -> None:
        for _ in sent:
            self._held.popleft()
        self._held_bytes -= sum(map(_weight, sent))
        self._tell()

    def _tell(self) -> None:
        """Those who wait for messages, for room, or for the end."""
        _show(self._has_messages, bool(self._held))
        _show(self._is_empty, not self._held)
        _show(self.has_room, self._held_bytes < self._patience.most_held_bytes)


def _show(event: asyncio.Event, is_so: bool) -> None:
    if is_so:
        event.set()
    else:
        event.clear()


def _weight(message: Message) -> int:
    return len(message.body) + _OVERHEAD_BYTES


def _once_each(messages: Iterable[Message]) -> list[Message]:
    """One message of each body, the first."""
    first: dict[bytes, Message] = {}
    for message in messages:
        first.setdefault(message.body, message)
    return list(first.values())
