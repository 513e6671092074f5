"""Good customers who have stayed away longer than they used to."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.actions.customers_at_risk import customers_at_risk
from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.customers.overdue import Overdue, overdue, usual_days
from olympus.domain.customers.reading import Lifetime
from olympus.domain.tenant import TenantSettings
from tests.factories import NOON

UTC = BusinessCalendar(TenantSettings())


def a_customer(
    name: str, *, away: int, every: int = 7, orders: int = 11, each: str = "20", own: int | None = None
) -> Lifetime:
    """One who came at equal distances and was last there so many days ago."""
    last = NOON - timedelta(days=away)
    first = last - timedelta(days=every * (orders - 1))
    own = orders if own is None else own
    return Lifetime(last, orders, own, Decimal(each) * own, first, name)


CROWD = [a_customer(f"c{number}", away=1, orders=2, each="5") for number in range(10)]


def late(*customers: Lifetime) -> list[Overdue]:
    return overdue([*CROWD, *customers], NOON, UTC)


def test_a_weekly_customer_is_overdue_from_three_weeks_on_until_three_months() -> None:
    for away, expected in ((20, 0), (21, 1), (90, 1), (91, 0)):
        assert len(late(a_customer("ann", away=away))) == expected


def test_who_came_monthly_is_overdue_later() -> None:
    assert late(a_customer("ann", away=89, every=30)) == []
    [ann] = late(a_customer("ann", away=90, every=30))
    assert (ann.customer.customer_id, ann.usual_days, ann.days_away) == ("ann", 30, 90)


def test_those_of_little_worth_or_with_too_few_orders_are_let_go() -> None:
    assert late(a_customer("ann", away=30, orders=3)) == []
    assert usual_days(a_customer("ann", away=30, orders=3)) is None
    assert overdue([a_customer("ann", away=30)] * 4, NOON, UTC) == []
    better = [a_customer(f"c{number}", away=1, orders=20) for number in range(10)]
    assert overdue([*better, a_customer("ann", away=30, orders=4, each="1")], NOON, UTC) == []


def test_who_ordered_several_times_a_day_is_not_missed_after_hours() -> None:
    assert usual_days(a_customer("ann", away=1, every=0)) == pytest.approx(7 / 3)


def test_all_of_them_are_one_action_worth_what_they_used_to_order() -> None:
    """Three who ordered for 20 a week: 80 each in four weeks; one of their orders in eleven was in dollars."""
    some = [a_customer(name, away=30) for name in ("ann", "bob")]
    told = customers_at_risk(late(*some, a_customer("cem", away=30, own=10)), currency="EUR")

    assert told is not None
    assert told.action == "Write to the 3 good customers who have stayed away longer than they used to."
    assert told.worth is not None
    assert told.worth.amount == Decimal("232.73")  # 80 + 80 + 80 · 10 / 11
    assert told.customer_ids == ("ann", "bob", "cem")
    assert [each.value for each in told.evidence] == [3, 30, 7]


def test_one_or_two_are_no_evidence() -> None:
    assert customers_at_risk(late(a_customer("ann", away=30)), currency="EUR") is None


def test_without_orders_in_the_currency_no_money_is_named() -> None:
    some = [a_customer(name, away=30, own=0) for name in ("ann", "bob", "cem")]
    told = customers_at_risk([Overdue(each, 7.0, 30) for each in some], currency="EUR")

    assert told is not None
    assert told.worth is None


@given(
    st.lists(
        st.builds(
            a_customer,
            st.text("abc", min_size=1, max_size=3),
            away=st.integers(0, 400),
            every=st.integers(0, 60),
            orders=st.integers(1, 40),
            each=st.integers(-5, 500).map(str),
        ),
        max_size=30,
    )
)
def test_nobody_who_came_lately_is_overdue_and_the_first_ordered_for_most(customers: list[Lifetime]) -> None:
    found = overdue(customers, NOON, UTC)

    assert all(each.days_away >= 3 * each.usual_days >= 7 for each in found)
    assert [each.customer.value for each in found] == sorted((each.customer.value for each in found), reverse=True)
