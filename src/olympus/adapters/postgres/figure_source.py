"""Figures read from the rollups of PostgreSQL."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.people_reading import people
from olympus.adapters.postgres.reaching import reaching
from olympus.adapters.postgres.statements import statement
from olympus.adapters.postgres.stock_reading import stock
from olympus.adapters.postgres.sums_reading import sums
from olympus.domain.calendar.interval import Interval
from olympus.domain.query.reading import PeopleByCell, PeopleRead, StockByCell, StockRead, SumsByCell, SumsRead
from olympus.domain.tenant import TenantId
from olympus.ports.figure_source import FigureSnapshot, FigureSource

# Begun by the pool that ends it, so that a request that is cancelled leaves no transaction behind.
_ONE_SNAPSHOT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
_JOINED_BY_HASH = "SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off"
"""The planner takes the facts of a stretch of time for a handful, and would compare each with each.

Scans of ranges stay what they are: for them there is no other way.
"""


class PostgresFigureSource(FigureSource):
    """Adds up whole cells of the rollups, and facts for what is left at the ends of an interval."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def snapshot(self, tenant_id: TenantId) -> AsyncIterator[FigureSnapshot]:
        with reaching("the figures"):
            async with self._engine.connect() as connection:
                await connection.execute(_ONE_SNAPSHOT)
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await driver.execute(_JOINED_BY_HASH)
                yield _PostgresSnapshot(tenant_id, driver)


class _PostgresSnapshot(FigureSnapshot):
    def __init__(self, tenant_id: TenantId, driver: Any) -> None:
        self._tenant_id = tenant_id
        self._driver = driver
        self._sources: set[str] = set()

    async def sums(self, read: SumsRead) -> SumsByCell:
        return await sums(self._driver, self._tenant_id, read, self._sources)

    async def people(self, read: PeopleRead) -> PeopleByCell:
        return await people(self._driver, self._tenant_id, read, self._sources)

    async def stock(self, read: StockRead) -> StockByCell:
        self._sources.add("rollups")
        return await stock(self._driver, self._tenant_id, read)

    async def product_names(self, product_ids: Collection[str]) -> Mapping[str, str]:
        query = "SELECT product_id, name FROM products WHERE tenant_id = $1 AND product_id = ANY($2)"
        return dict(await self._driver.fetch(query, self._tenant_id, list(product_ids)))

    async def default_currency(self) -> str | None:
        query = "SELECT currency FROM tenant_state WHERE tenant_id = $1"
        return await self._driver.fetchval(query, self._tenant_id)  # type: ignore[no-any-return]

    async def extent(self) -> Interval | None:
        row = await self._driver.fetchrow(statement("read_extent"), self._tenant_id)
        return Interval(row["first_at"], row["after_last"]) if row["first_at"] else None

    @property
    def source(self) -> str:
        return " and ".join(sorted(self._sources, reverse=True)) or "rollups"
