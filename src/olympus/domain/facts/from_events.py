"""What an event states: the way from events to facts."""

from typing import NamedTuple, assert_never

from olympus.domain.events.event import Event
from olympus.domain.events.payloads import (
    InventoryUpdated,
    OrderCancelled,
    OrderCreated,
    OrderFulfilled,
    OrderUpdated,
    PaymentFailed,
    PaymentProcessed,
    PaymentRefunded,
    PaymentStatus,
    UserCreated,
    UserLoggedIn,
)
from olympus.domain.facts.fact import Fact, FactKind, StockFact

_KIND_OF_STATUS = {
    PaymentStatus.COMPLETED: FactKind.PAYMENT_COMPLETED,
    PaymentStatus.FAILED: FactKind.PAYMENT_FAILED,
    PaymentStatus.CANCELLED: FactKind.PAYMENT_FAILED,
    PaymentStatus.REFUNDED: FactKind.PAYMENT_REFUNDED,
    PaymentStatus.PARTIAL_REFUND: FactKind.PAYMENT_REFUNDED,
}


class Statements(NamedTuple):
    """All that one event states; an event that is not modelled states nothing."""

    fact: Fact | None = None
    stock: StockFact | None = None
    product_names: tuple[tuple[str, str], ...] = ()
    """What products are called: their ids and names."""


_NOTHING = Statements()


def statements_of(event: Event) -> Statements:  # noqa: C901, PLR0911 - one answer per kind of payload
    """The facts that `event` states."""
    match event.payload:
        case None | OrderFulfilled():
            return _NOTHING
        case OrderCreated() as order:
            return Statements(
                fact=_order_placed(event, order),
                product_names=tuple((item.product_id, item.name) for item in order.items if item.name),
            )
        case OrderUpdated() as update:
            return Statements(fact=_cancelled(event, update.order_id)) if update.ends_the_order else _NOTHING
        case OrderCancelled() as cancellation:
            return Statements(fact=_cancelled(event, cancellation.order_id))
        case PaymentProcessed() as payment:
            kind = _KIND_OF_STATUS.get(payment.status)
            return Statements(fact=_payment(event, payment, kind)) if kind else _NOTHING
        case PaymentFailed() as payment:
            return Statements(fact=_payment(event, payment, FactKind.PAYMENT_FAILED))
        case PaymentRefunded() as payment:
            return Statements(fact=_payment(event, payment, FactKind.PAYMENT_REFUNDED))
        case UserLoggedIn() as login:
            return Statements(fact=_login(event, login))
        case UserCreated() as user:
            return Statements(fact=_user_created(event, user))
        case InventoryUpdated() as stock:
            return Statements(
                stock=_stock(event, stock), product_names=((stock.product_id, stock.name),) if stock.name else ()
            )
        case unreachable:
            assert_never(unreachable)


def _order_placed(event: Event, order: OrderCreated) -> Fact:
    return Fact(
        tenant_id=event.tenant_id,
        event_id=event.event_id,
        kind=FactKind.ORDER_PLACED,
        at=event.occurred_at,
        order_id=order.order_id,
        person_id=order.customer_id,
        location_id=order.location_id or event.location_id,
        channel=order.channel,
        currency=order.currency,
        amount=order.total,
        items=order.items,
    )


def _cancelled(event: Event, order_id: str) -> Fact:
    return Fact(
        tenant_id=event.tenant_id,
        event_id=event.event_id,
        kind=FactKind.ORDER_CANCELLED,
        at=event.occurred_at,
        order_id=order_id,
        location_id=event.location_id,
    )


def _payment(event: Event, payment: PaymentProcessed | PaymentFailed | PaymentRefunded, kind: FactKind) -> Fact:
    return Fact(
        tenant_id=event.tenant_id,
        event_id=event.event_id,
        kind=kind,
        at=event.occurred_at,
        order_id=payment.order_id,
        location_id=event.location_id,
        method=payment.method,
        currency=payment.currency,
        amount=payment.amount,
    )


def _login(event: Event, login: UserLoggedIn) -> Fact:
    return Fact(
        tenant_id=event.tenant_id,
        event_id=event.event_id,
        kind=FactKind.LOGGED_IN,
        at=event.occurred_at,
        person_id=login.user_id,
        location_id=event.location_id,
        method=login.login_method,
    )


def _user_created(event: Event, user: UserCreated) -> Fact:
    return Fact(
        tenant_id=event.tenant_id,
        event_id=event.event_id,
        kind=FactKind.USER_CREATED,
        at=event.occurred_at,
        person_id=user.user_id,
        location_id=event.location_id,
    )


def _stock(event: Event, stock: InventoryUpdated) -> StockFact:
    return StockFact(
        tenant_id=event.tenant_id,
        event_id=event.event_id,
        at=event.occurred_at,
        product_id=stock.product_id,
        location_id=stock.location_id or event.location_id,
        quantity=stock.quantity,
        change=stock.quantity_change if stock.quantity is None else None,
        reorder_point=stock.reorder_point,
    )
