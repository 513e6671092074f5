"""What the modelled events say, once the spellings of their producers are behind us.

Amounts and quantities are exact decimals. A currency of None means the tenant's own.

These, like events and facts, are named tuples: they are made by the ten thousand a second, in a quarter
of the time that a frozen dataclass takes.
"""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class UserLoggedIn(NamedTuple):
    """A user came in."""

    user_id: str
    login_method: str | None = None
    session_id: str | None = None
    device_type: str | None = None
    country: str | None = None
    city: str | None = None


class UserCreated(NamedTuple):
    """A user registered, or was registered."""

    user_id: str
    registration_method: str | None = None


class OrderItem(NamedTuple):
    """One line of an order; `total` is what the line came to."""

    product_id: str
    quantity: Decimal
    total: Decimal
    unit_price: Decimal | None = None
    sku: str | None = None
    name: str | None = None
    category: str | None = None


class OrderCreated(NamedTuple):
    """An order was placed."""

    order_id: str
    total: Decimal
    currency: str | None = None
    customer_id: str | None = None
    location_id: str | None = None
    channel: str | None = None
    order_number: str | None = None
    items: tuple[OrderItem, ...] = ()


ENDS_AN_ORDER = frozenset({"cancelled", "canceled", "refunded"})
"""Statuses of an `order.updated` that act as a cancellation of the order."""


class OrderUpdated(NamedTuple):
    """An order moved to another status."""

    order_id: str
    status: str | None = None
    previous_status: str | None = None

    @property
    def ends_the_order(self) -> bool:
        return self.status in ENDS_AN_ORDER


class OrderCancelled(NamedTuple):
    """An order was called off."""

    order_id: str
    reason: str | None = None
    refund_amount: Decimal | None = None


class OrderFulfilled(NamedTuple):
    """An order reached its customer."""

    order_id: str


class PaymentStatus(StrEnum):
    """How a processed payment stands; only the first four move figures."""

    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    PARTIAL_REFUND = "partial_refund"
    PENDING = "pending"
    PROCESSING = "processing"


class PaymentProcessed(NamedTuple):
    """A payment was worked on; `status` says with which result."""

    payment_id: str
    order_id: str
    amount: Decimal
    currency: str | None = None
    method: str | None = None
    status: PaymentStatus = PaymentStatus.COMPLETED


class PaymentFailed(NamedTuple):
    """A payment did not go through."""

    payment_id: str
    amount: Decimal
    order_id: str | None = None
    currency: str | None = None
    method: str | None = None
    failure_reason: str | None = None


class PaymentRefunded(NamedTuple):
    """Money went back; `amount` is what went back."""

    payment_id: str
    amount: Decimal
    order_id: str | None = None
    currency: str | None = None
    method: str | None = None
    reason: str | None = None


class InventoryUpdated(NamedTuple):
    """A product's stock at a location: counted (`quantity`), or moved by `quantity_change`.

    Where both are said, the count wins.
    """

    product_id: str
    location_id: str | None = None
    sku: str | None = None
    name: str | None = None
    quantity: Decimal | None = None
    quantity_change: Decimal | None = None
    reorder_point: Decimal | None = None


Payload = (
    UserLoggedIn
    | UserCreated
    | OrderCreated
    | OrderUpdated
    | OrderCancelled
    | OrderFulfilled
    | PaymentProcessed
    | PaymentFailed
    | PaymentRefunded
    | InventoryUpdated
)
