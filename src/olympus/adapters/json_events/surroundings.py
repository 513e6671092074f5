"""What an envelope says that a payload may leave unsaid."""

from decimal import Decimal

from msgspec import Struct, structs

from olympus.adapters.json_events.numbers import exact


class MetricsIn(Struct, frozen=True, gc=False):
    """The numbers that the HTTP analytics event keeps apart from its other properties.

    The contract names `order_total`; the others carry the names that they have in a payload.
    """

    order_total: Decimal | None = None
    amount: Decimal | None = None
    refund_amount: Decimal | None = None
    quantity: Decimal | None = None
    new_quantity: Decimal | None = None
    current_quantity: Decimal | None = None
    current_stock: Decimal | None = None
    quantity_change: Decimal | None = None
    reorder_point: Decimal | None = None
    threshold: Decimal | None = None

    def to_exact(self) -> "MetricsIn":
        """The same numbers, each found fit to be kept."""
        return MetricsIn(*(exact(value, field) for field, value in structs.asdict(self).items()))


NO_METRICS = MetricsIn()


class Surroundings(Struct, frozen=True, gc=False):
    """What stands around a payload and counts where the payload is silent.

    `user_id` is meant for payloads about a user. `customer_id` and `location_id` are set for the HTTP
    analytics event alone: there the envelope is the place for them, while elsewhere the envelope's user
    may be the waiter who typed the order.
    """

    user_id: str | None = None
    customer_id: str | None = None
    location_id: str | None = None
    metrics: MetricsIn = NO_METRICS
    out_of_stock: bool = False


NOTHING_AROUND = Surroundings()
