"""Customers read from their rollup, and from when each ordered first and last."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.customer_moves import columns_of, moves
from olympus.adapters.postgres.reaching import reaching
from olympus.adapters.postgres.statements import statement
from olympus.domain.calendar.interval import Interval
from olympus.domain.customers.reading import CohortCell, CohortCounts, CohortRead, Lifetime, Lifetimes
from olympus.domain.query.reading import in_one_slice
from olympus.domain.tenant import TenantId
from olympus.ports.customer_source import CustomerSnapshot, CustomerSource

_ONE_SNAPSHOT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


class PostgresCustomerSource(CustomerSource):
    """Adds up by cohort where the rows are, so that what travels does not grow with the customers."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def snapshot(self, tenant_id: TenantId) -> AsyncIterator[CustomerSnapshot]:
        with reaching("the customers"):
            async with self._engine.connect() as connection:
                await connection.execute(_ONE_SNAPSHOT)
                driver = (await connection.get_raw_connection()).driver_connection
                yield _PostgresSnapshot(tenant_id, driver)


class _PostgresSnapshot(CustomerSnapshot):
    def __init__(self, tenant_id: TenantId, driver: Any) -> None:
        self._tenant_id = tenant_id
        self._driver = driver

    async def cohorts(self, read: CohortRead) -> CohortCounts:
        query = statement("read_cohorts").replace("{moves}", moves())
        rows = await self._driver.fetch(query, self._tenant_id, *columns_of(read.active), list(read.bounds))
        sizes: dict[int, int] = {}
        active: dict[CohortCell, int] = {}
        revenue: dict[CohortCell, dict[str | None, Decimal]] = {}
        for cohort, label, currency, customers, paid in rows:
            if label is None:
                sizes[cohort] = customers
            elif currency is None:
                active[cohort, label] = customers
            else:
                revenue.setdefault((cohort, label), {})[currency or None] = paid
        return CohortCounts(sizes, active, revenue)

    async def lifetimes(self, *, before: datetime, currency: str | None) -> Lifetimes:
        query = (
            statement("read_lifetimes").replace("{moves}", moves()).replace("{holds}", statement("order_holds"))
        )
        slices = in_one_slice(Interval(None, before))
        rows = await self._driver.fetch(query, self._tenant_id, *columns_of(slices), before, currency)
        return Lifetimes(
            [Lifetime(*row[1:]) for row in rows if row["currency"] is None],
            {row["currency"]: row["amount"] for row in rows if row["currency"] is not None},
        )

    async def default_currency(self) -> str | None:
        query = "SELECT currency FROM tenant_state WHERE tenant_id = $1"
        return await self._driver.fetchval(query, self._tenant_id)  # type: ignore[no-any-return]
