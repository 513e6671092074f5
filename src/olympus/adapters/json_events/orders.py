"""The payloads about orders, as they are sent."""

from decimal import Decimal

from msgspec import Struct

from olympus.adapters.json_events.numbers import exact, product
from olympus.adapters.json_events.payload_in import PayloadIn
from olympus.adapters.json_events.refusals import within
from olympus.adapters.json_events.surroundings import Surroundings
from olympus.adapters.json_events.texts import (
    FreeText,
    GroupingText,
    Identifier,
    Word,
    currency,
    identifier,
    missing,
    required,
    word,
)
from olympus.domain.events.payloads import (
    OrderCancelled,
    OrderCreated,
    OrderFulfilled,
    OrderItem,
    OrderUpdated,
)
from olympus.domain.events.rejection import EventRejected

_ZERO = Decimal(0)


class OrderItemIn(Struct, gc=False):
    """One line of an order on the wire."""

    product_id: Identifier = None
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    total: Decimal | None = None
    total_price: Decimal | None = None
    sku: Identifier = None
    name: FreeText = None
    category: GroupingText = None

    def to_domain(self) -> OrderItem:
        """The line; without a total of its own it comes to its price times its quantity."""
        product_id = required(self.product_id, "product_id")
        quantity = exact(self.quantity, "quantity")
        if quantity is None:
            raise missing("quantity")
        unit_price = exact(self.unit_price, "unit_price")
        total = exact(self.total, "total")
        if total is None:
            total = exact(self.total_price, "total_price")
        if total is None:
            total = _ZERO if unit_price is None else product(unit_price, quantity, "unit_price")
        return OrderItem(
            product_id,
            quantity,
            total,
            unit_price,
            identifier(self.sku),
            self.name or None,
            self.category or None,
        )


class OrderCreatedIn(PayloadIn, gc=False):
    """`order.created` on the wire."""

    order_id: Identifier = None
    total: Decimal | None = None
    total_amount: Decimal | None = None
    currency: FreeText = None
    customer_id: Identifier = None
    user_id: Identifier = None
    channel: Word = None
    order_source: Word = None
    order_number: Identifier = None
    items: list[OrderItemIn] | None = None

    def to_domain(self, around: Surroundings) -> OrderCreated:
        order_id = required(self.order_id, "order_id")
        total = exact(self.total, "total")
        if total is None:
            total = exact(self.total_amount, "total_amount")
        if total is None:
            total = around.metrics.order_total
        if total is None:
            raise missing("total", "total_amount", "metrics.order_total")
        return OrderCreated(
            order_id,
            total,
            currency(self.currency),
            identifier(self.customer_id) or identifier(self.user_id) or around.customer_id,
            identifier(self.location_id) or around.location_id,
            word(self.channel) or word(self.order_source),
            identifier(self.order_number),
            _items(self.items) if self.items else (),
        )


class OrderUpdatedIn(PayloadIn, gc=False):
    """`order.updated` on the wire."""

    order_id: Identifier = None
    status: Word = None
    new_status: Word = None
    previous_status: Word = None
    old_status: Word = None

    def to_domain(self, around: Surroundings) -> OrderUpdated:
        return OrderUpdated(
            required(self.order_id, "order_id"),
            word(self.status) or word(self.new_status),
            word(self.previous_status) or word(self.old_status),
        )


class OrderCancelledIn(PayloadIn, gc=False):
    """`order.cancelled` on the wire."""

    order_id: Identifier = None
    reason: FreeText = None
    cancellation_reason: FreeText = None
    refund_amount: Decimal | None = None

    def to_domain(self, around: Surroundings) -> OrderCancelled:
        refund_amount = exact(self.refund_amount, "refund_amount")
        return OrderCancelled(
            required(self.order_id, "order_id"),
            self.reason or self.cancellation_reason or None,
            around.metrics.refund_amount if refund_amount is None else refund_amount,
        )


class OrderFulfilledIn(PayloadIn, gc=False):
    """`order.fulfilled` on the wire."""

    order_id: Identifier = None

    def to_domain(self, around: Surroundings) -> OrderFulfilled:
        return OrderFulfilled(required(self.order_id, "order_id"))


def _items(sent: list[OrderItemIn]) -> tuple[OrderItem, ...]:
    items: list[OrderItem] = []
    try:
        for item in sent:
            items.append(item.to_domain())  # noqa: PERF401 - its length names the item at fault
    except EventRejected as refusal:
        raise within(f"items[{len(items)}]", refusal) from None
    return tuple(items)
