"""A store that is made anew from the warehouse shows the same figures."""

from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.in_memory.event_log import InMemoryEventLog
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.export_meter import InMemoryExportMeter
from olympus.adapters.in_memory.export_progress import InMemoryExportProgress
from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.in_memory.raw_event_months import InMemoryRawEventMonths
from olympus.adapters.in_memory.warehouse import InMemoryWarehouse
from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.postgres.event_log import PostgresEventLog
from olympus.adapters.postgres.event_store import PostgresEventStore
from olympus.adapters.postgres.figure_source import PostgresFigureSource
from olympus.adapters.postgres.raw_event_months import PostgresRawEventMonths
from olympus.adapters.warehouse.duckdb.warehouse import DuckDbWarehouse
from olympus.domain.calendar.interval import ALL_TIME
from olympus.domain.events.event import Event
from olympus.domain.events.rejection import EventRejected
from olympus.ports.export_progress import Progress
from olympus.ports.figure_source import FigureSource
from olympus.ports.warehouse import Warehouse
from olympus.use_cases.export_events import ExportEvents
from olympus.use_cases.rebuild import Rebuild, Rebuilt, StoreNotEmpty
from tests.contracts.test_figure_source import everything
from tests.databases import empty
from tests.factories import BAKERY, CAFE, NOON, an_event, an_order
from tests.histories import histories

_numbers = count(1)


async def exported(history: list[Event], warehouse: Warehouse) -> Ledger:
    """The history recorded, and brought to a warehouse."""
    ledger = Ledger()
    await InMemoryEventStore(ledger).record(history)
    log, progress, meter = InMemoryEventLog(ledger), InMemoryExportProgress(), InMemoryExportMeter()
    await ExportEvents(log, progress, warehouse, meter, every_seconds=1, most_events=4)()
    return ledger


def as_sent(event: Event) -> bool:
    """Whether a producer can have sent it: not every event that the domain bears can be said."""
    try:
        return MsgspecEventDecoder().decode(event.original, received_at=event.received_at) == event
    except EventRejected:
        return False


sent_histories = histories().map(lambda history: list(filter(as_sent, history)))


async def assert_same_figures(one: FigureSource, other: FigureSource) -> None:
    for tenant in (CAFE, BAKERY):
        assert await everything(one, tenant, [ALL_TIME], ()) == await everything(other, tenant, [ALL_TIME], ())


@settings(max_examples=60, deadline=None)
@given(history=sent_histories)
async def test_figures_are_the_same(history: list[Event]) -> None:
    warehouse = InMemoryWarehouse()
    first = await exported(history, warehouse)
    second, progress = Ledger(), InMemoryExportProgress()
    log, store = InMemoryEventLog(second), InMemoryEventStore(second)
    rebuilt = await Rebuild(
        warehouse, MsgspecEventDecoder(), store=store, months=InMemoryRawEventMonths(), log=log, progress=progress
    )()

    assert rebuilt == Rebuilt(len(history), 0)
    await assert_same_figures(InMemoryFigureSource(first), InMemoryFigureSource(second))
    assert (await progress.current()).exported_until == len(history)  # it need not be exported again


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=sent_histories)
async def test_figures_of_postgres_are_the_same(engine: AsyncEngine, tmp_path: Path, history: list[Event]) -> None:
    await empty(engine)
    warehouse = DuckDbWarehouse(tmp_path / str(next(_numbers)))
    first = await exported(history, warehouse)
    decoder = MsgspecEventDecoder()
    store, log = PostgresEventStore(engine, decoder), PostgresEventLog(engine, decoder)
    await Rebuild(
        warehouse,
        decoder,
        store=store,
        months=PostgresRawEventMonths(engine),
        log=log,
        progress=InMemoryExportProgress(),
    )()

    await assert_same_figures(InMemoryFigureSource(first), PostgresFigureSource(engine))
    async with engine.connect() as connection:  # all of it can be dropped by month
        assert not await connection.scalar(text("SELECT count(*) FROM raw_events_of_other_months"))
    await warehouse.aclose()


async def test_only_an_empty_store_is_rebuilt_into() -> None:
    ledger = Ledger()
    store = InMemoryEventStore(ledger)
    await store.record([an_order()])
    progress = InMemoryExportProgress()
    rebuild = Rebuild(
        InMemoryWarehouse(),
        MsgspecEventDecoder(),
        store=store,
        months=InMemoryRawEventMonths(),
        log=InMemoryEventLog(ledger),
        progress=progress,
    )
    with pytest.raises(StoreNotEmpty):
        await rebuild()
    assert await progress.current() == Progress()


async def test_what_is_no_event_any_more_is_counted() -> None:
    warehouse = InMemoryWarehouse()
    await exported([an_order(), an_event(at=NOON)._replace(original=b"{}")], warehouse)
    ledger = Ledger()
    rebuild = Rebuild(
        warehouse,
        MsgspecEventDecoder(),
        store=InMemoryEventStore(ledger),
        months=InMemoryRawEventMonths(),
        log=InMemoryEventLog(ledger),
        progress=InMemoryExportProgress(),
    )
    told: list[int] = []
    assert await rebuild(told=told.append) == Rebuilt(1, 1)
    assert told == [2]
    assert len(ledger.log) == 1


async def test_another_process_that_exports_meanwhile_keeps_its_place() -> None:
    warehouse = InMemoryWarehouse()
    await exported([an_order()], warehouse)
    ledger, progress = Ledger(), InMemoryExportProgress()
    log, store = InMemoryEventLog(ledger), InMemoryEventStore(ledger)
    async with progress.turn():
        rebuild = Rebuild(
            warehouse,
            MsgspecEventDecoder(),
            store=store,
            months=InMemoryRawEventMonths(),
            log=log,
            progress=progress,
        )
        assert await rebuild() == Rebuilt(1, 0)
    assert await progress.current() == Progress()
