"""Work the stream off: decode, record, set aside what is not clean, and only then acknowledge."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from olympus.domain.events.event import Event
from olympus.domain.events.rejection import EventRejected, RejectionReason
from olympus.ports.clock import Clock
from olympus.ports.dead_letters import DeadLetter, DeadLetters
from olympus.ports.errors import EventNotStorable, SourceUnavailable
from olympus.ports.event_decoder import EventDecoder
from olympus.ports.event_store import EventStore
from olympus.ports.event_stream import Delivery, EventStream, Message
from olympus.use_cases.dead_letter import letter_of
from olympus.use_cases.retrying import Pauses, pause

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How a worker works: the size of its batches, and how long it waits for what."""

    batch_size: int = 5_000
    wait_seconds: float = 0.5
    """How long to wait for the first entry of a batch before looking around."""
    take_over_after_seconds: float = 30
    """How long another worker may keep an entry before it counts as dead."""
    longest_retry_seconds: float = 5


@dataclass(slots=True)
class Done:
    """What became of the messages that a worker took."""

    batches: int = 0
    recorded: int = 0
    duplicates: int = 0
    unmodelled: int = 0
    dead_letters: dict[RejectionReason, int] = field(default_factory=dict)


class Ingest:
    """One worker. Any number of them share a stream.

    Nothing is acknowledged before it is committed, and whatever is delivered again is recognised by its
    identity: a worker may be killed at any moment, and every event still counts once.
    """

    def __init__(
        self,
        stream: EventStream,
        decoder: EventDecoder,
        store: EventStore,
        dead_letters: DeadLetters,
        clock: Clock,
        *,
        worker: str,
        pace: Pace | None = None,
    ) -> None:
        self._stream = stream
        self._decoder = decoder
        self._store = store
        self._dead_letters = dead_letters
        self._clock = clock
        self._worker = worker
        self._pace = pace or Pace()
        self.done = Done()

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until `stopping` is set; the batch at hand is finished first.

        Outages are waited out. So are faults of ours, loudly: what cannot be worked off for a reason that is
        not in the data stays on the stream until a better version comes.
        """
        pauses = Pauses(shortest=0.05, longest=self._pace.longest_retry_seconds)
        look_after_others = _Every(self._pace.take_over_after_seconds / 2)
        resumed = False
        while not stopping.is_set():
            try:
                if not resumed:
                    await self._resume(stopping)
                    resumed = True
                if look_after_others.is_due():
                    await self._take_over(stopping)
                    await self._stream.trim()
                await self.work_once(self._pace.wait_seconds)
                pauses.reset()
            except Exception as trouble:
                if isinstance(trouble, SourceUnavailable):
                    logger.warning("%s; trying again", trouble)
                else:
                    logger.exception("a batch cannot be worked off; nothing of it is acknowledged; trying again")
                resumed = False  # what was handed out and not acknowledged is ours to finish
                await pause(stopping, pauses.next_seconds())

    async def work_once(self, wait_seconds: float = 0) -> int:
        """Work off one batch, if there is any within `wait_seconds`; how many entries it had.

        Raises SourceUnavailable with nothing acknowledged that is not committed.
        """
        deliveries = await self._stream.read(self._worker, limit=self._pace.batch_size, wait_seconds=wait_seconds)
        await self._work_off(deliveries)
        return len(deliveries)

    async def work_until_idle(self) -> Done:
        """Work off everything that waits, what this worker left before included."""
        await self._resume(asyncio.Event())
        while await self.work_once():
            pass
        return self.done

    async def _resume(self, stopping: asyncio.Event) -> None:
        """Finish what was handed to this worker before and not acknowledged."""
        while not stopping.is_set():
            deliveries = await self._stream.own_pending(self._worker, limit=self._pace.batch_size)
            if not deliveries:
                return
            await self._work_off(deliveries)

    async def _take_over(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            deliveries = await self._stream.take_over(
                self._worker, idle_seconds=self._pace.take_over_after_seconds, limit=self._pace.batch_size
            )
            if not deliveries:
                return
            logger.info("took over %d entries of a worker that is gone", len(deliveries))
            await self._work_off(deliveries)

    async def _work_off(self, deliveries: Sequence[Delivery]) -> None:
        if not deliveries:
            return
        # in a thread, so that the other lane can go on talking to the database meanwhile
        events, letters = await asyncio.to_thread(self._decode, deliveries)
        letters += await self._record(events)
        await self._dead_letters.add(letters)
        await self._stream.acknowledge([delivery.position for delivery in deliveries])
        self._tell(len(deliveries), letters)

    def _decode(self, deliveries: Sequence[Delivery]) -> tuple[list[tuple[Event, Message]], list[DeadLetter]]:
        events: list[tuple[Event, Message]] = []
        letters: list[DeadLetter] = []
        now = self._clock.now()
        heard: set[bytes] = set()
        for delivery in deliveries:
            message = delivery.message
            if message.body in heard:
                self.done.duplicates += 1  # the same announcement through another channel
                continue
            heard.add(message.body)
            at = message.received_at or now
            try:
                events.append((self._decoder.decode(message.body, received_at=at), message))
            except EventRejected as rejected:
                letters.append(letter_of(message, rejected, at=at))
        return events, letters

    async def _record(self, events: Sequence[tuple[Event, Message]]) -> list[DeadLetter]:
        """Record a batch, or its halves where it cannot be recorded whole, down to the event at fault."""
        if not events:
            return []
        try:
            recorded = await self._store.record([event for event, _ in events])
        except EventNotStorable as fault:
            if len(events) > 1:
                half = len(events) // 2
                return await self._record(events[:half]) + await self._record(events[half:])
            event, message = events[0]
            refusal = EventRejected(RejectionReason.UNSTORABLE, f"The store cannot keep it: {fault}.")
            return [letter_of(message, refusal, at=event.received_at, tenant_id=event.tenant_id)]
        self.done.recorded += recorded.new
        self.done.duplicates += recorded.duplicates
        self.done.unmodelled += recorded.unmodelled
        message_of = {id(event): message for event, message in events}
        return [_conflict(message_of[id(event)], event) for event in recorded.conflicts]

    def _tell(self, entries: int, letters: Sequence[DeadLetter]) -> None:
        self.done.batches += 1
        for letter in letters:
            self.done.dead_letters[letter.reason] = self.done.dead_letters.get(letter.reason, 0) + 1
        logger.debug("batch of %d entries, %d set aside", entries, len(letters))


def _conflict(message: Message, event: Event) -> DeadLetter:
    refusal = EventRejected(
        RejectionReason.CONFLICT,
        f"Event {event.event_id!r} is recorded already with another name or payload; the first stays.",
        field="event_id",
    )
    return letter_of(message, refusal, at=event.received_at, tenant_id=event.tenant_id)


class _Every:
    """Due at once, and again after every so many seconds of the loop's clock."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._due_at = 0.0

    def is_due(self) -> bool:
        now = asyncio.get_running_loop().time()
        if now < self._due_at:
            return False
        self._due_at = now + self._seconds
        return True
