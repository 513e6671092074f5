"""An event as lines of COPY's text format (postgresql.org/docs/current/sql-copy.html).

The driver would encode each value by its type, numbers with much work; texts the server reads fast.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from olympus.adapters.postgres.columns import array
from olympus.domain.events.event import Event
from olympus.domain.events.payloads import OrderItem
from olympus.domain.facts.fact import Fact
from olympus.domain.facts.from_events import Statements, statements_of

COLUMNS = (
    "tenant_id", "event_id", "name", "at", "received_at", "location_id", "kind", "order_id", "person_id",
    "channel", "method", "currency", "amount", "product_ids", "categories", "quantities", "amounts", "position",
)  # fmt: skip
"""Of the table `events`: the identity of an event, and the fact that it states."""

RAW_COLUMNS = ("tenant_id", "event_id", "received_at", "original", "position")
"""Of the table `raw_events`: what was sent."""

_NULL = "\\N"
_NO_ITEMS = (None,) * 4
_NO_FACT = (None,) * 11

Value = str | None


class EventRow(NamedTuple):
    """An event, what it states, and its lines up to the position, which is known when they are written."""

    event: Event
    stated: Statements
    line: str
    raw_line: str


def event_row(event: Event) -> EventRow:
    """What is written of an event. Raises UnicodeError where its message is no text."""
    stated = statements_of(event)
    received_at = event.received_at.isoformat()
    return EventRow(
        event,
        stated,
        _line(_event_columns(event, stated, received_at)),
        _line((event.tenant_id, event.event_id, received_at, event.original.decode())),
    )


def _event_columns(event: Event, stated: Statements, received_at: str) -> tuple[Value, ...]:
    fact, stock = stated.fact, stated.stock
    identity: tuple[Value, ...] = (
        event.tenant_id,
        event.event_id,
        event.name,
        event.occurred_at.isoformat(),
        received_at,
        fact.location_id if fact else stock.location_id if stock else event.location_id,
    )
    return identity + (_fact_columns(fact) if fact else _NO_FACT)


def _line(values: tuple[Value, ...]) -> str:
    line = "\t".join([_NULL if value is None else value for value in values])
    return line if _needs_no_escapes(line, values) else "\t".join(map(_escaped, values))


def _fact_columns(fact: Fact) -> tuple[Value, ...]:
    said = fact.kind, fact.order_id, fact.person_id, fact.channel, fact.method, fact.currency, str(fact.amount)
    return said + (_item_arrays(fact.items) if fact.items else _NO_ITEMS)


def _item_arrays(items: Sequence[OrderItem]) -> tuple[Value, ...]:
    product_ids, quantities, totals, _, _, _, categories = zip(*items, strict=True)
    return array(product_ids), array(categories), _numbers(quantities), _numbers(totals)


def _numbers(numbers: Sequence[Decimal]) -> str:
    return f"{{{','.join(map(str, numbers))}}}"


def _needs_no_escapes(line: str, values: tuple[Value, ...]) -> bool:
    """Looked for once in the whole line: what needs them is rare. Each NULL brings a backslash of its own."""
    return (
        line.count("\\") == values.count(None)
        and line.count("\t") == len(values) - 1
        and "\n" not in line
        and "\r" not in line
    )


def _escaped(value: Value) -> str:
    if value is None:
        return _NULL
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
