"""Whatever happened, and however it arrived: every source of figures tells what the events themselves tell."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.adapters.in_memory.ledger import Ledger
from olympus.domain.calendar.interval import ALL_TIME, Interval
from olympus.domain.events.event import Event
from olympus.domain.facts.contribution import Measure
from olympus.domain.facts.stock import StockSummary
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.figure import Added, Sums
from olympus.domain.metrics.metric import People
from olympus.domain.query.reading import Condition, PeopleRead, Slice, StockRead, SumsByCell, SumsRead
from olympus.domain.tenant import TenantId
from olympus.ports.figure_source import FigureSource
from tests.contracts.conftest import Records
from tests.factories import BAKERY, CAFE, NOON, a_cancellation, a_count, a_login, a_payment, an_item, an_order
from tests.figures import COUNTED, people_in, stock_before, sums_over
from tests.histories import deliveries, intervals, locations

conditions = st.just(()) | st.builds(
    lambda values, negated: (Condition(Dimension.LOCATION, frozenset(values), negated),),
    st.sets(locations, min_size=1),
    st.booleans(),
)
AROUND_NOON = Interval(NOON - timedelta(hours=1), NOON + timedelta(hours=1))
WITHIN_A_QUARTER = Interval(NOON + timedelta(seconds=1), NOON + timedelta(minutes=15))


READ_BY = [
    (),
    (Dimension.LOCATION,),
    (Dimension.CHANNEL, Dimension.PAYMENT_METHOD),
    (Dimension.CUSTOMER,),
    (Dimension.CUSTOMER, Dimension.CHANNEL),
]
OF_CUSTOMERS = frozenset({Measure.ORDER, Measure.ORDER_VOIDED, Measure.PAYMENT, Measure.REFUND})
ITEMS_BY = [
    (Dimension.PRODUCT,),
    (Dimension.CATEGORY,),
    (Dimension.CATEGORY, Dimension.LOCATION),
    (Dimension.PRODUCT, Dimension.CUSTOMER),
]


def slices_of(asked: list[Interval]) -> tuple[Slice, ...]:
    """Labelled stretches that do not overlap, some of which share a label."""
    edges = sorted({edge for each in asked for edge in (each.start, each.end) if edge})
    if len(edges) < 2:
        return (Slice(0, asked[0]),)
    return tuple(Slice(number % 2, Interval(*pair)) for number, pair in enumerate(pairwise(edges)))


async def everything(
    source: FigureSource, tenant: TenantId, asked: list[Interval], conditions: tuple[Condition, ...]
) -> list[Any]:
    """All that a source says, in the order of its port."""
    slices = slices_of(asked)
    starts = (asked[0].start, asked[-1].start)
    instants = tuple(each.end for each in asked if each.end)
    async with source.snapshot(tenant) as snapshot:
        return [
            [summed(await snapshot.sums(SumsRead(COUNTED, slices, by, conditions))) for by in READ_BY],
            summed(await snapshot.sums(SumsRead(OF_CUSTOMERS, slices, (Dimension.CUSTOMER,)))),
            [
                summed(await snapshot.sums(SumsRead(frozenset({Measure.ITEM}), slices, by, conditions)))
                for by in ITEMS_BY
            ],
            [
                dict(await snapshot.people(PeopleRead(slices, starts, by, conditions)))
                for by in ((), (Dimension.LOCATION,), (Dimension.LOGIN_METHOD, Dimension.CHANNEL))
            ],
            [
                dict(await snapshot.stock(StockRead(instants, Decimal(2), by, conditions)))
                for by in ((), (Dimension.LOCATION,), (Dimension.PRODUCT, Dimension.LOCATION))
            ],
            dict(await snapshot.product_names({"tea", "pie", "jam"})),
            await snapshot.default_currency(),
            await snapshot.extent(),
        ]


def summed(cells: SumsByCell) -> dict[Any, Any]:
    """What is not nothing; whether nothing has a cell is up to the source."""
    return {
        (cell, key): added for cell, sums in cells.items() for key, added in sums.added.items() if added != Added()
    }


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(delivery=deliveries(), asked=st.lists(intervals(), min_size=1, max_size=3), conditions=conditions)
@example(
    delivery=([sent := a_cancellation("o", at=NOON + timedelta(seconds=1))], [[sent]]),
    asked=[WITHIN_A_QUARTER, WITHIN_A_QUARTER],  # once counted twice, where two intervals shared a remainder
    conditions=(),
)
async def test_any_arrival_of_any_history_gives_the_figures_of_a_plain_recomputation(
    records: Records,
    delivery: tuple[list[Event], list[list[Event]]],
    asked: list[Interval],
    conditions: tuple[Condition, ...],
) -> None:
    history, batches = delivery
    await records.forget_everything()
    for batch in batches:
        await records.store.record(batch)

    plain = Ledger()
    await InMemoryEventStore(plain).record(history)
    for tenant in (CAFE, BAKERY):
        told = await everything(records.figures, tenant, asked, conditions)
        assert told == await everything(InMemoryFigureSource(plain), tenant, asked, conditions)


async def test_a_tenant_without_events_has_nothing(records: Records) -> None:
    async with records.figures.snapshot(TenantId("nobody")) as snapshot:
        assert await sums_over(snapshot, AROUND_NOON) == [Sums()]
        assert await people_in(snapshot, AROUND_NOON) == {}
        assert await stock_before(snapshot, NOON) == StockSummary(on_hand=None, warnings=0, out_of_stock=0)
        assert (await snapshot.default_currency(), await snapshot.extent()) == (None, None)


async def test_an_interval_contains_its_start_and_not_its_end(records: Records) -> None:
    await records.store.record(
        [a_payment("o", amount="1", at=NOON), a_payment("o", amount="2", at=NOON + timedelta(hours=1))]
    )
    async with records.figures.snapshot(CAFE) as snapshot:
        [sums] = await sums_over(snapshot, Interval(NOON, NOON + timedelta(hours=1)))
    assert sums.added[Measure.PAYMENT, "EUR"].amount == Decimal(1)
    assert sums.events_until == NOON


async def test_an_event_of_last_year_that_arrives_today_is_in_every_figure_of_its_time(records: Records) -> None:
    await records.store.record([a_payment("now", amount="5")])
    await records.store.record([a_payment("then", amount="7", at=NOON - timedelta(days=365))])
    a_year_ago = Interval(AROUND_NOON.bounds[0] - timedelta(days=365), AROUND_NOON.bounds[1] - timedelta(days=365))
    async with records.figures.snapshot(CAFE) as snapshot:
        then, now, ever = await sums_over(snapshot, a_year_ago, AROUND_NOON, ALL_TIME)
    key = Measure.PAYMENT, "EUR"
    assert (then.added[key].amount, now.added[key].amount, ever.added[key].amount) == (
        Decimal(7),
        Decimal(5),
        Decimal(12),
    )


async def test_people_are_counted_once_and_told_apart_as_new_and_returning(records: Records) -> None:
    earlier = NOON - timedelta(days=40)
    await records.store.record(
        [an_order(customer="ann", at=earlier), a_login("bob"), a_login("bob"), a_login("cem")]
    )
    await records.store.record([an_order(customer="ann"), an_order(customer="bob"), an_order(customer="bob")])
    async with records.figures.snapshot(CAFE) as snapshot:
        people = await people_in(snapshot, AROUND_NOON)
    assert people == {
        People.LOGGED_IN: 2,
        People.ORDERED: 2,
        People.ORDERED_FIRST: 1,
        People.ORDERED_AGAIN: 1,
        People.LOGGED_IN_AND_ORDERED: 1,
    }


async def test_a_customer_whose_only_order_is_cancelled_later_is_no_customer(records: Records) -> None:
    await records.store.record([an_order("o1", customer="ann"), an_order("o2", customer="bob")])
    await records.store.record([a_cancellation("o1", at=NOON + timedelta(days=1))])
    async with records.figures.snapshot(CAFE) as snapshot:
        people = await people_in(snapshot, AROUND_NOON)
    assert people[People.ORDERED] == 1


async def test_who_is_left_at_one_place_is_still_among_everyone(records: Records) -> None:
    await records.store.record(
        [an_order("o1", customer="ann", location="rome"), an_order("o2", customer="ann", location="oslo")]
    )
    await records.store.record([a_cancellation("o1", at=NOON + timedelta(days=1))])
    async with records.figures.snapshot(CAFE) as snapshot:
        assert (await people_in(snapshot, AROUND_NOON))[People.ORDERED] == 1
        by_place = await snapshot.people(
            PeopleRead((Slice(0, AROUND_NOON),), (AROUND_NOON.start,), (Dimension.LOCATION,))
        )
    assert {
        values: counts[People.ORDERED] for (_, values), counts in by_place.items() if counts[People.ORDERED]
    } == {("oslo",): 1}


async def test_where_nobody_is_left_there_is_no_cell(records: Records) -> None:
    await records.store.record([an_order("o", customer="ann")])
    await records.store.record([a_cancellation("o")])
    async with records.figures.snapshot(CAFE) as snapshot:
        assert await people_in(snapshot, AROUND_NOON) == {}


async def test_a_customer_is_new_on_the_first_of_several_days_alone(records: Records) -> None:
    day = timedelta(days=1)
    await records.store.record([an_order(customer="ann", at=NOON + n * day) for n in (0, 2)])
    await records.store.record([an_order(customer="bob", at=NOON + n * day) for n in (1, 2)])
    days = tuple(Slice(n, Interval(NOON + n * day, NOON + (n + 1) * day)) for n in range(3))
    async with records.figures.snapshot(CAFE) as snapshot:
        people = await snapshot.people(PeopleRead(days, tuple(each.interval.start for each in days)))
    assert [people[n, ()][People.ORDERED_FIRST] for n in range(3)] == [1, 1, 0]
    assert [people[n, ()][People.ORDERED_AGAIN] for n in range(3)] == [0, 0, 2]


async def test_stock_updates_apply_in_the_order_in_which_they_happened(records: Records) -> None:
    hour = timedelta(hours=1)
    await records.store.record([a_count("tea", change="-3", at=NOON + hour)])
    await records.store.record([a_count("tea", "10", reorder_point="7", at=NOON)])
    await records.store.record([a_count("tea", change="-2", at=NOON - hour), a_count("pie", change="4")])
    async with records.figures.snapshot(CAFE) as snapshot:
        after_count = await stock_before(snapshot, NOON + hour)
        at_the_end = await stock_before(snapshot, NOON + 2 * hour)
    assert after_count == StockSummary(on_hand=Decimal(10), warnings=0, out_of_stock=0)
    assert at_the_end == StockSummary(on_hand=Decimal(7), warnings=1, out_of_stock=0)


async def test_items_leave_out_what_was_cancelled(records: Records) -> None:
    tea, pie = an_item("tea", quantity="2", total="6.00"), an_item("pie", quantity="1", total="9.00")
    await records.store.record(
        [an_order("o1", items=(tea, pie)), an_order("o2", items=(pie,)), a_cancellation("o2")]
    )
    async with records.figures.snapshot(CAFE) as snapshot:
        cells = await snapshot.sums(
            SumsRead(frozenset({Measure.ITEM}), (Slice(0, AROUND_NOON),), (Dimension.PRODUCT,))
        )
    sold = {values: sums.added[Measure.ITEM, "EUR"] for (_, values), sums in cells.items()}
    assert sold == {
        ("pie",): Added(1, Decimal(9), Decimal(1)),
        ("tea",): Added(1, Decimal(6), Decimal(2)),
    }


async def test_the_currency_is_that_of_the_first_order_by_time_not_by_arrival(records: Records) -> None:
    await records.store.record([an_order(currency="USD")])
    await records.store.record([an_order(currency="EUR", at=NOON - timedelta(days=1))])
    async with records.figures.snapshot(CAFE) as snapshot:
        assert await snapshot.default_currency() == "EUR"


async def test_without_orders_the_currency_is_that_of_the_first_payment(records: Records) -> None:
    await records.store.record(
        [a_payment("o", currency="USD"), a_payment("o", currency="EUR", at=NOON - timedelta(1))]
    )
    async with records.figures.snapshot(CAFE) as snapshot:
        assert await snapshot.default_currency() == "EUR"
    await records.store.record([an_order(currency="USD", at=NOON + timedelta(days=9))])
    async with records.figures.snapshot(CAFE) as snapshot:
        assert await snapshot.default_currency() == "USD"


async def test_no_tenant_sees_anything_of_another(records: Records) -> None:
    await records.store.record([an_order(customer="ann", tenant=BAKERY), a_count("tea", "3", tenant=BAKERY)])
    async with records.figures.snapshot(CAFE) as snapshot:
        [sums] = await sums_over(snapshot, ALL_TIME)
        people = await people_in(snapshot, ALL_TIME)
        assert dict(sums.added) == {}
        assert people == {}
        assert (await stock_before(snapshot, NOON)).on_hand is None
