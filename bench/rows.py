"""The row that the service keeps of an event."""

from olympus.domain.events.event import Event
from olympus.domain.facts.from_events import statements_of

COLUMNS = (
    "tenant_id", "event_id", "name", "at", "received_at", "source", "request_id", "correlation_id", "user_id",
    "location_id", "original", "kind", "order_id", "person_id", "channel", "method", "currency",
    "amount", "product_ids", "categories", "quantities", "amounts",
)  # fmt: skip
LISTS = ("product_ids", "categories", "quantities", "amounts")


def row_of(event: Event) -> tuple[object, ...]:
    """Its values, in the order of the columns."""
    fact = statements_of(event).fact
    items = fact.items if fact else ()
    return (
        event.tenant_id, event.event_id, event.name, event.occurred_at, event.received_at, event.source,
        event.request_id, event.correlation_id, event.user_id, fact.location_id if fact else event.location_id,
        event.original.decode(),
        fact and fact.kind.value, fact and fact.order_id, fact and fact.person_id, fact and fact.channel,
        fact and fact.method, fact and fact.currency, fact and fact.amount,
        [item.product_id for item in items] or None, [item.category for item in items] or None,
        [item.quantity for item in items] or None, [item.total for item in items] or None,
    )  # fmt: skip
