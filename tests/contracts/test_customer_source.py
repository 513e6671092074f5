"""Whatever happened, and however it arrived: every source of customers tells what the events themselves tell."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.in_memory.customer_source import InMemoryCustomerSource
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.postgres.customer_source import PostgresCustomerSource
from olympus.adapters.postgres.event_store import PostgresEventStore
from olympus.domain.calendar.interval import ALL_TIME, Interval
from olympus.domain.customers.reading import CohortCounts, CohortRead, Lifetime
from olympus.domain.customers.recomputing import cohort_counts_of, lifetimes_of
from olympus.domain.events.event import Event
from olympus.domain.facts.contribution import contributions
from olympus.domain.facts.from_events import statements_of
from olympus.domain.query.reading import Slice
from olympus.domain.tenant import TenantId
from olympus.ports.customer_source import CustomerSource
from olympus.ports.event_store import EventStore
from tests.databases import empty
from tests.factories import BAKERY, CAFE, NOON, a_cancellation, a_payment, an_order
from tests.histories import currencies, deliveries, instants

DAY = timedelta(days=1)
EVER = (NOON - 9 * DAY, NOON + 9 * DAY)


@dataclass
class Customers:
    """A store, the customers that are read from it, and a way to start anew within one test."""

    store: EventStore
    source: CustomerSource
    forget_everything: Callable[[], Awaitable[None]]

    async def lifetimes(
        self, *, before: datetime = NOON + 9 * DAY, currency: str | None = "EUR"
    ) -> list[Lifetime]:
        async with self.source.snapshot(CAFE) as snapshot:
            return sorted((await snapshot.lifetimes(before=before, currency=currency)).customers)

    async def cohorts(self, read: CohortRead) -> CohortCounts:
        async with self.source.snapshot(CAFE) as snapshot:
            return await snapshot.cohorts(read)


@pytest.fixture(params=["in_memory", "postgres"])
def customers(request: pytest.FixtureRequest) -> Customers:
    if request.param == "postgres":
        engine: AsyncEngine = request.getfixturevalue("engine")
        store = PostgresEventStore(engine, MsgspecEventDecoder())
        return Customers(store, PostgresCustomerSource(engine), lambda: empty(engine))
    ledger = Ledger()

    async def forget() -> None:
        ledger.__init__()  # type: ignore[misc]

    return Customers(InMemoryEventStore(ledger), InMemoryCustomerSource(ledger), forget)


@st.composite
def cohort_reads(draw: st.DrawFn) -> CohortRead:
    """Bounds and stretches with ends anywhere: short ones, whole months and the open ends of time."""
    bounds = sorted(draw(st.lists(instants, min_size=1, max_size=6)))
    ends = sorted(draw(st.lists(instants | instants.map(lambda at: at + 40 * DAY), min_size=2, max_size=6)))
    stretches = [Interval(since, until) for since, until in pairwise(ends)]
    if draw(st.booleans()):
        stretches = [Interval(None, ends[0]), *stretches, Interval(ends[-1], None)]
    if draw(st.integers(0, 9)) == 0:
        stretches = [ALL_TIME]
    return CohortRead(tuple(bounds), tuple(Slice(label, each) for label, each in enumerate(stretches)))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(delivery=deliveries(), read=cohort_reads(), before=instants, currency=currencies)
async def test_any_arrival_of_any_history_gives_the_customers_of_a_plain_recomputation(
    customers: Customers,
    delivery: tuple[list[Event], list[list[Event]]],
    read: CohortRead,
    before: datetime,
    currency: str | None,
) -> None:
    history, batches = delivery
    await customers.forget_everything()
    for batch in batches:
        await customers.store.record(batch)

    stated = [fact for event in history if (fact := statements_of(event).fact)]
    for tenant in (CAFE, BAKERY):
        plain = [each for each in contributions(stated) if each.tenant_id == tenant]
        async with customers.source.snapshot(tenant) as snapshot:
            assert await snapshot.cohorts(read) == cohort_counts_of(plain, read)
            told, expected = (
                await snapshot.lifetimes(before=before, currency=currency),
                lifetimes_of(plain, before, currency),
            )
        assert sorted(told.customers) == sorted(expected.customers)
        assert told.other_currencies == expected.other_currencies


async def test_a_tenant_without_events_has_no_customers(customers: Customers) -> None:
    assert await customers.lifetimes() == []
    assert await customers.cohorts(CohortRead(EVER, (Slice(0, ALL_TIME),))) == CohortCounts({}, {}, {})
    async with customers.source.snapshot(TenantId("nobody")) as snapshot:
        assert await snapshot.default_currency() is None


async def test_a_customer_joins_with_the_first_order_that_is_not_cancelled(customers: Customers) -> None:
    await customers.store.record(
        [an_order("o2", customer="ann", at=NOON + DAY), an_order("o1", customer="ann"), an_order("o3")]
    )
    by_day = CohortRead((NOON - DAY, NOON + timedelta(hours=1), NOON + 2 * DAY), ())
    assert (await customers.cohorts(by_day)).sizes == {0: 1}

    await customers.store.record([a_cancellation("o1")])

    assert (await customers.cohorts(by_day)).sizes == {1: 1}
    [ann] = await customers.lifetimes()
    assert ann == Lifetime(NOON + DAY, 1, 1, Decimal(10), NOON + DAY, "ann")


async def test_who_cancelled_the_last_order_was_last_there_before(customers: Customers) -> None:
    await customers.store.record([an_order("o1", customer="ann"), an_order("o2", customer="ann", at=NOON + DAY)])
    await customers.store.record([a_cancellation("o2", at=NOON + 2 * DAY)])

    assert await customers.lifetimes() == [Lifetime(NOON, 1, 1, Decimal(10), NOON, "ann")]


async def test_who_cancelled_everything_is_no_customer(customers: Customers) -> None:
    await customers.store.record([an_order("o1", customer="ann")])
    await customers.store.record([a_cancellation("o1", at=NOON + DAY)])

    assert await customers.lifetimes() == []
    assert (await customers.cohorts(CohortRead(EVER, ()))).sizes == {}


async def test_an_order_that_turns_out_to_be_placed_earlier_moves_its_customer(customers: Customers) -> None:
    await customers.store.record([an_order("o1", customer="ann", at=NOON + DAY)])
    await customers.store.record([an_order("o1", customer="bob", at=NOON)])

    assert await customers.lifetimes() == [Lifetime(NOON, 1, 1, Decimal(10), NOON, "bob")]
    assert (await customers.cohorts(CohortRead(EVER, ()))).sizes == {0: 1}


async def test_orders_that_arrive_late_count_as_if_they_had_arrived_in_time(customers: Customers) -> None:
    for days in (1, -1, 2, 0, -2):
        await customers.store.record([an_order(customer="ann", at=NOON + days * DAY)])

    by_day = CohortRead(tuple(NOON + days * DAY for days in range(-3, 4)), ())
    assert (await customers.cohorts(by_day)).sizes == {1: 1}
    assert await customers.lifetimes() == [Lifetime(NOON + 2 * DAY, 5, 5, Decimal(50), NOON - 2 * DAY, "ann")]


async def test_an_order_after_the_instant_is_not_the_last(customers: Customers) -> None:
    await customers.store.record(
        [an_order(customer="ann", at=NOON), an_order(customer="ann", at=NOON + DAY, total="5.00")]
    )

    assert await customers.lifetimes(before=NOON + DAY) == [Lifetime(NOON, 1, 1, Decimal(10), NOON, "ann")]


async def test_a_payment_that_came_before_its_order_is_its_customers(customers: Customers) -> None:
    await customers.store.record([a_payment("o1", amount="7.00", at=NOON + DAY)])
    await customers.store.record([an_order("o1", customer="ann", at=NOON)])

    two_days = (Slice(0, Interval(NOON, NOON + DAY)), Slice(1, Interval(NOON + DAY, NOON + 2 * DAY)))
    told = await customers.cohorts(CohortRead(EVER, two_days))

    assert told.active == {(0, 0): 1}
    assert told.revenue == {(0, 1): {"EUR": Decimal(7)}}


async def test_amounts_of_other_currencies_stand_beside(customers: Customers) -> None:
    await customers.store.record(
        [an_order(customer="ann", currency="USD"), an_order(customer="ann", currency=None, total="3.00")]
    )
    async with customers.source.snapshot(CAFE) as snapshot:
        told = await snapshot.lifetimes(before=NOON + DAY, currency="EUR")

    assert list(told.customers) == [Lifetime(NOON, 2, 1, Decimal(3), NOON, "ann")]
    assert told.other_currencies == {"USD": Decimal(10)}
