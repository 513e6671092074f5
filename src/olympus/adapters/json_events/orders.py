"""The payloads about orders, as they are sent."""

from decimal import Decimal
from typing import Annotated, ClassVar

from msgspec import Struct

from olympus.adapters.json_events.field_notes import Need, means, need, same_as
from olympus.adapters.json_events.numbers import exact, product
from olympus.adapters.json_events.payload_in import PayloadIn
from olympus.adapters.json_events.refusals import within
from olympus.adapters.json_events.surroundings import Surroundings
from olympus.adapters.json_events.texts import (
    CurrencyText,
    FreeText,
    GroupingText,
    Identifier,
    Word,
    currency,
    grouping,
    identifier,
    missing,
    required,
    word,
)
from olympus.domain.events.enumerations import ORDER_SOURCES
from olympus.domain.events.payloads import (
    OrderCancelled,
    OrderCreated,
    OrderFulfilled,
    OrderItem,
    OrderUpdated,
)
from olympus.domain.events.rejection import EventRejected

_ZERO = Decimal(0)
_ORDER = need("order_id")
_TOTAL = need("total", "total_amount", lent=("metrics.order_total",))

_OrderId = Annotated[Identifier, means("Which order.")]


class OrderItemIn(Struct, gc=False):
    """One line of an order on the wire."""

    needs: ClassVar[tuple[Need, ...]] = (need("product_id"), need("quantity"))

    product_id: Annotated[Identifier, means("What was ordered.")] = None
    quantity: Annotated[Decimal | None, means("How many, or how much of it.")] = None
    unit_price: Annotated[Decimal | None, means("The price of one.")] = None
    total: Annotated[Decimal | None, means("What the line comes to; by default price times quantity.")] = None
    total_price: Annotated[Decimal | None, same_as("total")] = None
    sku: Annotated[Identifier, means("The stock-keeping unit.")] = None
    name: Annotated[FreeText, means("What the product is called.")] = None
    category: Annotated[GroupingText, means("What kind of product it is.")] = None

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
            grouping(self.category),
        )


class OrderCreatedIn(PayloadIn, gc=False):
    """`order.created` on the wire."""

    needs: ClassVar[tuple[Need, ...]] = (_ORDER, _TOTAL)

    order_id: _OrderId = None
    total: Annotated[Decimal | None, means("What the order comes to.")] = None
    total_amount: Annotated[Decimal | None, same_as("total")] = None
    currency: CurrencyText = None
    customer_id: Annotated[Identifier, means("Who ordered.")] = None
    user_id: Annotated[Identifier, same_as("customer_id")] = None
    channel: Annotated[Word, means("The way by which the order came.", examples=ORDER_SOURCES)] = None
    order_source: Annotated[Word, same_as("channel")] = None
    order_number: Annotated[Identifier, means("The number that people know the order by.")] = None
    items: Annotated[list[OrderItemIn] | None, means("The lines of the order.")] = None

    def to_domain(self, around: Surroundings) -> OrderCreated:
        order_id = required(self.order_id, "order_id")
        total = exact(self.total, "total")
        if total is None:
            total = exact(self.total_amount, "total_amount")
        if total is None:
            total = around.metrics.order_total
        if total is None:
            raise missing(*_TOTAL.names, *_TOTAL.lent)
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

    needs: ClassVar[tuple[Need, ...]] = (_ORDER,)

    order_id: _OrderId = None
    status: Annotated[Word, means("Its status now; `cancelled` and `refunded` act as a cancellation.")] = None
    new_status: Annotated[Word, same_as("status")] = None
    previous_status: Annotated[Word, means("Its status before.")] = None
    old_status: Annotated[Word, same_as("previous_status")] = None

    def to_domain(self, around: Surroundings) -> OrderUpdated:
        return OrderUpdated(
            required(self.order_id, "order_id"),
            word(self.status) or word(self.new_status),
            word(self.previous_status) or word(self.old_status),
        )


class OrderCancelledIn(PayloadIn, gc=False):
    """`order.cancelled` on the wire."""

    needs: ClassVar[tuple[Need, ...]] = (_ORDER,)

    order_id: _OrderId = None
    reason: Annotated[FreeText, means("Why it was called off.")] = None
    cancellation_reason: Annotated[FreeText, same_as("reason")] = None
    refund_amount: Annotated[Decimal | None, means("What is to go back; payment events alone move money.")] = None

    def to_domain(self, around: Surroundings) -> OrderCancelled:
        refund_amount = exact(self.refund_amount, "refund_amount")
        return OrderCancelled(
            required(self.order_id, "order_id"),
            self.reason or self.cancellation_reason or None,
            around.metrics.refund_amount if refund_amount is None else refund_amount,
        )


class OrderFulfilledIn(PayloadIn, gc=False):
    """`order.fulfilled` on the wire."""

    needs: ClassVar[tuple[Need, ...]] = (_ORDER,)

    order_id: _OrderId = None

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
