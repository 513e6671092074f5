"""Customers worked out from contributions one by one: the plain definition that faster ways must agree with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from olympus.domain.customers.reading import CohortCell, CohortCounts, CohortRead, Lifetime, Lifetimes
from olympus.domain.exact import ZERO, add
from olympus.domain.facts.contribution import Contribution, Measure

_PAID = {Measure.PAYMENT: 1, Measure.REFUND: -1}
_OF_CUSTOMERS = {Measure.ORDER, *_PAID}


def cohort_counts_of(contributions: Iterable[Contribution], read: CohortRead) -> CohortCounts:
    """What a source answers to the reading."""
    contributions = [each for each in contributions if each.measure in _OF_CUSTOMERS]
    cohort_of = _cohorts(contributions, read.bounds)
    active: defaultdict[CohortCell, set[str]] = defaultdict(set)
    revenue: defaultdict[CohortCell, dict[str | None, Decimal]] = defaultdict(dict)
    for each in contributions:
        if each.customer_id not in cohort_of:
            continue
        for label in (label for label, interval in read.active if each.at in interval):
            cell = cohort_of[each.customer_id], label
            if each.measure is Measure.ORDER and each.person_id:
                active[cell].add(each.person_id)
            if sign := _PAID.get(each.measure):
                _add(revenue[cell], each.currency, sign * each.amount)
    return CohortCounts(
        dict(Counter(cohort_of.values())),
        {cell: len(customers) for cell, customers in active.items()},
        {cell: paid for cell, amounts in revenue.items() if (paid := _without_nothing(amounts))},
    )


def lifetimes_of(contributions: Iterable[Contribution], before: datetime, currency: str | None) -> Lifetimes:
    """What the customers ordered before that instant."""
    orders: defaultdict[str, list[Contribution]] = defaultdict(list)
    others: dict[str | None, Decimal] = {}
    for each in _orders(contributions):
        if each.at < before:
            orders[each.person_id or ""].append(each)
            if each.currency not in (None, currency):
                _add(others, each.currency, each.amount)
    return Lifetimes(
        [_lifetime(customer, own, currency) for customer, own in orders.items()],
        {str(other): amount for other, amount in _without_nothing(others).items()},
    )


def _cohorts(contributions: Iterable[Contribution], bounds: tuple[datetime, ...]) -> dict[str | None, int]:
    first: dict[str | None, datetime] = {}
    for each in _orders(contributions):
        first[each.person_id] = min(first.get(each.person_id, each.at), each.at)
    return {
        customer: index
        for customer, at in first.items()
        for index, start in enumerate(bounds[:-1])
        if start <= at < bounds[index + 1]
    }


def _orders(contributions: Iterable[Contribution]) -> Iterator[Contribution]:
    """Those that are not cancelled and have a customer."""
    return (each for each in contributions if each.measure is Measure.ORDER and each.person_id)


def _lifetime(customer_id: str, orders: list[Contribution], currency: str | None) -> Lifetime:
    value = ZERO
    own = [each for each in orders if each.currency in (None, currency)]
    for each in own:
        value = add(value, each.amount)
    times = [each.at for each in orders]
    return Lifetime(max(times), len(orders), len(own), value, min(times), customer_id)


def _add(amounts: dict[str | None, Decimal], currency: str | None, amount: Decimal) -> None:
    amounts[currency] = add(amounts.get(currency, ZERO), amount)


def _without_nothing(amounts: dict[str | None, Decimal]) -> dict[str | None, Decimal]:
    return {currency: amount for currency, amount in amounts.items() if amount}
