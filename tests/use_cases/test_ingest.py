"""A worker takes everything, records what is clean, sets the rest aside, and acknowledges last."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import pytest

from olympus.adapters.in_memory.dead_letters import InMemoryDeadLetters
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.event_stream import InMemoryEventStream
from olympus.adapters.in_memory.intake_meter import InMemoryIntakeMeter
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.system.clock import ClockStartedAt
from olympus.domain.events.event import Event
from olympus.domain.events.rejection import RejectionReason
from olympus.domain.tenant import TenantId
from olympus.ports.data_versions import VersionMoved
from olympus.ports.errors import EventNotStorable, SourceUnavailable
from olympus.ports.event_store import EventStore, Recorded
from olympus.ports.event_stream import Intake, Message
from olympus.ports.intake_meter import Stage
from olympus.use_cases.ingest import Ingest, Pace
from tests.eventually import eventually

NOW = datetime(2026, 3, 19, tzinfo=UTC)
CLOCK = ClockStartedAt(NOW)


def a_message(number: int, *, amount: str = "1.00", event_id: str | None = None) -> Message:
    body = (
        f'{{"id": "{event_id or number}", "name": "payment.processed", "tenant_id": "cafe",'
        f' "occurred_at": "2026-03-18T12:00:00Z",'
        f' "payload": {{"payment_id": "p{number}", "order_id": "o", "amount": "{amount}"}}}}'
    )
    return Message(body.encode(), Intake.STREAM, "here")


class Around(EventStore):
    """A store around another, which does what that one does until a test says otherwise."""

    def __init__(self, inner: EventStore) -> None:
        self._inner = inner

    async def record(self, events: Sequence[Event]) -> Recorded:
        return await self._inner.record(events)

    async def known(self, identities: Collection[tuple[TenantId, str]]) -> set[tuple[TenantId, str]]:
        return await self._inner.known(identities)

    async def is_empty(self) -> bool:
        return await self._inner.is_empty()


class Poisoned(Around):
    """A store that breaks on one event, wherever it stands in a batch."""

    def __init__(self, inner: EventStore, poison: str) -> None:
        super().__init__(inner)
        self._poison = poison

    async def record(self, events: Sequence[Event]) -> Recorded:
        if any(event.event_id == self._poison for event in events):
            raise EventNotStorable("indigestible")
        return await super().record(events)


class Broken(Around):
    """A store with a fault of ours in it."""

    async def record(self, events: Sequence[Event]) -> Recorded:
        raise ValueError("a column that was renamed")


class Away(Around):
    """A store that cannot be reached a number of times, and then can."""

    def __init__(self, inner: EventStore, times: int) -> None:
        super().__init__(inner)
        self._times = times

    async def record(self, events: Sequence[Event]) -> Recorded:
        if self._times:
            self._times -= 1
            raise SourceUnavailable("the event store")
        return await super().record(events)


class Bench:
    """A worker with everything around it."""

    def __init__(self, batch_size: int = 100) -> None:
        self.stream = InMemoryEventStream(CLOCK)
        self.store: EventStore = InMemoryEventStore(Ledger())
        self.letters = InMemoryDeadLetters()
        self.meter = InMemoryIntakeMeter()
        self.batch_size = batch_size
        self.take_over_after_seconds = 30.0
        self.announced: list[VersionMoved] = []

    async def is_idle(self) -> bool:
        return (await self.stream.backlog()).entries == 0

    def worker(self) -> Ingest:
        pace = Pace(
            batch_size=self.batch_size,
            wait_seconds=0.01,
            longest_retry_seconds=0.01,
            take_over_after_seconds=self.take_over_after_seconds,
        )
        return Ingest(
            self.stream,
            MsgspecEventDecoder(),
            self.store,
            self.letters,
            clock=CLOCK,
            meter=self.meter,
            worker="w",
            announce=self.announced.extend,
            pace=pace,
        )


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def test_every_message_is_recorded_once_or_set_aside_and_nothing_waits(bench: Bench) -> None:
    await bench.stream.append(
        [a_message(1), Message(b"no json", Intake.PUBSUB, "events.x"), a_message(2), a_message(1)]
    )
    done = await bench.worker().work_until_idle()

    assert (done.recorded, done.duplicates, done.dead_letters) == (2, 1, {RejectionReason.NOT_JSON: 1})
    assert (await bench.stream.backlog()).entries == 0
    [letter] = await bench.letters.page()
    assert (letter.body, letter.intake, letter.channel, letter.first_at.date()) == (
        b"no json", Intake.PUBSUB, "events.x", NOW.date(),
    )  # fmt: skip


async def test_an_event_that_contradicts_a_recorded_one_is_a_dead_letter_that_says_so(bench: Bench) -> None:
    await bench.stream.append([a_message(1, event_id="e"), a_message(1, amount="9.99", event_id="e")])
    done = await bench.worker().work_until_idle()

    assert (done.recorded, done.dead_letters) == (1, {RejectionReason.CONFLICT: 1})
    [letter] = await bench.letters.page()
    assert b"9.99" in letter.body
    assert letter.tenant_id == "cafe"


async def test_one_event_that_cannot_be_stored_does_not_hold_up_its_batch(bench: Bench) -> None:
    bench.store = Poisoned(bench.store, "3")
    await bench.stream.append([a_message(number) for number in range(7)])
    done = await bench.worker().work_until_idle()

    assert (done.recorded, done.dead_letters) == (6, {RejectionReason.UNSTORABLE: 1})
    assert b'"id": "3"' in (await bench.letters.page())[0].body


async def test_a_fault_of_ours_sets_nothing_aside_and_acknowledges_nothing(bench: Bench) -> None:
    bench.store = Broken(bench.store)
    await bench.stream.append([a_message(1), a_message(2)])
    with pytest.raises(ValueError, match="renamed"):
        await bench.worker().work_once()
    assert (await bench.stream.backlog()).entries == 2
    assert await bench.letters.page() == []


async def test_a_channel_that_no_store_could_keep_is_written_so_that_it_can(bench: Bench) -> None:
    await bench.stream.append([Message(b"no json", Intake.PUBSUB, "events.\0\ud800")])
    await bench.worker().work_until_idle()
    assert [letter.channel for letter in await bench.letters.page()] == ["events.\\0\\ud800"]


async def test_nothing_is_acknowledged_while_the_store_is_away_and_all_is_recorded_when_it_is_back(
    bench: Bench,
) -> None:
    store, bench.store = bench.store, Away(bench.store, times=3)
    await bench.stream.append([a_message(1), a_message(2)])
    with pytest.raises(SourceUnavailable):
        await bench.worker().work_once()
    assert (await bench.stream.backlog()).entries == 2

    stopping = asyncio.Event()
    working = asyncio.create_task(bench.worker().run(stopping))
    await eventually(bench.is_idle)
    stopping.set()
    await working
    assert await store.known({(TenantId("cafe"), "1"), (TenantId("cafe"), "2")}) == {("cafe", "1"), ("cafe", "2")}


async def test_a_restarted_worker_begins_with_what_it_had_left(bench: Bench) -> None:
    await bench.stream.append([a_message(1)])
    await bench.stream.read("w", limit=10, wait_seconds=0)  # taken, and then the worker died
    assert (await bench.worker().work_until_idle()).recorded == 1
    assert (await bench.stream.backlog()).entries == 0


async def test_a_backlog_larger_than_a_batch_is_worked_off_in_batches() -> None:
    bench = Bench(batch_size=3)
    await bench.stream.append([a_message(number) for number in range(10)])
    done = await bench.worker().work_until_idle()
    assert (done.recorded, done.batches) == (10, 4)


async def test_what_becomes_of_the_messages_is_metered(bench: Bench) -> None:
    messages = [a_message(1), a_message(1), Message(b"no json", Intake.PUBSUB, "events.x"), a_message(2)]
    await bench.stream.append(messages)
    await bench.worker().work_until_idle()

    assert (bench.meter.counts.batches, bench.meter.counts.entries) == (1, 4)
    assert bench.meter.counts.size_bytes == sum(len(message.body) for message in messages)
    assert (bench.meter.counts.committed, bench.meter.counts.duplicates) == (2, 1)
    assert bench.meter.counts.dead_letters == {RejectionReason.NOT_JSON: 1}
    assert set(bench.meter.counts.passes) == set(Stage)


async def test_what_is_tried_again_is_metered_by_what_was_away(bench: Bench) -> None:
    bench.store = Away(bench.store, times=2)
    await bench.stream.append([a_message(1)])
    stopping = asyncio.Event()
    working = asyncio.create_task(bench.worker().run(stopping))
    await eventually(bench.is_idle)
    stopping.set()
    await working
    assert bench.meter.counts.retries == {"the event store": 2}


class Slow(Around):
    """A store that takes its time."""

    def __init__(self, inner: EventStore, until: asyncio.Event) -> None:
        super().__init__(inner)
        self._until = until

    async def record(self, events: Sequence[Event]) -> Recorded:
        await self._until.wait()
        return await super().record(events)


async def test_what_a_slow_database_holds_up_is_held_on_the_stream(bench: Bench) -> None:
    done = asyncio.Event()
    held = asyncio.Event()

    class Watched(InMemoryEventStream):
        async def hold(self, worker: str, positions: Sequence[str]) -> None:
            await super().hold(worker, positions)
            held.set()

    bench.stream = Watched(CLOCK)
    bench.store = Slow(bench.store, done)
    await bench.stream.append([a_message(1)])
    bench.take_over_after_seconds = 0.03
    working = asyncio.create_task(bench.worker().work_once())
    await asyncio.wait_for(held.wait(), 10)
    done.set()
    assert await working == 1


class Overwhelmed(Around):
    """A store that gives no answer in time to a batch that is too large for it."""

    def __init__(self, inner: EventStore, most: int) -> None:
        super().__init__(inner)
        self._most = most

    async def record(self, events: Sequence[Event]) -> Recorded:
        if len(events) > self._most:
            raise SourceUnavailable("the event store")
        return await super().record(events)


async def test_a_batch_that_is_too_much_for_the_store_comes_again_in_smaller_ones(bench: Bench) -> None:
    bench.store = Overwhelmed(bench.store, most=7)
    await bench.stream.append([a_message(number) for number in range(100)])
    stopping = asyncio.Event()
    working = asyncio.create_task(bench.worker().run(stopping))
    await eventually(bench.is_idle)
    stopping.set()
    await working
    assert bench.meter.counts.committed == 100


async def test_who_answers_is_told_of_what_is_recorded_and_of_nothing_else(bench: Bench) -> None:
    await bench.stream.append([a_message(1), a_message(2)])
    await bench.worker().work_until_idle()
    await bench.stream.append([a_message(2), Message(b"no json", Intake.PUBSUB, "events.x")])
    await bench.worker().work_until_idle()

    assert bench.announced == [VersionMoved(TenantId("cafe"), 1)]
