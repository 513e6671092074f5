"""Who sends events over HTTP is told what became of each."""

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
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_store import EventStore, Recorded
from olympus.ports.event_stream import Intake
from olympus.use_cases.accept_events import AcceptEvents
from olympus.use_cases.ingest import Ingest
from olympus.use_cases.replay_dead_letters import ReplayDeadLetters
from olympus.use_cases.stream_room import StreamRoom, TooMuchWaits

CLOCK = ClockStartedAt(datetime(2026, 3, 19, tzinfo=UTC))
LOGIN = (
    b'{"id": "%d", "name": "user.logged_in", "tenant_id": "cafe", "occurred_at": "%s",'
    b' "payload": {"user_id": "%s"}}'
)


def a_login(number: int, *, user: str = "ann", at: str = "2026-03-18T12:00:00Z") -> bytes:
    return LOGIN % (number, at.encode(), user.encode())


class StoreAway(EventStore):
    async def record(self, events: Sequence[Event]) -> Recorded:
        raise SourceUnavailable("the event store")

    async def known(self, identities: Collection[tuple[TenantId, str]]) -> set[tuple[TenantId, str]]:
        raise SourceUnavailable("the event store")

    async def is_empty(self) -> bool:
        raise SourceUnavailable("the event store")


class Door:
    """The door, the stream behind it, and a worker."""

    def __init__(self, most_waiting: int = 1000) -> None:
        self.stream = InMemoryEventStream(CLOCK)
        self.store = InMemoryEventStore(Ledger())
        self.letters = InMemoryDeadLetters()
        self.decoder = MsgspecEventDecoder()
        self.meter = InMemoryIntakeMeter()
        self.accept = AcceptEvents(
            self.decoder,
            self.stream,
            self.store,
            clock=CLOCK,
            room=StreamRoom(self.stream, most_waiting=most_waiting),
            meter=self.meter,
        )
        self.worker = Ingest(
            self.stream,
            self.decoder,
            self.store,
            self.letters,
            clock=CLOCK,
            meter=InMemoryIntakeMeter(),
            worker="w",
        )
        self.replay = ReplayDeadLetters(self.letters, self.decoder, self.stream, CLOCK)


async def test_events_are_accepted_once_before_and_after_they_are_recorded() -> None:
    door = Door()
    first = await door.accept([a_login(1), a_login(2), a_login(1)])
    again = await door.accept([a_login(2), a_login(3)])
    await door.worker.work_until_idle()
    recorded = await door.accept([a_login(3), a_login(4)])

    assert (first.accepted, first.duplicates) == (2, 1)
    assert (again.accepted, again.duplicates) == (1, 1)
    assert (recorded.accepted, recorded.duplicates) == (1, 1)
    assert (await door.worker.work_until_idle()).recorded == 4


async def test_the_refused_are_told_with_their_place_and_reason_and_kept_as_dead_letters() -> None:
    door = Door()
    receipt = await door.accept([a_login(1), b"{}", a_login(2, at="tomorrow")])
    await door.worker.work_until_idle()

    assert receipt.accepted == 1
    assert [each.index for each in receipt.rejected] == [1, 2]
    assert receipt.rejected[1].rejection.reason is RejectionReason.BAD_TIME
    assert {letter.intake for letter in await door.letters.page()} == {"http"}
    assert len(await door.letters.page()) == 2


async def test_an_event_that_contradicts_a_recorded_one_goes_on_to_be_set_aside() -> None:
    door = Door()
    await door.accept([a_login(1)])
    await door.worker.work_until_idle()
    await door.accept([a_login(1, user="bob")])
    await door.worker.work_until_idle()
    assert [letter.reason for letter in await door.letters.page()] == [RejectionReason.CONFLICT]


async def test_events_are_accepted_while_the_store_is_away() -> None:
    door = Door()
    room = StreamRoom(door.stream, most_waiting=1000)
    accept = AcceptEvents(door.decoder, door.stream, StoreAway(), clock=CLOCK, room=room, meter=door.meter)
    assert (await accept([a_login(1), a_login(1)])).accepted == 1
    assert (await door.worker.work_until_idle()).recorded == 1


async def test_a_mended_letter_is_replayed_and_leaves_its_place() -> None:
    door = Door()
    await door.accept([a_login(1, at="tomorrow")])
    await door.worker.work_until_idle()
    [letter] = await door.letters.page()

    unmended = await door.replay([letter])
    assert (unmended.sent, len(unmended.still_refused)) == (0, 1)
    assert await door.letters.page() == [letter]

    assert (await door.replay([letter], mended=a_login(1))).sent == 1
    assert (await door.worker.work_until_idle()).recorded == 1
    assert await door.letters.page() == []


async def test_whoever_sends_faster_than_the_workers_keep_up_with_is_told_to_wait() -> None:
    door = Door(most_waiting=2)
    await door.accept([a_login(1), a_login(2)])

    full = StreamRoom(door.stream, most_waiting=2)
    accept = AcceptEvents(door.decoder, door.stream, door.store, clock=CLOCK, room=full, meter=door.meter)
    with pytest.raises(TooMuchWaits):
        await accept([a_login(3)])

    assert door.meter.counts.refused == 1
    assert (await door.stream.backlog()).entries == 2


async def test_between_two_looks_the_room_goes_by_what_it_saw() -> None:
    door = Door(most_waiting=2)
    for number in range(5):
        await door.accept([a_login(number)])
    assert (await door.stream.backlog()).entries == 5
    assert door.meter.counts.received == {Intake.HTTP: 5}
