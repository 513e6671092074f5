"""When and how much to reorder: worked by hand, and the laws that hold for any stock and demand."""

import math
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.exact import ZERO
from olympus.domain.replenishment.demand import Demand, confidence_in
from olympus.domain.replenishment.plan import ReorderPlan, expected_shortage, reorder_plan, safety_stock
from olympus.domain.replenishment.policy import ReplenishmentPolicy
from tests.domain.replenishment.demands import TODAY, a_demand

SHOWN = 28
FOUR_DAYS = ReplenishmentPolicy(lead_time_days=4, service_level=0.95, review_days=7)

policies = st.builds(
    ReplenishmentPolicy,
    lead_time_days=st.integers(0, 14),
    service_level=st.floats(0.5, 0.9999),
    review_days=st.integers(1, 14),
)
demands = st.builds(
    a_demand,
    st.lists(st.floats(0, 1e4), min_size=56, max_size=56),
    st.floats(0, 1e4),
    is_whole=st.booleans(),
)
stocks = st.decimals(-1000, 10**15, places=2)


def planned(demand: Demand, on_hand: str, policy: ReplenishmentPolicy = FOUR_DAYS) -> ReorderPlan:
    return reorder_plan(demand, Decimal(on_hand), policy, looked_ahead=SHOWN)


def test_a_textbook_reorder_point() -> None:
    """50 a day with a standard deviation of 10, four days: 200, and 1.645 · 10 · 2 = 32.9 for safety."""
    plan = planned(a_demand([50.0] * 56, sigma=10), "450")

    assert plan.demand_in_lead_time == 200
    assert plan.safety_stock == pytest.approx(32.9, abs=0.01)
    assert plan.reorder_point == pytest.approx(232.9, abs=0.01)
    assert plan.reorder_date == TODAY + timedelta(days=5)  # when 450 - 5 · 50 = 200 are left
    assert plan.reorder_quantity == math.ceil(11 * 50 + 1.645 * 10 * math.sqrt(11) - 200)
    assert plan.runs_out_on == TODAY + timedelta(days=8)
    assert plan.days_of_cover == 9


def test_nothing_is_ordered_while_there_is_enough_for_all_the_days_looked_at() -> None:
    plan = planned(a_demand([1.0] * 56), "1000000000000000")

    assert (plan.reorder_date, plan.reorder_quantity, plan.runs_out_on) == (None, ZERO, None)
    assert plan.avoidable_shortage == 0
    assert plan.days_of_cover == 36_500


def test_nothing_is_said_of_a_stock_that_nobody_counted() -> None:
    plan = reorder_plan(a_demand([1.0] * 56), None, FOUR_DAYS, looked_ahead=SHOWN)

    assert (plan.on_hand, plan.reorder_date, plan.reorder_quantity) == (None, None, None)
    assert (plan.runs_out_on, plan.days_of_cover, plan.avoidable_shortage) == (None, None, None)
    assert plan.reorder_point == 4


def test_what_is_owed_is_ordered_too() -> None:
    owing, empty = planned(a_demand([2.0] * 56), "-5"), planned(a_demand([2.0] * 56), "0")

    assert owing.reorder_date == empty.reorder_date == owing.runs_out_on == TODAY
    assert [owing.reorder_quantity, empty.reorder_quantity] == [27, 22]


def test_what_nobody_wants_is_not_ordered() -> None:
    plan = planned(a_demand([0.0] * 56), "0")

    assert (plan.reorder_date, plan.reorder_quantity, plan.days_of_cover) == (None, ZERO, None)


def test_quantities_are_whole_where_sales_are() -> None:
    assert planned(a_demand([0.3] * 56), "0").reorder_quantity == 4
    assert planned(a_demand([0.3] * 56, is_whole=False), "0").reorder_quantity == Decimal("3.300")


def test_a_delivery_on_the_same_day_is_ordered_when_nothing_is_left() -> None:
    same_day = ReplenishmentPolicy(lead_time_days=0, review_days=1)
    plan = planned(a_demand([5.0] * 56), "12", same_day)

    assert plan.reorder_point == 0
    assert plan.reorder_date == TODAY + timedelta(days=3)


@pytest.mark.parametrize(("k", "loss"), [(0.0, 0.3989), (0.5, 0.1978), (1.0, 0.0833), (2.0, 0.0085)])
def test_the_expected_shortage_is_the_tabled_loss_function(k: float, loss: float) -> None:
    assert expected_shortage(100 + 20 * k, 100, 20) == pytest.approx(20 * loss, abs=20 * 5e-5)


def test_only_what_an_order_of_today_can_save_is_avoidable() -> None:
    """Two a day for four days of a delivery and seven until the next: 22, of which 8 are before it comes."""
    demand = a_demand([2.0] * 56)

    assert [planned(demand, each).avoidable_shortage for each in ("-5", "0", "3", "10", "22")] == [
        14,
        14,
        14,
        12,
        0,
    ]


def test_without_any_error_the_shortage_is_what_is_missing() -> None:
    assert expected_shortage(3, 5, 0) == 2
    assert expected_shortage(5, 3, 0) == 0


@given(demands, stocks, st.decimals(0, 10**6, places=2), policies)
def test_more_stock_never_means_an_earlier_reorder(
    demand: Demand, on_hand: Decimal, more: Decimal, policy: ReplenishmentPolicy
) -> None:
    less = reorder_plan(demand, on_hand, policy, looked_ahead=SHOWN)
    richer = reorder_plan(demand, on_hand + more, policy, looked_ahead=SHOWN)

    never = demand.days[-1].day
    assert (less.reorder_date or never) <= (richer.reorder_date or never)
    assert (less.runs_out_on or never) <= (richer.runs_out_on or never)


@given(demands, policies, st.floats(0.5, 0.9999))
def test_a_higher_service_level_never_means_less_safety_stock(
    demand: Demand, policy: ReplenishmentPolicy, other: float
) -> None:
    low, high = sorted((policy.service_level, other))
    stocks = [
        safety_stock(demand, 0, policy.lead_time_days, ReplenishmentPolicy(service_level=level))
        for level in (low, high)
    ]
    assert 0 <= stocks[0] <= stocks[1]


@given(demands, stocks, policies)
def test_everything_is_finite_and_an_order_is_never_negative(
    demand: Demand, on_hand: Decimal, policy: ReplenishmentPolicy
) -> None:
    plan = reorder_plan(demand, on_hand, policy, looked_ahead=SHOWN)

    assert plan.reorder_quantity is not None
    assert plan.reorder_quantity >= 0
    assert (plan.reorder_quantity > 0) is (plan.reorder_date is not None)
    numbers = (plan.safety_stock, plan.reorder_point, plan.avoidable_shortage, plan.days_of_cover)
    assert all(math.isfinite(each) for each in numbers if each is not None)
    assert 0 <= confidence_in(demand, policy.protected_days) <= 1
