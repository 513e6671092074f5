"""Contributions: what facts add to figures, once the facts of an order have found one another.

A figure is a sum of contributions over time and dimensions. Which contributions a set of facts makes
depends on the set alone, never on the order in which its facts came: that is the law on which rollups,
replays and several workers rest, and `tests/domain/facts/test_contribution.py` tests it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from olympus.domain.facts.fact import Fact, FactKind
from olympus.domain.tenant import TenantId


class Measure(StrEnum):
    """What is counted and summed. A cancelled order stays placed and is voided beside it, on its own day."""

    ORDER = "order"
    """amount: the order's total."""
    ORDER_VOIDED = "order_voided"
    BASKET = "basket"
    """The items of an order together. count: lines, quantity: units, amount: the items' totals."""
    BASKET_VOIDED = "basket_voided"
    ITEM = "item"
    """The items of an order, by product. count: orders that hold the product in that category."""
    ITEM_VOIDED = "item_voided"
    CANCELLATION = "cancellation"
    PAYMENT = "payment"
    PAYMENT_FAILURE = "payment_failure"
    REFUND = "refund"
    LOGIN = "login"
    USER_CREATED = "user_created"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What is added, when, and under which values of the dimensions (None: no value).

    `person_id` is who counts among the different people of this measure, if anyone does:
    the customer of an order that is not cancelled, the user of a login.
    """

    tenant_id: TenantId
    measure: Measure
    at: datetime
    location_id: str | None = None
    channel: str | None = None
    method: str | None = None
    product_id: str | None = None
    category: str | None = None
    currency: str | None = None
    count: int = 1
    amount: Decimal = Decimal(0)
    quantity: Decimal = Decimal(0)
    person_id: str | None = None


_OrderKey = tuple[TenantId, str]

_MEASURE_OF_SIMPLE_FACTS = {
    FactKind.PAYMENT_COMPLETED: Measure.PAYMENT,
    FactKind.PAYMENT_FAILED: Measure.PAYMENT_FAILURE,
    FactKind.PAYMENT_REFUNDED: Measure.REFUND,
    FactKind.LOGGED_IN: Measure.LOGIN,
    FactKind.USER_CREATED: Measure.USER_CREATED,
}


def contributions(facts: Iterable[Fact]) -> Iterator[Contribution]:
    """All that a set of different facts adds to the figures.

    An order placed twice counts as its first placing says, cancelled twice as its first cancellation.
    A cancellation, a payment or a refund takes location and channel from its order where that is known,
    whichever of them came first.
    """
    facts = list(facts)
    placed = _first_by_order(facts, FactKind.ORDER_PLACED)
    cancelled = _first_by_order(facts, FactKind.ORDER_CANCELLED)
    for key, order in placed.items():
        yield from _of_order(order, voided=key in cancelled)
    for key, cancellation in cancelled.items():
        yield _of_follower(cancellation, placed.get(key), Measure.CANCELLATION)
    for fact in facts:
        if measure := _MEASURE_OF_SIMPLE_FACTS.get(fact.kind):
            order_key = (fact.tenant_id, fact.order_id) if fact.order_id else None
            yield _of_follower(fact, placed.get(order_key) if order_key else None, measure)


def _first_by_order(facts: Iterable[Fact], kind: FactKind) -> dict[_OrderKey, Fact]:
    first: dict[_OrderKey, Fact] = {}
    for fact in facts:
        if fact.kind is kind and fact.order_id is not None:
            key = fact.tenant_id, fact.order_id
            known = first.get(key)
            if known is None or fact.rank < known.rank:
                first[key] = fact
    return first


def _of_order(order: Fact, *, voided: bool) -> Iterator[Contribution]:
    yield _whole_order(order, Measure.ORDER, person_id=None if voided else order.person_id)
    if order.items:
        yield _basket(order, Measure.BASKET)
        yield from _items(order, Measure.ITEM)
    if voided:
        yield _whole_order(order, Measure.ORDER_VOIDED, person_id=None)
        if order.items:
            yield _basket(order, Measure.BASKET_VOIDED)
            yield from _items(order, Measure.ITEM_VOIDED)


def _whole_order(order: Fact, measure: Measure, *, person_id: str | None) -> Contribution:
    return Contribution(
        tenant_id=order.tenant_id,
        measure=measure,
        at=order.at,
        location_id=order.location_id,
        channel=order.channel,
        currency=order.currency,
        amount=order.amount,
        person_id=person_id,
    )


def _basket(order: Fact, measure: Measure) -> Contribution:
    return Contribution(
        tenant_id=order.tenant_id,
        measure=measure,
        at=order.at,
        location_id=order.location_id,
        channel=order.channel,
        currency=order.currency,
        count=len(order.items),
        amount=sum((item.total for item in order.items), Decimal(0)),
        quantity=sum((item.quantity for item in order.items), Decimal(0)),
    )


def _items(order: Fact, measure: Measure) -> Iterator[Contribution]:
    by_product: dict[tuple[str, str | None], tuple[Decimal, Decimal]] = {}
    for item in order.items:
        key = item.product_id, item.category
        amount, quantity = by_product.get(key, (Decimal(0), Decimal(0)))
        by_product[key] = amount + item.total, quantity + item.quantity
    for (product_id, category), (amount, quantity) in by_product.items():
        yield Contribution(
            tenant_id=order.tenant_id,
            measure=measure,
            at=order.at,
            location_id=order.location_id,
            channel=order.channel,
            product_id=product_id,
            category=category,
            currency=order.currency,
            amount=amount,
            quantity=quantity,
        )


def _of_follower(fact: Fact, order: Fact | None, measure: Measure) -> Contribution:
    """What follows an order is counted at its own time, under its order's location and channel."""
    return Contribution(
        tenant_id=fact.tenant_id,
        measure=measure,
        at=fact.at,
        location_id=(order.location_id if order else None) or fact.location_id,
        channel=(order.channel if order else None) or fact.channel,
        method=fact.method,
        currency=fact.currency,
        amount=fact.amount,
        person_id=fact.person_id if measure is Measure.LOGIN else None,
    )
