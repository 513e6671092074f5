"""Events as rows of the warehouse, and rows as newline-delimited JSON."""

import hashlib
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

import msgspec

from olympus.adapters.warehouse.columns import DIGITS_AFTER_POINT
from olympus.domain.events.event import Event
from olympus.domain.events.payloads import InventoryUpdated, OrderItem
from olympus.domain.exact import ZERO, add
from olympus.domain.facts.fact import Fact, StockFact
from olympus.domain.facts.from_events import statements_of
from olympus.ports.event_log import LoggedEvent

STOCK = "stock"
"""The kind of a row that tells of stock; the others are called like the kinds of facts."""

_SMALLEST = Decimal(1).scaleb(-DIGITS_AFTER_POINT)
_WIDE = Context(prec=60, rounding=ROUND_HALF_EVEN)
_encode = msgspec.json.Encoder(decimal_format="string").encode


def lines_of(events: Sequence[LoggedEvent]) -> bytes:
    """The rows of events, a line of JSON each. What says nothing is left out."""
    return b"".join([_encode(row_of(each)) + b"\n" for each in events])


def batch_id(lines: bytes) -> str:
    """A name for a batch that only the same rows have."""
    return hashlib.sha256(lines).hexdigest()[:32]


def row_of(logged: LoggedEvent) -> dict[str, Any]:
    """The columns that have a value."""
    event = logged.event
    stated = statements_of(event)
    fact, stock = stated.fact, stated.stock
    row: dict[str, Any] = {
        "tenant_id": event.tenant_id,
        "event_id": event.event_id,
        "name": event.name,
        "occurred_at": event.occurred_at,
        "received_at": event.received_at,
        "position": logged.position,
        "original": event.original.decode(),
        "location_id": fact.location_id if fact else stock.location_id if stock else event.location_id,
        **_context(event),
    }
    if fact:
        row |= _of_fact(fact)
    if stock:
        row |= _of_stock(event, stock)
    return {name: value for name, value in row.items() if value is not None}


def _context(event: Event) -> dict[str, Any]:
    return {
        "source": event.source,
        "request_id": event.request_id,
        "correlation_id": event.correlation_id,
        "user_id": event.user_id,
    }


def _of_fact(fact: Fact) -> dict[str, Any]:
    row: dict[str, Any] = {
        "kind": fact.kind.value,
        "order_id": fact.order_id,
        "person_id": fact.person_id,
        "channel": fact.channel,
        "method": fact.method,
        "currency": fact.currency,
        "amount": _number(fact.amount),
    }
    if fact.items:
        units, total = ZERO, ZERO
        for item in fact.items:
            units, total = add(units, item.quantity), add(total, item.total)
        items = [_item(each) for each in fact.items]
        row |= {"units": _number(units), "items_total": _number(total), "items": items}
    return row


def _item(item: OrderItem) -> dict[str, Any]:
    said = {
        "product_id": item.product_id,
        "name": item.name,
        "sku": item.sku,
        "category": item.category,
        "quantity": _number(item.quantity),
        "unit_price": _number(item.unit_price),
        "total": _number(item.total),
    }
    return {name: value for name, value in said.items() if value is not None}


def _of_stock(event: Event, stock: StockFact) -> dict[str, Any]:
    said = event.payload
    return {
        "kind": STOCK,
        "product_id": stock.product_id,
        "product_name": said.name if isinstance(said, InventoryUpdated) else None,
        "quantity": _number(stock.quantity),
        "change": _number(stock.change),
        "reorder_point": _number(stock.reorder_point),
    }


def _number(value: Decimal | None) -> str | None:
    """Written out, for JSON's numbers are read as floating point by many."""
    if value is None:
        return None
    if value.as_tuple().exponent < -DIGITS_AFTER_POINT:  # type: ignore[operator]
        value = value.quantize(_SMALLEST, context=_WIDE)
    return f"{value:f}"
