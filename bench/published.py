"""Totals that others published of two real years of trade: from PostgreSQL, files and an emulator of BigQuery."""

import asyncio
from collections.abc import Iterator
from typing import Any

import msgspec
from tests.bigquery.emulator import running_emulator
from tests.journeys.test_pizza_year import AFTER_THE_YEAR
from tests.journeys.test_published_figures import GIFT_SHOP, gift_shop, restaurant

from bench.figure import Figure
from bench.servers import fresh_servers
from olympus.composition import Container, running
from olympus.domain.calendar.interval import ALL_TIME
from olympus.domain.facts.contribution import Measure
from olympus.domain.metrics.figure import Added
from olympus.domain.query.reading import PeopleRead, Slice, SumsRead
from olympus.domain.tenant import TenantId
from olympus.entrypoints.demo import DEMO_TENANT
from olympus.ports.figure_source import FigureReader
from olympus.settings import Settings

_AT_ONCE = 5_000
_WHOLE = (Slice(0, ALL_TIME),)
_SUMS = SumsRead(frozenset(Measure) - {Measure.ITEM, Measure.ITEM_VOIDED}, _WHOLE)
_REVENUE = {DEMO_TENANT: 817_860.05, GIFT_SHOP: 10_666_684.54}
"""Of all orders placed, as published (tests/data and entrypoints/demo name the sources)."""


def measure(*, quick: bool = False) -> Iterator[Figure]:
    """Both years are recorded, and exported twice; it is quick anyway."""
    del quick
    with fresh_servers() as fresh, running_emulator() as url:
        settings = msgspec.structs.replace(fresh, now=AFTER_THE_YEAR)
        asyncio.run(_record(settings))
        emulated = msgspec.structs.replace(settings, bigquery_project_id="bench", bigquery_endpoint=url)
        for name, exported_to in (("DuckDB", settings), ("BigQuery's emulator", emulated)):
            yield asyncio.run(_compared(name, exported_to))


async def _record(settings: Settings) -> None:
    async with running(settings) as container:
        await container.migrate()
        decoder = container.decoder()
        year = [decoder.decode(body, received_at=AFTER_THE_YEAR) for body in restaurant()]
        for events in (year, list(gift_shop())):
            for first in range(0, len(events), _AT_ONCE):
                await container.event_store().record(events[first : first + _AT_ONCE])


async def _compared(name: str, settings: Settings) -> Figure:
    async with running(settings) as container:
        await container.export_events()()
        different = sum([await _differences(container, tenant) for tenant in _REVENUE])
    return Figure(f"published totals: figures of {name} that differ", different, at_most=0)


async def _differences(container: Container, tenant: TenantId) -> int:
    warehouse = container.warehouse()
    assert warehouse is not None
    async with container.hot_figures().snapshot(tenant) as hot:
        expected = await _figures(hot)
    found = await _figures(warehouse.figures(tenant))
    differing: int = sum(found.get(key) != expected.get(key) for key in found.keys() | expected.keys())
    [revenue] = [added.amount for key, added in found.items() if key[0] == Measure.ORDER]
    return differing + int(round(float(revenue), 2) != _REVENUE[tenant])


async def _figures(reader: FigureReader) -> dict[Any, Any]:
    sums = (await reader.sums(_SUMS)).get((0, ()))
    people = await reader.people(PeopleRead(_WHOLE, (None,)))
    counted = {key: added for key, added in sums.added.items() if added != Added()} if sums else {}
    return {**counted, ("people", None): dict(people)}
