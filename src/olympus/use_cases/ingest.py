"""Work the stream off: decode, record, set aside what is not clean, and only then acknowledge."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from olympus.domain.events.event import Event
from olympus.domain.events.rejection import EventRejected, RejectionReason
from olympus.ports.clock import Clock
from olympus.ports.data_versions import VersionMoved
from olympus.ports.dead_letters import DeadLetter, DeadLetters
from olympus.ports.errors import EventNotStorable, SourceUnavailable
from olympus.ports.event_decoder import EventDecoder
from olympus.ports.event_store import EventStore
from olympus.ports.event_stream import BATCH_BYTES, Delivery, EventStream, Intake, Message
from olympus.ports.intake_meter import IntakeMeter, Stage
from olympus.use_cases.batch_size import BatchSize
from olympus.use_cases.dead_letter import letter_of
from olympus.use_cases.retrying import Pauses, pause

logger = logging.getLogger(__name__)


_FIRST_SEEN_BY_A_WORKER = (Intake.STREAM, Intake.REPLAY)
"""What comes by the others was counted when it came."""


Announce = Callable[[Sequence[VersionMoved]], None]
"""Tells of what is committed; neither fails nor keeps anyone waiting."""


def announce_to_nobody(_: Sequence[VersionMoved]) -> None:
    """Where nobody answers questions about what is recorded."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a worker works: how large its batches are, and how long it waits for what.

    A batch is whatever has arrived while the one before was worked off, up to its size: small and quick
    when little arrives, large when much does.
    """

    batch_size: int = 10_000
    batch_bytes: int = BATCH_BYTES
    wait_seconds: float = 0.5
    """How long to wait for the first entry of a batch before looking around."""
    take_over_after_seconds: float = 6
    """How long another worker may be silent about an entry before it counts as dead."""
    longest_retry_seconds: float = 2


@dataclass(slots=True)
class Done:
    """What became of the messages that a worker took."""

    batches: int = 0
    recorded: int = 0
    duplicates: int = 0
    unmodelled: int = 0
    dead_letters: Counter[RejectionReason] = field(default_factory=Counter)


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
        *,
        clock: Clock,
        meter: IntakeMeter,
        worker: str,
        announce: Announce = announce_to_nobody,
        pace: Pace | None = None,
    ) -> None:
        self._stream = stream
        self._decoder = decoder
        self._store = store
        self._dead_letters = dead_letters
        self._clock = clock
        self._meter = meter
        self._worker = worker
        self._announce = announce
        self._pace = pace or Pace()
        self._batch_size = BatchSize(self._pace.batch_size)
        self.done = Done()

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until `stopping` is set; the batch at hand is finished first.

        Outages are waited out. So are faults of ours, loudly: what cannot be worked off for a reason that is
        not in the data stays on the stream until a better version comes.
        """
        pauses = Pauses(shortest=0.05, longest=self._pace.longest_retry_seconds)
        look_after_others = _Every(self._pace.take_over_after_seconds / 3)
        resumed = False
        while not stopping.is_set():
            try:
                if not resumed:
                    await self._resume(stopping)
                    resumed = True
                if look_after_others.is_due():
                    await self._take_over(stopping)
                await self.work_once(self._pace.wait_seconds)
                pauses.reset()
            except Exception as trouble:
                if isinstance(trouble, SourceUnavailable):
                    self._meter.retried(trouble.source)
                    logger.warning("%s; trying again", trouble)
                else:
                    self._meter.retried("ourselves")
                    logger.exception("a batch cannot be worked off; nothing of it is acknowledged; trying again")
                self._batch_size.shrink()
                resumed = False  # what was handed out and not acknowledged is ours to finish
                await pause(stopping, pauses.next_seconds())

    async def work_once(self, wait_seconds: float = 0) -> int:
        """Work off one batch, if there is any within `wait_seconds`; how many entries it had.

        Raises SourceUnavailable with nothing acknowledged that is not committed.
        """
        with self._timed(Stage.READ):
            deliveries = await self._stream.read(
                self._worker,
                limit=self._batch_size.entries,
                limit_bytes=self._pace.batch_bytes,
                wait_seconds=wait_seconds,
            )
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
            deliveries = await self._stream.own_pending(
                self._worker, limit=self._batch_size.entries, limit_bytes=self._pace.batch_bytes
            )
            if not deliveries:
                return
            await self._work_off(deliveries)

    async def _take_over(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            deliveries = await self._stream.take_over(
                self._worker,
                idle_seconds=self._pace.take_over_after_seconds,
                limit=self._batch_size.entries,
                limit_bytes=self._pace.batch_bytes,
            )
            if not deliveries:
                return
            logger.info("took over %d entries of a worker that is gone", len(deliveries))
            await self._work_off(deliveries)

    async def _work_off(self, deliveries: Sequence[Delivery]) -> None:
        if not deliveries:
            return
        began = perf_counter()
        positions = [delivery.position for delivery in deliveries]
        for intake, number in Counter(delivery.message.intake for delivery in deliveries).items():
            if intake in _FIRST_SEEN_BY_A_WORKER:
                self._meter.received(number, intake)
        self._meter.batch(len(deliveries), sum(len(delivery.message.body) for delivery in deliveries))
        async with self._holding(positions):
            with self._timed(Stage.DECODE):
                # in a thread, so that the other lane can go on talking to the database meanwhile
                events, letters = await asyncio.to_thread(self._decode, deliveries)
            with self._timed(Stage.RECORD):
                letters += await self._record(events)
            with self._timed(Stage.SET_ASIDE):
                await self._dead_letters.add(letters)
        with self._timed(Stage.ACKNOWLEDGE):
            await self._stream.acknowledge(positions)
        seconds = perf_counter() - began
        self._batch_size.learn(len(deliveries), seconds)
        self._tell(len(deliveries), letters, seconds)

    @asynccontextmanager
    async def _holding(self, positions: Sequence[str]) -> AsyncIterator[None]:
        """Keep others from taking these over, however slow the database is."""

        async def hold() -> None:
            while True:
                await asyncio.sleep(self._pace.take_over_after_seconds / 3)
                try:
                    await self._stream.hold(self._worker, positions)
                except SourceUnavailable as outage:
                    logger.debug("%s; others may take over what we are at", outage)
                except Exception:
                    logger.exception("a batch cannot be held; others may take over what we are at")

        holding = asyncio.create_task(hold())
        try:
            yield
        finally:
            holding.cancel()

    @contextmanager
    def _timed(self, stage: Stage) -> Iterator[None]:
        began = perf_counter()
        yield
        self._meter.took(stage, perf_counter() - began)

    def _decode(self, deliveries: Sequence[Delivery]) -> tuple[list[tuple[Event, Message]], list[DeadLetter]]:
        events: list[tuple[Event, Message]] = []
        letters: list[DeadLetter] = []
        now = self._clock.now()
        heard: set[bytes] = set()
        for delivery in deliveries:
            message = delivery.message
            if message.body in heard:
                continue  # the same announcement through another channel
            heard.add(message.body)
            at = message.received_at or now
            try:
                events.append((self._decoder.decode(message.body, received_at=at), message))
            except EventRejected as rejected:
                letters.append(letter_of(message, rejected, at=at))
        self._count(duplicates=len(deliveries) - len(heard))
        return events, letters

    async def _record(self, events: Sequence[tuple[Event, Message]]) -> list[DeadLetter]:
        """Record a batch, or its halves where it cannot be recorded whole, down to the event at fault."""
        if not events:
            return []
        try:
            recorded = await self._store.record([event for event, _ in events])
        except EventNotStorable as fault:
            if len(events) > 1:
                # by tenants, so that those of others are out of it soon
                events = sorted(events, key=lambda pair: pair[0].tenant_id)
                half = len(events) // 2
                return await self._record(events[:half]) + await self._record(events[half:])
            event, message = events[0]
            refusal = EventRejected(RejectionReason.UNSTORABLE, f"The store cannot keep it: {fault}.")
            return [letter_of(message, refusal, at=event.received_at, tenant_id=event.tenant_id)]
        self._announce(recorded.moved)
        self._count(recorded.new, recorded.duplicates, recorded.unmodelled)
        if not recorded.conflicts:
            return []
        message_of = {id(event): message for event, message in events}
        return [_conflict(message_of[id(event)], event) for event in recorded.conflicts]

    def _count(self, recorded: int = 0, duplicates: int = 0, unmodelled: int = 0) -> None:
        self.done.recorded += recorded
        self.done.duplicates += duplicates
        self.done.unmodelled += unmodelled
        self._meter.committed(recorded, duplicates=duplicates, unmodelled=unmodelled)

    def _tell(self, entries: int, letters: Sequence[DeadLetter], seconds: float) -> None:
        self.done.batches += 1
        for reason, number in Counter(letter.reason for letter in letters).items():
            self.done.dead_letters[reason] += number
            self._meter.set_aside(number, reason)
        logger.debug("batch of %d entries in %.3f s, %d set aside", entries, seconds, len(letters))


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
