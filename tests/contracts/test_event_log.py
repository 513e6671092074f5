"""What every event log promises: an order that is complete behind whoever reads it."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.in_memory.event_log import InMemoryEventLog
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.postgres.event_log import PostgresEventLog
from olympus.adapters.postgres.event_store import PostgresEventStore
from olympus.domain.events.event import Event
from olympus.domain.tenant import TenantId
from olympus.ports.event_log import EventLog, Waiting
from olympus.ports.event_store import EventStore
from tests.contracts.conftest import EVERYWHERE
from tests.databases import empty
from tests.factories import BAKERY, CAFE, NOON, a_cancellation, a_count, a_payment, an_event, an_order
from tests.histories import deliveries


@dataclass
class Logged:
    """A log, and the store that writes it."""

    log: EventLog
    store: EventStore


@pytest.fixture(params=EVERYWHERE)
def logged(request: pytest.FixtureRequest) -> Logged:
    if request.param == "postgres":
        engine: AsyncEngine = request.getfixturevalue("engine")
        decoder = MsgspecEventDecoder()
        return Logged(PostgresEventLog(engine, decoder), PostgresEventStore(engine, decoder))
    ledger = Ledger()
    return Logged(InMemoryEventLog(ledger), InMemoryEventStore(ledger))


async def ids(log: EventLog, *, after: int = 0, **most: Any) -> list[str]:
    until = await log.settled()
    return [each.event.event_id for each in await log.read(after, until, **{"most_events": 1_000, **most})]


async def test_events_come_in_the_order_in_which_they_were_recorded(logged: Logged) -> None:
    first, second, third = an_order(), an_event(name="product.viewed"), an_order(tenant=BAKERY)
    await logged.store.record([first, second])
    await logged.store.record([third, first])

    assert await ids(logged.log) == [first.event_id, second.event_id, third.event_id]


async def test_what_is_read_is_what_was_recorded(logged: Logged) -> None:
    sent = [an_order("o", total="9.50"), a_payment("o"), a_count("tea", "3"), an_event(name="product.viewed")]
    await logged.store.record(sent)
    read = await logged.log.read(0, await logged.log.settled(), most_events=10)
    assert [each.event for each in read] == sent


async def test_reading_on_goes_on_behind_the_last(logged: Logged) -> None:
    orders = [an_order() for _ in range(5)]
    await logged.store.record(orders)
    until = await logged.log.settled()
    [first, second] = await logged.log.read(0, until, most_events=2)
    rest = await logged.log.read(second.position, until, most_events=10)
    assert [each.event for each in (first, second, *rest)] == orders
    assert await logged.log.read(first.position, second.position, most_events=10) == [second]


async def test_a_page_is_bounded_in_bytes_but_never_empty(logged: Logged) -> None:
    orders = [an_order() for _ in range(4)]
    await logged.store.record(orders)
    size = len(orders[0].original)
    assert await ids(logged.log, most_bytes=1) == [orders[0].event_id]
    assert len(await ids(logged.log, most_bytes=2 * size + size // 2)) == 2


async def test_nothing_is_settled_or_waits_where_nothing_was_recorded(logged: Logged) -> None:
    assert await logged.log.settled() == 0
    assert await logged.log.waiting(0) == Waiting()


async def test_it_says_what_waits_behind_a_position(logged: Logged) -> None:
    await logged.store.record([an_order(), an_order(at=NOON + timedelta(hours=1))])
    [first, _] = await logged.log.read(0, await logged.log.settled(), most_events=10)
    assert await logged.log.waiting(0) == Waiting(2, NOON)
    assert await logged.log.waiting(first.position) == Waiting(1, NOON + timedelta(hours=1))


LATER = NOON + timedelta(days=1)
BETWEEN = NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    ("recorded", "touches"),
    [
        (an_order(at=LATER), False),
        (an_order(), True),
        (a_cancellation("old", at=LATER), True),
        (a_cancellation("other", at=LATER), False),
        (a_count("tea", "1"), True),
        (an_order(tenant=BAKERY), False),
    ],
)
async def test_it_knows_whether_later_events_move_an_earlier_time(
    logged: Logged, recorded: Event, touches: bool
) -> None:
    await logged.store.record([an_order("old")])
    after = await logged.log.settled()
    await logged.store.record([recorded])
    assert await logged.log.touches(CAFE, after=after, before=BETWEEN) is touches
    assert await logged.log.touches(CAFE, after=0, before=BETWEEN)
    assert not await logged.log.touches(TenantId("nobody"), after=0, before=BETWEEN)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(delivery=deliveries())
async def test_every_event_is_read_once_whatever_came_again(
    logged: Logged, delivery: tuple[list[Event], list[list[Event]]]
) -> None:
    history, batches = delivery
    before = await logged.log.settled()
    known = {event.identity: event for event in history}
    for batch in batches:
        await logged.store.record(batch)
    read = await logged.log.read(before, await logged.log.settled(), most_events=1_000)
    assert {each.event.identity: each.event for each in read}.keys() <= known.keys()
    assert len({each.event.identity for each in read}) == len(read)
    assert [each.position for each in read] == sorted(each.position for each in read)


@pytest.fixture
def two_writers(engine: AsyncEngine) -> tuple[PostgresEventLog, PostgresEventStore]:
    decoder = MsgspecEventDecoder()
    return PostgresEventLog(engine, decoder), PostgresEventStore(engine, decoder)


async def test_a_position_whose_writer_has_not_committed_is_waited_for(
    engine: AsyncEngine, two_writers: tuple[PostgresEventLog, PostgresEventStore]
) -> None:
    """The interleaving by hand: the café draws first and commits last."""
    log, store = two_writers
    async with engine.begin() as slow:
        drawn = await slow.scalar(text("SELECT nextval('event_positions') FROM pg_current_xact_id()"))
        quick = an_order(tenant=BAKERY)
        await store.record([quick])
        assert await log.settled() < drawn
        assert await ids(log) == []
    assert await log.settled() > drawn
    assert await ids(log) == [quick.event_id]


async def test_the_newest_transaction_of_all_is_waited_for_too(
    engine: AsyncEngine, two_writers: tuple[PostgresEventLog, PostgresEventStore]
) -> None:
    """A snapshot says nothing of transactions that began after the last that ended, and this is one."""
    log, store = two_writers
    await store.record([an_order()])
    async with engine.begin() as slow:
        drawn = await slow.scalar(text("SELECT nextval('event_positions') FROM pg_current_xact_id()"))
        assert await log.settled() < drawn
        assert await log.settled() < drawn
    assert await log.settled() == drawn


async def test_an_earlier_copy_of_the_database_in_its_place_is_noticed(
    engine: AsyncEngine, two_writers: tuple[PostgresEventLog, PostgresEventStore]
) -> None:
    log, store = two_writers
    await store.record([an_order(), an_order()])
    last = await log.settled()
    async with engine.begin() as connection:
        await connection.execute(text("SELECT setval('event_positions', :last)"), {"last": last - 1})
    assert await log.settled() == last - 1


async def test_many_writers_leave_no_gap_behind_a_reader(
    engine: AsyncEngine, two_writers: tuple[PostgresEventLog, PostgresEventStore]
) -> None:
    await empty(engine)
    log, store = two_writers
    tenants = [TenantId(f"t{number}") for number in range(6)]
    writing = asyncio.gather(
        *(store.record([an_order(tenant=tenant) for _ in range(3)]) for _ in range(12) for tenant in tenants)
    )
    read: list[str] = []
    position = await log.settled()
    while not writing.done():
        for each in await log.read(position, await log.settled(), most_events=50):
            position = each.position
            read.append(each.event.event_id)
    await writing
    read += [each.event.event_id for each in await log.read(position, await log.settled(), most_events=1_000)]
    assert len(read) == len(set(read)) == 6 * 12 * 3
