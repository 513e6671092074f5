"""Reordering before the stock runs out."""

from decimal import Decimal

import pytest

from olympus.domain.actions.action import Proposal, Worth
from olympus.domain.actions.reorder import reorder
from olympus.domain.replenishment.plan import reorder_plan
from olympus.domain.replenishment.policy import ReplenishmentPolicy
from tests.domain.actions.products import a_product
from tests.domain.replenishment.demands import TODAY, a_demand

USUAL = ReplenishmentPolicy()


def proposed(on_hand: str | None, *, a_day: float = 2.0, price: str | None = "5.00") -> Proposal | None:
    stock = None if on_hand is None else Decimal(on_hand)
    plan = reorder_plan(a_demand([a_day] * 56), stock, USUAL, looked_ahead=28)
    return reorder(a_product(on_hand=on_hand, price=price), plan, USUAL, today=TODAY, currency="EUR")


def test_what_runs_out_before_a_delivery_is_urgent_and_worth_the_sales_missed() -> None:
    """Two a day: ten last five days. In fourteen 18 are missed, of which an order of today saves all but 4."""
    told = proposed("10")

    assert told is not None
    assert told.action == "Order 18 units of Tea today."
    assert told.impact == "Keeps about 14 units from being missed, sales of 70.00 EUR."
    assert told.rationale == (
        "10 units in stock, forecast to run out on Sunday 22 March; the reorder point is 14, and a delivery takes "
        "7 days."
    )
    assert told.worth == Worth(Decimal("70.00"), "EUR", told.worth.assumption if told.worth else "")
    assert told.is_urgent
    assert {each.metric: each.value for each in told.evidence} == {
        "stock_on_hand": 10,
        "forecast_demand": 14,
        "safety_stock": 0,
        "reorder_point": 14,
        "days_of_cover": 5,
        "units_sold": 28,
    }


def test_what_can_wait_until_next_week_is_not_proposed() -> None:
    # 14 is the reorder point, and two a day go: with 28 it is reached when orders are next thought about
    assert proposed("28") is None
    waiting = proposed("26")
    assert waiting is not None
    assert waiting.action == "Order 14 units of Tea by Tuesday 24 March."
    assert not waiting.is_urgent


def test_without_a_price_no_money_is_named() -> None:
    told = proposed("0", price=None)

    assert told is not None
    assert told.worth is None
    assert told.impact == "Keeps about 14 units from being missed."
    assert told.rationale == "Nothing is left, and a delivery takes 7 days."


@pytest.mark.parametrize(("on_hand", "a_day"), [(None, 2.0), ("0", 0.0), ("1000000000000000", 2.0)])
def test_there_is_none_without_a_count_or_a_demand_or_a_need(on_hand: str | None, a_day: float) -> None:
    assert proposed(on_hand, a_day=a_day) is None
