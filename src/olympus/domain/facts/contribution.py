"""Contributions: what facts add to figures, once the facts of an order have found one another.

A figure is a sum of contributions over time and dimensions. Which contributions a set of facts makes
depends on the set alone, never on the order in which its facts came: that is the law on which rollups,
replays and several workers rest, and `tests/domain/facts/test_contribution.py` tests it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from olympus.domain.exact import ZERO, add
from olympus.domain.facts.fact import Fact, FactKind
from olympus.domain.tenant import TenantId


class Measure(StrEnum):
    """What is counted and summed. A cancelled order stays placed and is voided beside it, on its own day."""

    ORDER = "order"
    """amount: the order's total."""
    ORDER_VOIDED = "order_voided"
    BASKET = "basket"
    """The items of an order together. number: lines, quantity: units, amount: the items' totals."""
    BASKET_VOIDED = "basket_voided"
    ITEM = "item"
    """The items of an order, by product. number: orders that hold the product in that category."""
    ITEM_VOIDED = "item_voided"
    CANCELLATION = "cancellation"
    PAYMENT = "payment"
    PAYMENT_FAILURE = "payment_failure"
    REFUND = "refund"
    LOGIN = "login"
    USER_CREATED = "user_created"


class Contribution(NamedTuple):
    """What is added, when, and under which values of the dimensions (None: no value).

    `person_id` is who counts among the different people of this measure, if anyone does:
    the customer of an order that is not cancelled, the user of a login. `customer_id` is whose order it
    was, cancelled or not, or whose order was paid for.
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
    number: int = 1
    amount: Decimal = ZERO
    quantity: Decimal = ZERO
    person_id: str | None = None
    customer_id: str | None = None


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
    A cancellation, a payment or a refund takes location, channel and customer from its order where that is known,
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


def changes(known: Sequence[Fact], new: Sequence[Fact]) -> Iterator[tuple[int, Contribution]]:
    """What `new` facts change: contributions to add, with 1, and to take back, with -1.

    `known` are the facts recorded before of the orders that the new ones are about; what followed an order
    (payments, refunds) may be left out where no new fact places it: nothing of that changes.
    """
    for contribution in contributions(known):
        yield -1, contribution
    for contribution in contributions([*known, *new]):
        yield 1, contribution


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
    tenant_id, at, location_id, channel = order.tenant_id, order.at, order.location_id, order.channel
    currency = order.currency
    person_id = None if voided else order.person_id
    for order_measure, basket_measure, item_measure in _VOIDED if voided else _PLACED:
        yield Contribution(
            tenant_id, order_measure, at, location_id, channel,
            currency=currency, amount=order.amount, person_id=person_id, customer_id=order.person_id,
        )  # fmt: skip
        if not order.items:
            continue
        amount, quantity = ZERO, ZERO
        for item in order.items:
            amount, quantity = add(amount, item.total), add(quantity, item.quantity)
        yield Contribution(
            tenant_id, basket_measure, at, location_id, channel, None, None, None, currency,
            len(order.items), amount, quantity, None, order.person_id,
        )  # fmt: skip
        for (product_id, category), (amount, quantity) in _by_product(order).items():
            yield Contribution(
                tenant_id, item_measure, at, location_id, channel, None, product_id, category, currency,
                1, amount, quantity, None, order.person_id,
            )  # fmt: skip


_PLACED = ((Measure.ORDER, Measure.BASKET, Measure.ITEM),)
_VOIDED = (*_PLACED, (Measure.ORDER_VOIDED, Measure.BASKET_VOIDED, Measure.ITEM_VOIDED))


_NOTHING = ZERO, ZERO


def _by_product(order: Fact) -> dict[tuple[str, str | None], tuple[Decimal, Decimal]]:
    """Amount and quantity of each product of an order, and of each category under which it was sold."""
    sold: dict[tuple[str, str | None], tuple[Decimal, Decimal]] = {}
    for item in order.items:
        key = item.product_id, item.category
        amount, quantity = sold.get(key, _NOTHING)
        sold[key] = add(amount, item.total), add(quantity, item.quantity)
    return sold


def _of_follower(fact: Fact, order: Fact | None, measure: Measure) -> Contribution:
    """What follows an order is counted at its own time, under its order's location, channel and customer."""
    return Contribution(
        fact.tenant_id,
        measure,
        fact.at,
        (order.location_id if order else None) or fact.location_id,
        (order.channel if order else None) or fact.channel,
        fact.method,
        currency=fact.currency,
        amount=fact.amount,
        person_id=fact.person_id if measure is Measure.LOGIN else None,
        customer_id=order.person_id if order else None,
    )
