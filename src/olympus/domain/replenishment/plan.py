"""From demand and stock to a plan: by when to reorder, how much, and what happens otherwise.

The order-up-to policy with periodic review, (R, s, S) in Silver, Pyke and Thomas (2017), Inventory and Production
Management in Supply Chains, 4th edition, chapter 6.
"""

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import NormalDist

from olympus.domain.exact import ZERO
from olympus.domain.replenishment.demand import Demand, usual_day
from olympus.domain.replenishment.policy import ReplenishmentPolicy

_FINEST = 3
"""Decimals of a quantity where sales are not whole."""

_TINY = 1e-9
_LONGEST_COVER = 36_500.0


@dataclass(frozen=True, slots=True)
class ReorderPlan:
    """What to do about one product.

    `reorder_point` and `safety_stock` are those of the day of reordering, or of today where there is none. What is
    not known without a count is None. `avoidable_shortage` is what customers will want and not get if the order
    waits until the next review, beyond what they miss before a delivery of today; `days_of_cover` is how long the
    stock lasts, at most a century, None where nothing is sold.
    """

    on_hand: Decimal | None
    demand_in_lead_time: float
    safety_stock: float
    reorder_point: float
    reorder_date: date | None
    reorder_quantity: Decimal | None
    runs_out_on: date | None
    days_of_cover: float | None
    avoidable_shortage: float | None


def reorder_plan(
    demand: Demand, on_hand: Decimal | None, policy: ReplenishmentPolicy, *, looked_ahead: int
) -> ReorderPlan:
    """The plan, with the first of the next `looked_ahead` days on which the projected stock is at or below its
    reorder point, if there is one.

    `demand` covers those days and the protected ones after them. A stock below zero is owed to customers.
    """
    if on_hand is None:
        return _plan_of(demand, None, None, policy)
    projected = float(on_hand)
    for day in range(looked_ahead):
        quantity = _ordered(_quantity(demand, projected, day, policy), demand)
        if projected <= _reorder_point(demand, day, policy) and quantity > 0:
            return _plan_of(demand, on_hand, day, policy, quantity)
        projected -= demand.days[day].expected
    return _plan_of(demand, on_hand, None, policy)


def safety_stock(demand: Demand, first: int, number: int, policy: ReplenishmentPolicy) -> float:
    """What is kept against errors of the forecast over some days: z · sigma."""
    return policy.safety_factor * demand.sigma_over(first, number)


def expected_shortage(on_hand: float, expected: float, sigma: float) -> float:
    """By how much demand exceeds the stock on average, if it is normal: sigma · G(k), k = (stock - mean) / sigma.

    G(k) = phi(k) - k (1 - Phi(k)) is the unit normal loss function: G(0) = 0.3989, G(1) = 0.0833.
    """
    if sigma <= 0:
        return max(expected - on_hand, 0.0)
    k, normal = (on_hand - expected) / sigma, NormalDist()
    return max(sigma * normal.pdf(k) + (expected - on_hand) * (1 - normal.cdf(k)), 0.0)


def _plan_of(
    demand: Demand,
    on_hand: Decimal | None,
    day: int | None,
    policy: ReplenishmentPolicy,
    quantity: Decimal = ZERO,
) -> ReorderPlan:
    first, lead = day or 0, policy.lead_time_days
    return ReorderPlan(
        on_hand=on_hand,
        demand_in_lead_time=demand.over(first, lead),
        safety_stock=safety_stock(demand, first, lead, policy),
        reorder_point=_reorder_point(demand, first, policy),
        reorder_date=None if day is None else demand.days[day].day,
        reorder_quantity=None if on_hand is None else quantity,
        runs_out_on=None if on_hand is None else _runs_out_on(demand, float(on_hand)),
        days_of_cover=None if on_hand is None else _days_of_cover(demand, float(on_hand)),
        avoidable_shortage=None if on_hand is None else _avoidable_shortage(demand, float(on_hand), policy),
    )


def _avoidable_shortage(demand: Demand, on_hand: float, policy: ReplenishmentPolicy) -> float:
    now, later = (
        expected_shortage(on_hand, demand.over(0, days), demand.sigma_over(0, days))
        for days in (policy.lead_time_days, policy.protected_days)
    )
    return max(later - max(now, -on_hand), 0.0)


def _reorder_point(demand: Demand, day: int, policy: ReplenishmentPolicy) -> float:
    lead = policy.lead_time_days
    return demand.over(day, lead) + safety_stock(demand, day, lead, policy)


def _quantity(demand: Demand, projected: float, day: int, policy: ReplenishmentPolicy) -> float:
    """Up to what lasts until the delivery after next."""
    days = policy.protected_days
    return demand.over(day, days) + safety_stock(demand, day, days, policy) - projected


def _ordered(quantity: float, demand: Demand) -> Decimal:
    """Rounded up: to whole units where nothing else was ever sold."""
    if demand.is_whole:
        return Decimal(math.ceil(quantity - _TINY))
    return Decimal(math.ceil(quantity * 10**_FINEST - _TINY)).scaleb(-_FINEST)


def _runs_out_on(demand: Demand, on_hand: float) -> date | None:
    """The day on which the last is expected to be sold, if that is among the days of the demand."""
    for sold, each in zip(demand.cumulative, demand.days, strict=True):
        if sold >= on_hand and (sold > 0 or on_hand <= 0):
            return each.day
    return None


def _days_of_cover(demand: Demand, on_hand: float) -> float | None:
    if (usual := usual_day(demand)) <= 0:
        return None
    return min(max(on_hand, 0.0) / usual, _LONGEST_COVER)
