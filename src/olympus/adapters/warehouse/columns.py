"""The columns of the warehouse's table `events`: one row an event, with what it states and what was sent."""

from dataclasses import dataclass, field
from enum import StrEnum


class ColumnType(StrEnum):
    """Types by BigQuery's names."""

    STRING = "STRING"
    INTEGER = "INTEGER"
    TIMESTAMP = "TIMESTAMP"
    NUMERIC = "NUMERIC"
    RECORD = "RECORD"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or a field of a record. Only what every event has is required."""

    name: str
    type: ColumnType
    description: str
    is_required: bool = False
    fields: tuple["Column", ...] = field(default=())
    """A column with fields is repeated: a list of records."""


_TEXT, _NUMBER, _INSTANT = ColumnType.STRING, ColumnType.NUMERIC, ColumnType.TIMESTAMP

_OF_AN_ITEM = (
    Column("product_id", _TEXT, "The product.", is_required=True),
    Column("name", _TEXT, "What the line calls it."),
    Column("sku", _TEXT, "The stock keeping unit."),
    Column("category", _TEXT, "The category under which it was sold."),
    Column("quantity", _NUMBER, "How many."),
    Column("unit_price", _NUMBER, "The price of one, where it was said."),
    Column("total", _NUMBER, "What the line came to."),
)

COLUMNS = (
    Column("tenant_id", _TEXT, "Whose event it is.", is_required=True),
    Column("event_id", _TEXT, "Its identity among the tenant's events.", is_required=True),
    Column("name", _TEXT, "What kind of event it is, such as order.created.", is_required=True),
    Column("occurred_at", _INSTANT, "When it happened. The table is partitioned by its day.", is_required=True),
    Column("received_at", _INSTANT, "When it reached Olympus.", is_required=True),
    Column(
        "position", ColumnType.INTEGER, "Its place in the order in which events were recorded.", is_required=True
    ),
    Column("source", _TEXT, "The producer, by its own word."),
    Column("request_id", _TEXT, "The request that caused it."),
    Column("correlation_id", _TEXT, "What ties it to other events."),
    Column("user_id", _TEXT, "The user on whose behalf it was sent."),
    Column("location_id", _TEXT, "The location that it is about."),
    Column("original", _TEXT, "The message as it was sent: JSON.", is_required=True),
    Column("kind", _TEXT, "The fact that it states: order_placed, payment_completed, stock and so on."),
    Column("order_id", _TEXT, "The order that the fact is about."),
    Column("person_id", _TEXT, "The customer of an order placed, the user of a login or a registration."),
    Column("channel", _TEXT, "The sales channel of an order."),
    Column("method", _TEXT, "The method of a payment or a login."),
    Column("currency", _TEXT, "The currency (ISO 4217) of its amounts; nothing means the tenant's own."),
    Column("amount", _NUMBER, "The order's total, or what was paid, refunded, or failed to be paid."),
    Column("units", _NUMBER, "The quantities of an order's lines together."),
    Column("items_total", _NUMBER, "The totals of an order's lines together."),
    Column("items", ColumnType.RECORD, "The lines of an order.", fields=_OF_AN_ITEM),
    Column("product_id", _TEXT, "The product whose stock was counted or moved."),
    Column("product_name", _TEXT, "What that product is called."),
    Column("quantity", _NUMBER, "The stock that was counted."),
    Column("change", _NUMBER, "By how much the stock moved, where it was not counted."),
    Column("reorder_point", _NUMBER, "At or below this stock it is time to reorder."),
)

DIGITS_AFTER_POINT = 9
"""Numbers are kept to so many: those of BigQuery's NUMERIC, which has 29 more before the point."""
