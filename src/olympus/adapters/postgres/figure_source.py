"""Figures read from the rollups of PostgreSQL."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from pyroaring import BitMap
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.reaching import reaching
from olympus.adapters.postgres.spans import Cut, Grain, cut
from olympus.adapters.postgres.statements import contributions_of, statement
from olympus.domain.calendar.interval import Interval
from olympus.domain.facts.contribution import Measure
from olympus.domain.facts.stock import StockSummary
from olympus.domain.metrics.figure import Added, PeopleCounts, Sums
from olympus.domain.metrics.metric import People
from olympus.domain.tenant import TenantId
from olympus.ports.figure_source import FigureSnapshot, FigureSource, ProductSales

_OF_REMAINS = contributions_of("""
    SELECT DISTINCT ON (f.at, f.event_id) f.*
    FROM unnest($3::timestamptz[], $4::timestamptz[]) AS r (lower, upper)
    CROSS JOIN LATERAL (
        SELECT *
        FROM events f
        WHERE f.tenant_id = $1 AND f.kind IS NOT NULL AND f.at >= r.lower AND f.at < r.upper
        OFFSET 0
    ) f
""")
_ONE_SNAPSHOT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


class PostgresFigureSource(FigureSource):
    """Adds up whole cells of the rollups, and facts for what is left at the ends of an interval."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def snapshot(self, tenant_id: TenantId) -> AsyncIterator[FigureSnapshot]:
        with reaching("the figures"):
            async with self._engine.connect() as connection:
                await connection.execute(_ONE_SNAPSHOT)
                driver = (await connection.get_raw_connection()).driver_connection
                yield _PostgresSnapshot(tenant_id, driver)


class _PostgresSnapshot(FigureSnapshot):
    def __init__(self, tenant_id: TenantId, driver: Any) -> None:
        self._tenant_id = tenant_id
        self._driver = driver

    async def sums(self, intervals: Sequence[Interval], *, location_id: str | None = None) -> list[Sums]:
        cuts = [cut(interval) for interval in intervals]
        rows = await self._driver.fetch(statement("read_sums"), self._tenant_id, location_id, *_span_columns(cuts))
        rows += await self._sums_of_remains(cuts, location_id)
        by_interval: list[list[Any]] = [[] for _ in intervals]
        for row in rows:
            by_interval[row["number"]].append(row)
        return [_sums(own) for own in by_interval]

    async def _sums_of_remains(self, cuts: Sequence[Cut], location_id: str | None) -> list[Any]:
        numbers, lowers, uppers = _remain_columns(cuts)
        if not numbers:
            return []
        query = statement("read_sums_of_remains").replace("{contributions}", _OF_REMAINS)
        return list(await self._driver.fetch(query, self._tenant_id, location_id, lowers, uppers, numbers))

    async def people(self, intervals: Sequence[Interval], *, location_id: str | None = None) -> list[PeopleCounts]:
        return [await self._people(interval, location_id) for interval in intervals]

    async def _people(self, interval: Interval, location_id: str | None) -> PeopleCounts:
        before = Interval(None, interval.start) if interval.start else None
        within = await self._bitmaps(interval, location_id)
        ordered_before = (await self._bitmaps(before, None))["ordered"] if before else BitMap()
        logged_in, ordered = within["logged_in"], within["ordered"]
        again = ordered & ordered_before
        return {
            People.LOGGED_IN: len(logged_in),
            People.ORDERED: len(ordered),
            People.ORDERED_FIRST: len(ordered) - len(again),
            People.ORDERED_AGAIN: len(again),
            People.LOGGED_IN_AND_ORDERED: len(logged_in & ordered),
        }

    async def _bitmaps(self, interval: Interval, location_id: str | None) -> dict[str, BitMap]:
        """Everyone of each population in an interval."""
        parts = cut(interval)
        _, *spans = _span_columns([parts])
        bitmaps = {"logged_in": BitMap(), "ordered": BitMap()}
        for row in await self._driver.fetch(statement("read_people"), self._tenant_id, location_id, *spans):
            bitmaps[row["population"]] |= BitMap.deserialize(row["people"])
        _, lowers, uppers = _remain_columns([parts])
        if lowers:
            query = statement("read_people_of_remains").replace("{contributions}", _OF_REMAINS)
            for row in await self._driver.fetch(query, self._tenant_id, location_id, lowers, uppers):
                bitmaps[row["population"]].update(row["numbers"])
        return bitmaps

    async def stock(
        self, *, before: datetime, default_reorder_point: Decimal | None, location_id: str | None = None
    ) -> StockSummary:
        row = await self._driver.fetchrow(
            statement("read_stock"), self._tenant_id, location_id, before, default_reorder_point
        )
        return StockSummary(row["on_hand"], row["warnings"], row["out_of_stock"])

    async def best_sellers(
        self, interval: Interval, *, currency: str | None, location_id: str | None = None, limit: int = 10
    ) -> list[ProductSales]:
        parts = cut(interval, finest=Grain.DAY)
        _, *spans = _span_columns([parts])
        _, lowers, uppers = _remain_columns([parts])
        query = statement("read_best_sellers").replace("{contributions}", _OF_REMAINS)
        rows = await self._driver.fetch(
            query, self._tenant_id, location_id, lowers, uppers, *spans, currency, limit
        )
        return [ProductSales(row["product_id"], row["name"], row["quantity"], row["amount"]) for row in rows]

    async def default_currency(self) -> str | None:
        query = "SELECT currency FROM tenant_state WHERE tenant_id = $1"
        return await self._driver.fetchval(query, self._tenant_id)  # type: ignore[no-any-return]

    async def extent(self) -> Interval | None:
        row = await self._driver.fetchrow(statement("read_extent"), self._tenant_id)
        return Interval(row["first_at"], row["after_last"]) if row["first_at"] else None


def _span_columns(cuts: Sequence[Cut]) -> list[list[Any]]:
    """Number of the interval, grain, from, to: a column each, a row a span."""
    rows = [
        (number, span.grain.value, span.start, span.end)
        for number, parts in enumerate(cuts)
        for span in parts.spans
    ]
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], [], []]


def _remain_columns(cuts: Sequence[Cut]) -> list[list[Any]]:
    rows = [(number, *remain) for number, parts in enumerate(cuts) for remain in parts.remains]
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], []]


def _sums(rows: Sequence[Any]) -> Sums:
    added: dict[tuple[Measure, str | None], Added] = {}
    last_at: datetime | None = None
    for row in rows:
        key = Measure(row["measure"]), row["currency"] or None
        more = Added(int(row["count"]), row["amount"], row["quantity"])
        added[key] = added.get(key, Added()) + more
        last_at = row["last_at"] if last_at is None else max(last_at, row["last_at"])
    return Sums(added, last_at)
