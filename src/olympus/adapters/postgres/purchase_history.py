"""Baskets read from the facts of orders, page by page."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.reaching import reaching
from olympus.adapters.postgres.statements import statement
from olympus.domain.recommending.basket import Basket
from olympus.domain.tenant import TenantId
from olympus.ports.purchase_history import PurchaseHistory

_PAGE = 10_000
_AFTER_ALL = datetime.max.replace(tzinfo=UTC)


class PostgresPurchaseHistory(PurchaseHistory):
    """Each page is a query of its own, so that nobody else waits for a reader who takes minutes.

    What is recorded meanwhile may be in or out.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def newest_first(self, tenant_id: TenantId) -> AsyncIterator[Sequence[Basket]]:
        before: tuple[datetime, str] = _AFTER_ALL, ""
        while rows := await self._fetch("read_baskets", tenant_id, *before, _PAGE):
            yield [_basket(row) for row in rows]
            if len(rows) < _PAGE:
                return
            before = rows[-1]["at"], rows[-1]["event_id"]

    async def of_order(self, tenant_id: TenantId, order_id: str) -> Basket | None:
        rows = await self._fetch("read_basket", tenant_id, order_id)
        return _basket(rows[0]) if rows else None

    async def _fetch(self, name: str, *parameters: Any) -> Sequence[Any]:
        query = statement(name).replace("{holds}", statement("order_holds"))
        with reaching("the orders"):
            async with self._engine.connect() as connection:
                driver: Any = (await connection.get_raw_connection()).driver_connection
                return await driver.fetch(query, *parameters)  # type: ignore[no-any-return]


def _basket(row: Any) -> Basket:
    items = tuple(dict.fromkeys(row["product_ids"]))
    return Basket(row["order_id"], items, row["person_id"], row["location_id"], row["at"])
