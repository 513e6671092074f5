"""Wherever time is cut between the two stores, and however far the export has come, the figures are the same."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.in_memory.event_log import InMemoryEventLog
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.export_meter import InMemoryExportMeter
from olympus.adapters.in_memory.export_progress import InMemoryExportProgress
from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.in_memory.warehouse import InMemoryWarehouse
from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.postgres.event_log import PostgresEventLog
from olympus.adapters.postgres.event_store import PostgresEventStore
from olympus.adapters.postgres.figure_source import PostgresFigureSource
from olympus.adapters.system.clock import system_clock
from olympus.adapters.warehouse.duckdb.warehouse import DuckDbWarehouse
from olympus.domain.calendar.interval import ALL_TIME, Interval
from olympus.domain.events.event import Event
from olympus.domain.facts.contribution import Measure
from olympus.domain.query.reading import Condition, PeopleRead, Slice, StockRead, SumsRead
from olympus.domain.tenant import TenantId
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_log import EventLog
from olympus.ports.event_store import EventStore
from olympus.ports.export_progress import ExportProgress, Progress
from olympus.ports.figure_source import FigureReader, FigureSource
from olympus.ports.warehouse import Warehouse
from olympus.use_cases.export_events import ExportEvents
from olympus.use_cases.tiered_figures import TieredFigures
from tests.contracts.test_figure_source import conditions
from tests.contracts.test_warehouse import everything
from tests.factories import CAFE, NOON, a_cancellation, a_count, a_payment, an_order
from tests.histories import FIRST, histories, intervals

_numbers = count(1)


class Stores:
    """A hot store, a warehouse, and what lies between them."""

    def __init__(
        self, store: EventStore, hot: FigureSource, log: EventLog, progress: ExportProgress, warehouse: Warehouse
    ) -> None:
        self.store, self.hot, self.log, self.progress, self.warehouse = store, hot, log, progress, warehouse

    async def export(self) -> None:
        process = ExportEvents(
            self.log, self.progress, self.warehouse, InMemoryExportMeter(), every_seconds=1, most_events=4
        )
        await process()

    def tiered(self, now: datetime, *, hot_days: int = 1) -> FigureSource:
        clock = system_clock(now)
        return TieredFigures(self.hot, self.warehouse, self.log, self.progress, clock, hot_days=hot_days)


def in_memory(warehouse: Warehouse | None = None) -> Stores:
    ledger = Ledger()
    return Stores(
        InMemoryEventStore(ledger),
        InMemoryFigureSource(ledger),
        InMemoryEventLog(ledger),
        InMemoryExportProgress(),
        warehouse or InMemoryWarehouse(),
    )


@pytest.fixture
async def with_servers(engine: AsyncEngine, tmp_path: Path) -> AsyncIterator[Stores]:
    decoder = MsgspecEventDecoder()
    warehouse = DuckDbWarehouse(tmp_path / "warehouse")
    yield Stores(
        PostgresEventStore(engine, decoder),
        PostgresFigureSource(engine),
        PostgresEventLog(engine, decoder),
        InMemoryExportProgress(),
        warehouse,
    )
    await warehouse.aclose()


boundaries = st.integers(-1, 7).map(lambda days: FIRST + timedelta(days=days, hours=13))


async def differences(  # noqa: PLR0917 - all that an example is made of
    stores: Stores,
    history: list[Event],
    exported: int,
    now: datetime,
    asked: list[Interval],
    conditions: tuple[Condition, ...],
) -> dict[str, object]:
    """What the two stores together say otherwise than the hot one alone, of a tenant that nobody else has."""
    tenant = TenantId(f"{CAFE}-{next(_numbers)}")
    own = [event._replace(tenant_id=tenant) for event in history if event.tenant_id == CAFE]
    await stores.store.record(own[:exported])
    await stores.export()
    await stores.store.record(own[exported:])
    async with stores.hot.snapshot(tenant) as alone:
        expected = await everything(alone, asked, conditions)
    async with stores.tiered(now).snapshot(tenant) as together:
        told = await everything(together, asked, conditions)
    return {name: (told[name], expected[name]) for name in expected if told[name] != expected[name]}


histories_in_two = given(
    history=histories(),
    exported=st.integers(0, 14),
    now=boundaries,
    asked=st.lists(intervals(), min_size=1, max_size=3),
    conditions=conditions,
)


@settings(max_examples=150, deadline=None)
@histories_in_two
async def test_two_stores_say_what_one_would(
    history: list[Event],
    exported: int,
    now: datetime,
    asked: list[Interval],
    conditions: tuple[Condition, ...],
) -> None:
    assert not await differences(in_memory(), history, exported, now, asked, conditions)


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@histories_in_two
async def test_postgres_and_files_say_what_postgres_alone_would(  # noqa: PLR0917 - given by name
    with_servers: Stores,
    history: list[Event],
    exported: int,
    now: datetime,
    asked: list[Interval],
    conditions: tuple[Condition, ...],
) -> None:
    assert not await differences(with_servers, history, exported, now, asked, conditions)


ORDERS = SumsRead(frozenset({Measure.ORDER, Measure.ORDER_VOIDED}), (Slice(0, ALL_TIME),))
TEN_DAYS_LATER = NOON + timedelta(days=10)
LAST_WEEK = Interval(NOON - timedelta(days=3), NOON + timedelta(days=4))
NOW = Interval(NOON + timedelta(days=9), NOON + timedelta(days=11))


@pytest.mark.parametrize(
    ("interval", "source"), [(ALL_TIME, "memory and warehouse"), (LAST_WEEK, "warehouse"), (NOW, "memory")]
)
async def test_what_was_read_is_named(interval: Interval, source: str) -> None:
    stores = in_memory()
    await stores.store.record([an_order("o", customer="ann"), an_order("p", at=TEN_DAYS_LATER)])
    await stores.export()
    async with stores.tiered(TEN_DAYS_LATER, hot_days=2).snapshot(CAFE) as snapshot:
        await snapshot.sums(SumsRead(frozenset({Measure.ORDER}), (Slice(0, interval),)))
        assert snapshot.source == source


async def test_people_and_stock_of_the_past_come_from_the_warehouse_too() -> None:
    stores = in_memory()
    await stores.store.record([an_order("o", customer="ann"), a_count("tea", "3")])
    await stores.export()
    async with stores.tiered(TEN_DAYS_LATER).snapshot(CAFE) as snapshot:
        assert await snapshot.people(PeopleRead((Slice(0, LAST_WEEK),), (None,)))
        assert await snapshot.stock(StockRead((NOON + timedelta(hours=1),), None))
        assert snapshot.source == "warehouse"


class Away(InMemoryWarehouse):
    """A warehouse that nobody reaches."""

    def figures(self, tenant_id: TenantId) -> FigureReader:
        class Nothing:
            async def sums(self, read: SumsRead) -> None:
                raise SourceUnavailable("the warehouse")

            people = stock = sums

        return Nothing()  # type: ignore[return-value]


async def test_without_the_warehouse_the_hot_store_answers_alone() -> None:
    stores = in_memory(Away())
    await stores.store.record([an_order("o"), a_cancellation("o", at=TEN_DAYS_LATER)])
    await stores.export()
    async with stores.tiered(TEN_DAYS_LATER).snapshot(CAFE) as snapshot:
        found = await snapshot.sums(ORDERS)
        assert snapshot.source == "memory"
    assert {measure for measure, _ in found[0, ()].added} == {Measure.ORDER, Measure.ORDER_VOIDED}


class NotWhole(InMemoryExportProgress):
    """Something was dropped before the warehouse had it."""

    async def current(self) -> Progress:
        return replace(await super().current(), is_whole=False)


class MadeAnew(InMemoryWarehouse):
    """A warehouse that is deleted at the moment at which it is read, and made anew."""

    def __init__(self, progress: ExportProgress) -> None:
        super().__init__()
        self._progress = progress

    def figures(self, tenant_id: TenantId) -> FigureReader:
        progress = self._progress

        class Nothing:
            async def sums(self, read: SumsRead) -> dict[object, object]:
                await progress.start_over("second")
                return {}

        return Nothing()  # type: ignore[return-value]


@pytest.mark.parametrize("lacking", ["not whole", "made anew", "never exported to"])
async def test_a_warehouse_that_lacks_something_for_ever_is_not_asked(lacking: str) -> None:
    stores = in_memory()
    match lacking:
        case "not whole":
            stores.progress = NotWhole()
        case "made anew":
            stores.warehouse = MadeAnew(stores.progress)
    await stores.store.record([an_order("o")])
    if lacking == "never exported to":
        await stores.progress.confirm(await stores.log.settled(), after=Progress())
    else:
        await stores.export()
    async with stores.tiered(TEN_DAYS_LATER).snapshot(CAFE) as snapshot:
        found = await snapshot.sums(ORDERS)
        assert snapshot.source == "memory"
    assert found[0, ()].added[Measure.ORDER, "EUR"].count == 1


async def test_a_late_event_counts_before_it_is_exported() -> None:
    stores = in_memory()
    await stores.store.record([an_order("o")])
    await stores.export()
    await stores.store.record([a_cancellation("o", at=TEN_DAYS_LATER)])
    async with stores.tiered(TEN_DAYS_LATER).snapshot(CAFE) as snapshot:
        found = await snapshot.sums(ORDERS)
    assert {measure for measure, _ in found[0, ()].added} == {Measure.ORDER, Measure.ORDER_VOIDED}


async def test_a_recent_event_that_is_not_exported_keeps_nobody_from_the_warehouse() -> None:
    stores = in_memory()
    await stores.store.record([an_order("o")])
    await stores.export()
    await stores.store.record([a_payment("p", at=TEN_DAYS_LATER)])
    async with stores.tiered(TEN_DAYS_LATER).snapshot(CAFE) as snapshot:
        await snapshot.sums(ORDERS)
        assert snapshot.source == "memory and warehouse"
