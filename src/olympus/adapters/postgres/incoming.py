"""An event as a row of the table `incoming`: outside becomes inside here, column by column."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from olympus.domain.events.event import Event
from olympus.domain.facts.from_events import statements_of

_SEPARATOR = "\x1f"
"""Stands between the elements of a list that is sent as text: the unit separator of ASCII."""


class IncomingRow(NamedTuple):
    """The columns of `incoming`. Numbers are sent as text, lists as text with separators."""

    seq: int
    tenant_id: str
    event_id: str
    name: str
    at: datetime
    received_at: datetime
    source: str | None
    request_id: str | None
    correlation_id: str | None
    user_id: str | None
    location_id: str | None
    meaning: int
    original: str
    kind: str | None = None
    order_id: str | None = None
    person_id: str | None = None
    channel: str | None = None
    method: str | None = None
    currency: str | None = None
    amount: str | None = None
    product_ids: str | None = None
    categories: str | None = None
    quantities: str | None = None
    amounts: str | None = None
    stock_product_id: str | None = None
    stock_quantity: str | None = None
    stock_change: str | None = None
    reorder_point: str | None = None
    named_product_ids: str | None = None
    product_names: str | None = None

    @property
    def moves_stock(self) -> bool:
        return self.stock_product_id is not None

    @property
    def names_products(self) -> bool:
        return self.product_names is not None


def incoming_row(seq: int, event: Event) -> IncomingRow:
    """What is known of an event. Raises ValueError where a list could not be told apart again."""
    stated = statements_of(event)
    fact, stock, names = stated.fact, stated.stock, stated.product_names
    items = fact.items if fact else ()
    place = fact.location_id if fact else stock.location_id if stock else event.location_id
    return IncomingRow(
        seq,
        event.tenant_id,
        event.event_id,
        event.name,
        event.occurred_at,
        event.received_at,
        event.source,
        event.request_id,
        event.correlation_id,
        event.user_id,
        place,
        event.meaning,
        event.original.decode(),
        fact.kind.value if fact else None,
        fact.order_id if fact else None,
        fact.person_id if fact else None,
        fact.channel if fact else None,
        fact.method if fact else None,
        fact.currency if fact else None,
        str(fact.amount) if fact else None,
        _list(item.product_id for item in items) if items else None,
        _list(item.category or "" for item in items) if items else None,
        _list(str(item.quantity) for item in items) if items else None,
        _list(str(item.total) for item in items) if items else None,
        stock.product_id if stock else None,
        _number(stock.quantity) if stock else None,
        _number(stock.change) if stock else None,
        _number(stock.reorder_point) if stock else None,
        _list(product_id for product_id, _ in names) if names else None,
        _list(name for _, name in names) if names else None,
    )


def _number(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _list(elements: Iterable[str]) -> str:
    listed = list(elements)
    text = _SEPARATOR.join(listed)
    if text.count(_SEPARATOR) != len(listed) - 1:
        raise ValueError("a control character in an id, a name or a category")
    return text
