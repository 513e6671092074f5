"""Things to test with: a test names only what it is about."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

import msgspec

from olympus.domain.events.event import Event
from olympus.domain.events.names import EventName
from olympus.domain.events.payloads import (
    InventoryUpdated,
    OrderCancelled,
    OrderCreated,
    OrderFulfilled,
    OrderItem,
    OrderUpdated,
    Payload,
    PaymentFailed,
    PaymentProcessed,
    PaymentRefunded,
    PaymentStatus,
    UserCreated,
    UserLoggedIn,
)
from olympus.domain.tenant import TenantId

CAFE = TenantId("cafe")
BAKERY = TenantId("bakery")
NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)

_NAMES: dict[type, EventName] = {
    UserLoggedIn: EventName.USER_LOGGED_IN,
    UserCreated: EventName.USER_CREATED,
    OrderCreated: EventName.ORDER_CREATED,
    OrderUpdated: EventName.ORDER_UPDATED,
    OrderCancelled: EventName.ORDER_CANCELLED,
    OrderFulfilled: EventName.ORDER_FULFILLED,
    PaymentProcessed: EventName.PAYMENT_PROCESSED,
    PaymentFailed: EventName.PAYMENT_FAILED,
    PaymentRefunded: EventName.PAYMENT_REFUNDED,
    InventoryUpdated: EventName.INVENTORY_UPDATED,
}
_numbers = count(1)


def an_event(
    payload: Payload | None = None,
    *,
    event_id: str | None = None,
    tenant: TenantId = CAFE,
    at: datetime = NOON,
    location_id: str | None = None,
    name: str | None = None,
) -> Event:
    """An event that says `payload`; without one, an event of a name that is not modelled."""
    event_name = name or (_NAMES[type(payload)].value if payload else "product.viewed")
    event_id = event_id or f"e-{next(_numbers)}"
    return Event(
        tenant_id=tenant,
        event_id=event_id,
        name=event_name,
        occurred_at=at,
        received_at=at,
        payload=payload,
        original=_message(event_name, event_id, tenant, at, location_id, payload),
        unmodelled_content="" if payload else "{}",
        location_id=location_id,
    )


def _message(  # noqa: PLR0917 - the fields of a message
    name: str, event_id: str, tenant: TenantId, at: datetime, location_id: str | None, payload: Payload | None
) -> bytes:
    """What a producer would have sent."""
    said = {"id": event_id, "name": name, "tenant_id": tenant, "occurred_at": at, "payload": _said(payload)}
    return msgspec.json.encode(said | ({"location_id": location_id} if location_id else {}))


def _said(payload: Payload | OrderItem | None) -> dict[str, object]:
    fields = payload._asdict() if payload else {}
    if "items" in fields:
        fields["items"] = [_said(item) for item in fields["items"]]
    return {field: value for field, value in fields.items() if value is not None}


def an_order(
    order_id: str | None = None,
    *,
    total: str = "10.00",
    customer: str | None = None,
    location: str | None = None,
    channel: str | None = None,
    currency: str | None = "EUR",
    items: tuple[OrderItem, ...] = (),
    tenant: TenantId = CAFE,
    at: datetime = NOON,
    event_id: str | None = None,
) -> Event:
    """An order was placed."""
    payload = OrderCreated(
        order_id or f"o-{next(_numbers)}",
        Decimal(total),
        currency=currency,
        customer_id=customer,
        location_id=location,
        channel=channel,
        items=items,
    )
    return an_event(payload, tenant=tenant, at=at, event_id=event_id)


def an_item(product: str, *, quantity: str = "1", total: str = "5.00", category: str | None = None) -> OrderItem:
    """A line of an order, named after its product."""
    return OrderItem(product, Decimal(quantity), Decimal(total), name=product.title(), category=category)


def a_cancellation(order_id: str, *, tenant: TenantId = CAFE, at: datetime = NOON) -> Event:
    """An order was called off."""
    return an_event(OrderCancelled(order_id), tenant=tenant, at=at)


def a_payment(
    order_id: str,
    *,
    amount: str = "10.00",
    status: PaymentStatus = PaymentStatus.COMPLETED,
    method: str | None = "card",
    currency: str | None = "EUR",
    tenant: TenantId = CAFE,
    at: datetime = NOON,
) -> Event:
    """A payment was processed."""
    payload = PaymentProcessed(f"p-{next(_numbers)}", order_id, Decimal(amount), currency, method, status)
    return an_event(payload, tenant=tenant, at=at)


def a_login(user: str, *, tenant: TenantId = CAFE, at: datetime = NOON, method: str = "password") -> Event:
    """A user came in."""
    return an_event(UserLoggedIn(user, method), tenant=tenant, at=at)


def a_count(
    product: str,
    quantity: str | None = None,
    *,
    change: str | None = None,
    reorder_point: str | None = None,
    location: str | None = None,
    tenant: TenantId = CAFE,
    at: datetime = NOON,
) -> Event:
    """A product's stock was counted, or moved by `change`."""
    payload = InventoryUpdated(
        product,
        location,
        name=product.title(),
        quantity=Decimal(quantity) if quantity is not None else None,
        quantity_change=Decimal(change) if change is not None else None,
        reorder_point=Decimal(reorder_point) if reorder_point is not None else None,
    )
    return an_event(payload, tenant=tenant, at=at)


def later(event: Event, **by: float) -> Event:
    """The same event, said to have happened later."""
    return event._replace(occurred_at=event.occurred_at + timedelta(**by))
