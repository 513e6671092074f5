"""Facts as they were recorded."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from olympus.adapters.postgres.columns import Columns
from olympus.adapters.postgres.statements import statement
from olympus.domain.events.payloads import OrderItem
from olympus.domain.facts.fact import Fact, FactKind
from olympus.domain.tenant import TenantId


async def facts_of_orders(driver: Any, orders: Columns) -> list[Fact]:
    """What is known of orders, given by tenant, id, and whether what followed them is wanted too."""
    return [_fact(row) for row in await driver.fetch(statement("facts_of_orders"), *orders)]


def _fact(row: Any) -> Fact:
    return Fact(
        tenant_id=TenantId(row["tenant_id"]),
        event_id=row["event_id"],
        kind=FactKind(row["kind"]),
        at=row["at"],
        order_id=row["order_id"],
        person_id=row["person_id"],
        location_id=row["location_id"],
        channel=row["channel"],
        method=row["method"],
        currency=row["currency"],
        amount=row["amount"],
        items=tuple(_items(row)) if row["product_ids"] else (),
    )


def _items(row: Any) -> Iterable[OrderItem]:
    columns: tuple[list[str], list[str | None], list[Decimal], list[Decimal]] = (
        row["product_ids"],
        row["categories"],
        row["quantities"],
        row["amounts"],
    )
    for product_id, category, quantity, total in zip(*columns, strict=True):
        yield OrderItem(product_id, quantity, total, category=category)
