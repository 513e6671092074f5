"""Facts: what the events of a tenant say about its trade, one line each, never changed."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from olympus.domain.events.payloads import OrderItem
from olympus.domain.exact import ZERO
from olympus.domain.tenant import TenantId


class FactKind(StrEnum):
    """What a fact states."""

    ORDER_PLACED = "order_placed"
    ORDER_CANCELLED = "order_cancelled"
    PAYMENT_COMPLETED = "payment_completed"
    PAYMENT_FAILED = "payment_failed"
    PAYMENT_REFUNDED = "payment_refunded"
    LOGGED_IN = "logged_in"
    USER_CREATED = "user_created"


class Fact(NamedTuple):
    """One thing that is so, because an event said it.

    `method` is the payment's or the login's; `person_id` the user or the customer, who are numbered
    alike so that logins and orders of one person meet. A currency of None means the tenant's own.
    """

    tenant_id: TenantId
    event_id: str
    kind: FactKind
    at: datetime
    order_id: str | None = None
    person_id: str | None = None
    location_id: str | None = None
    channel: str | None = None
    method: str | None = None
    currency: str | None = None
    amount: Decimal = ZERO
    items: tuple[OrderItem, ...] = ()

    @property
    def rank(self) -> tuple[datetime, str]:
        """Where one order is said to be placed (or cancelled) twice, the fact of the lowest rank holds.

        By time of happening, then by id: the same whatever the order of arrival.
        """
        return self.at, self.event_id


class StockFact(NamedTuple):
    """A product's stock at a location was counted (`quantity`) or moved (`change`)."""

    tenant_id: TenantId
    event_id: str
    at: datetime
    product_id: str
    location_id: str | None
    quantity: Decimal | None
    change: Decimal | None
    reorder_point: Decimal | None

    @property
    def rank(self) -> tuple[datetime, str]:
        """The order in which stock facts of one product and location apply, whenever they arrived."""
        return self.at, self.event_id
