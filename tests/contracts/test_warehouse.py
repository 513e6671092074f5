"""However events are loaded, the warehouse has each once, and its figures are those of the events themselves."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from olympus.adapters.in_memory.figure_source import figures_of
from olympus.adapters.in_memory.ledger import Account
from olympus.adapters.in_memory.warehouse import InMemoryWarehouse
from olympus.adapters.warehouse.duckdb.warehouse import DuckDbWarehouse
from olympus.domain.calendar.interval import ALL_TIME, Interval
from olympus.domain.events.event import Event
from olympus.domain.events.payloads import PaymentStatus
from olympus.domain.facts.contribution import Measure
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.figure import Added
from olympus.domain.query.reading import Condition, PeopleRead, Slice, StockRead, SumsByCell, SumsRead
from olympus.domain.tenant import TenantId
from olympus.ports.event_log import LoggedEvent
from olympus.ports.figure_source import FigureReader
from olympus.ports.warehouse import SentEvent, Warehouse
from tests.contracts.test_figure_source import ITEMS_BY, READ_BY, conditions, slices_of
from tests.factories import CAFE, NOON, a_cancellation, a_count, a_login, a_payment, an_item, an_order
from tests.figures import COUNTED
from tests.histories import histories, intervals

_numbers = count(1)
_positions = count(1)


@pytest.fixture
async def in_a_folder(tmp_path: Path) -> AsyncIterator[DuckDbWarehouse]:
    """The one on files, ready."""
    duckdb = DuckDbWarehouse(tmp_path / "warehouse")
    await duckdb.prepare()
    yield duckdb
    await duckdb.aclose()


QUICK = ["in_memory", "duckdb"]


@pytest.fixture(params=QUICK)
def quick_warehouse(request: pytest.FixtureRequest) -> Warehouse:
    """One that is ready and answers soon. Others may have loaded events of theirs into it."""
    return _ready(request)


@pytest.fixture(params=[*QUICK, "bigquery"])
def warehouse(request: pytest.FixtureRequest) -> Warehouse:
    """Any that is ready."""
    return _ready(request)


def _ready(request: pytest.FixtureRequest) -> Warehouse:
    if request.param == "in_memory":
        return InMemoryWarehouse()
    fixture = {"duckdb": "in_a_folder", "bigquery": "bigquery_warehouse"}[request.param]
    warehouse: Warehouse = request.getfixturevalue(fixture)
    return warehouse


def of_a_new_tenant(events: Sequence[Event]) -> tuple[TenantId, list[LoggedEvent]]:
    """The café's events as those of a tenant that nobody else has, in their order."""
    tenant = TenantId(f"{CAFE}-{next(_numbers)}")
    own = (event._replace(tenant_id=tenant) for event in events if event.tenant_id == CAFE)
    return tenant, [LoggedEvent(next(_positions), event) for event in own]


async def everything(
    figures: FigureReader, asked: list[Interval], conditions: tuple[Condition, ...]
) -> dict[str, Any]:
    """All that a reader says, in the order of its port."""
    slices = slices_of(asked)
    starts = (asked[0].start, asked[-1].start)
    instants = tuple(each.end for each in asked if each.end)
    items = frozenset({Measure.ITEM})
    return {
        "sums": [summed(await figures.sums(SumsRead(COUNTED, slices, by, conditions))) for by in READ_BY],
        "items": [summed(await figures.sums(SumsRead(items, slices, by, conditions))) for by in ITEMS_BY],
        "people": [
            dict(await figures.people(PeopleRead(slices, starts, by, conditions)))
            for by in ((), (Dimension.LOCATION,), (Dimension.LOGIN_METHOD, Dimension.CHANNEL))
        ],
        "stock": [
            dict(await figures.stock(StockRead(instants, Decimal(2), by, conditions)))
            for by in ((), (Dimension.PRODUCT, Dimension.LOCATION))
        ],
    }


def summed(cells: SumsByCell) -> dict[Any, Any]:
    """What is not nothing, with the time of the last of it."""
    return {
        (cell, key): added for cell, sums in cells.items() for key, added in sums.added.items() if added != Added()
    }


async def sent(warehouse: Warehouse, tenant: TenantId) -> list[SentEvent]:
    return sorted([each async for page in warehouse.events() for each in page if each.tenant_id == tenant])


@st.composite
def loads(draw: st.DrawFn) -> tuple[list[Event], list[list[int]]]:
    """A history, and the places of its events in batches that overlap and come again."""
    history = [event for event in draw(histories()) if event.tenant_id == CAFE] or [an_order()]
    place = st.integers(0, len(history) - 1)
    again = draw(st.lists(st.lists(place, min_size=1, max_size=5), max_size=2))
    cut = draw(st.integers(0, len(history)))
    everyone = list(range(len(history)))
    return history, [batch for batch in (*again, everyone[:cut], everyone[cut:], *again) if batch]


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(load=loads(), asked=st.lists(intervals(), min_size=1, max_size=2), conditions=conditions)
async def test_figures_are_those_of_the_events(
    quick_warehouse: Warehouse,
    load: tuple[list[Event], list[list[int]]],
    asked: list[Interval],
    conditions: tuple[Condition, ...],
) -> None:
    history, batches = load
    tenant, logged = of_a_new_tenant(history)
    for batch in batches:
        await quick_warehouse.load([logged[place] for place in batch])

    told = await everything(quick_warehouse.figures(tenant), asked, conditions)
    plain = figures_of(Account.of(each.event for each in logged))
    assert told == await everything(plain, asked, conditions)


async def test_figures_of_a_day_with_everything_in_it(warehouse: Warehouse) -> None:
    items = (an_item("tea", category="hot"), an_item("pie", total="4.10"), an_item("tea", category="hot"))
    hour = timedelta(hours=1)
    tenant, logged = of_a_new_tenant(
        [
            an_order("o1", customer="ann", location="rome", channel="web", items=items),
            an_order("o1", customer="bob", location="oslo", at=NOON + hour),  # placed again: the first counts
            an_order("o2", customer="bob", location="oslo", currency=None, items=items[1:], at=NOON - 24 * hour),
            an_order("o3", customer="ann", at=NOON + 2 * hour),
            a_cancellation("o3", at=NOON + 30 * hour),
            a_cancellation("o3", at=NOON + 31 * hour),
            a_cancellation("unknown"),
            a_payment("o1", amount="9.10", method="cash", at=NOON + hour),
            a_payment("o2", status=PaymentStatus.REFUNDED),
            a_payment("unknown", status=PaymentStatus.FAILED),
            a_login("ann"),
            a_login("cem", method="sso"),
            a_count("tea", "5", reorder_point="4", location="rome"),
            a_count("tea", change="-2", location="rome", at=NOON + hour),
            a_count("pie", change="3"),
        ]
    )
    await warehouse.load(logged[:9])
    await warehouse.load(logged[5:])
    plain = figures_of(Account.of(each.event for each in logged))
    days = (Slice(0, Interval(NOON - 12 * hour, NOON + 12 * hour)), Slice(1, Interval(NOON + 12 * hour, None)))
    chosen = (Condition(Dimension.LOCATION, frozenset({"rome", None})),)
    for sums in (
        SumsRead(COUNTED, days, (Dimension.LOCATION, Dimension.CHANNEL)),
        SumsRead(frozenset({Measure.ITEM}), days, (Dimension.PRODUCT, Dimension.CATEGORY), chosen),
    ):
        assert summed(await warehouse.figures(tenant).sums(sums)) == summed(await plain.sums(sums))
    people = PeopleRead(days, (NOON - 12 * hour, NOON + 12 * hour), (Dimension.LOCATION,))
    assert await warehouse.figures(tenant).people(people) == await plain.people(people)
    stock = StockRead((NOON + timedelta(seconds=1), NOON + 3 * hour), Decimal(1), (Dimension.PRODUCT,))
    assert await warehouse.figures(tenant).stock(stock) == await plain.stock(stock)


async def test_what_was_sent_comes_back_as_it_was(warehouse: Warehouse) -> None:
    tenant, logged = of_a_new_tenant([an_order(f"o{number}") for number in range(5)])
    await warehouse.load(logged[3:])
    await warehouse.load(logged[:4])

    assert await sent(warehouse, tenant) == [
        SentEvent(position, tenant, event.event_id, event.received_at, event.original)
        for position, event in logged
    ]


async def test_an_identity_belongs_to_its_tenant(warehouse: Warehouse) -> None:
    order = an_order("o", total="3", event_id="e")
    (one, [first]), (other, [second]) = of_a_new_tenant([order]), of_a_new_tenant([order])
    await warehouse.load([first, second])

    for tenant in (one, other):
        found = await warehouse.figures(tenant).sums(SumsRead(frozenset({Measure.ORDER}), (Slice(0, ALL_TIME),)))
        assert found[0, ()].added[Measure.ORDER, "EUR"] == Added(1, Decimal(3), Decimal(0))


async def test_the_last_event_of_a_sum_is_told(warehouse: Warehouse) -> None:
    later = NOON + timedelta(microseconds=1)
    tenant, logged = of_a_new_tenant([an_order("a"), an_order("b", at=later), an_order("c")])
    await warehouse.load(logged)
    found = await warehouse.figures(tenant).sums(SumsRead(frozenset({Measure.ORDER}), (Slice(0, ALL_TIME),)))
    assert found[0, ()].events_until == later


async def test_numbers_and_texts_of_any_kind_are_kept(warehouse: Warehouse) -> None:
    name = 'Crème "brûlée"\n\\N {x} \' 漢'
    order = an_order(
        "o", total="123456789012345.67", items=(an_item(name, quantity="0.333", total="-0.01", category="a,b"),)
    )
    tenant, logged = of_a_new_tenant([order, a_count(name, "0.125")])
    await warehouse.load(logged)
    figures = warehouse.figures(tenant)

    whole = (Slice(0, ALL_TIME),)
    found = await figures.sums(SumsRead(frozenset({Measure.ORDER}), whole))
    assert found[0, ()].added[Measure.ORDER, "EUR"].amount == Decimal("123456789012345.67")
    items = await figures.sums(SumsRead(frozenset({Measure.ITEM}), whole, (Dimension.PRODUCT, Dimension.CATEGORY)))
    assert items[0, (name, "a,b")].added[Measure.ITEM, "EUR"] == Added(1, Decimal("-0.01"), Decimal("0.333"))
    stock = await figures.stock(StockRead((NOON + timedelta(days=1),), None, (Dimension.PRODUCT,)))
    assert stock[0, (name,)].on_hand == Decimal("0.125")


async def test_a_tenant_without_events_has_nothing(warehouse: Warehouse) -> None:
    figures = warehouse.figures(TenantId("nobody"))
    assert not await figures.sums(SumsRead(COUNTED, (Slice(0, ALL_TIME),)))
    assert not await figures.people(PeopleRead((Slice(0, ALL_TIME),), (None,)))
    assert not await figures.stock(StockRead((NOON,), None))


async def test_being_prepared_again_changes_nothing(warehouse: Warehouse) -> None:
    tenant, logged = of_a_new_tenant([an_order()])
    incarnation = await warehouse.prepare()
    await warehouse.load(logged)
    assert await warehouse.prepare() == incarnation
    assert len(await sent(warehouse, tenant)) == 1
