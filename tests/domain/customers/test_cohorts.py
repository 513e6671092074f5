"""Cohorts: laws that hold for any history, and a history that can be counted on fingers."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.customers.cohort_grid import cohort_grid
from olympus.domain.customers.cohort_request import CohortRequest, cohort_units
from olympus.domain.customers.cohorts import CohortTable, cohort_table
from olympus.domain.customers.recomputing import cohort_counts_of
from olympus.domain.events.event import Event
from olympus.domain.facts.contribution import Measure, contributions
from olympus.domain.facts.from_events import statements_of
from olympus.domain.tenant import TenantSettings
from tests.factories import CAFE, NOON, a_cancellation, a_payment, an_order
from tests.histories import histories

DAY = timedelta(days=1)
SOON = NOON - 70 * DAY
"""Within the random histories, so that some of what they tell is yet to come."""


def followed(history: list[Event], request: CohortRequest, zone: str = "UTC", now: object = NOON) -> CohortTable:
    settings = TenantSettings(time_zone=zone)
    calendar = BusinessCalendar(settings)
    grid = cohort_grid(cohort_units(request, calendar, now), calendar, now)  # type: ignore[arg-type]
    facts = [fact for event in history if (fact := statements_of(event).fact) and fact.tenant_id == CAFE]
    counts = cohort_counts_of(contributions(facts), grid.read())
    return cohort_table(counts, grid, tenant_id=CAFE, settings=settings, currency="EUR")


@given(
    histories(),
    st.sampled_from(["day", "week", "month"]),
    st.integers(1, 40),
    st.sampled_from(["Europe/Rome", "Pacific/Auckland", "America/New_York"]),
    st.sampled_from([NOON, SOON]),
)
def test_every_customer_joins_once_and_nothing_that_they_paid_is_lost(
    history: list[Event], granularity: str, periods: int, zone: str, now: object
) -> None:
    table = followed(history, CohortRequest(granularity, periods, start_date="2025-12-01"), zone, now)

    facts = [fact for event in history if (fact := statements_of(event).fact) and fact.tenant_id == CAFE]
    past = [each for each in contributions(facts) if each.at < now]  # type: ignore[operator]
    customers = {each.person_id for each in past if each.measure is Measure.ORDER} - {None}
    sign = {Measure.PAYMENT: 1, Measure.REFUND: -1}
    paid = sum(
        sign.get(each.measure, 0) * each.amount
        for each in past
        if each.customer_id in customers and each.currency in (None, "EUR")
    )
    assert sum(cohort.size for cohort in table.cohorts) == len(customers)
    assert sum(cohort.lifetime_revenue for cohort in table.cohorts) == paid
    for cohort in table.cohorts:
        assert [period.index for period in cohort.periods] == list(range(len(cohort.periods)))
        assert len(cohort.periods) <= periods
        assert cohort.periods[0].retention_rate == 1
        assert all(0 <= period.customers_active <= cohort.size for period in cohort.periods)
    assert all(0 <= rate <= 1 for rate in table.average_retention)


def test_a_cohort_is_followed_month_by_month() -> None:
    january, february, march = NOON - 60 * DAY, NOON - 30 * DAY, NOON
    table = followed(
        [
            an_order("a1", customer="ann", at=january),
            a_payment("a1", amount="10.00", at=january),
            an_order("b1", customer="bob", at=january),
            an_order("a2", customer="ann", at=february),
            a_payment("a2", amount="7.00", at=february),
            an_order("c1", customer="cem", at=february),
            an_order("b2", customer="bob", at=march - DAY),
            a_payment("b2", amount="5.00", currency="USD", at=march - DAY),
        ],
        CohortRequest(periods=3),
    )

    january_cohort, february_cohort = table.cohorts
    assert (january_cohort.name, january_cohort.size, january_cohort.lifetime_value) == (
        "2026-01",
        2,
        Decimal("8.5"),
    )
    assert [
        (period.name, period.customers_active, period.revenue, period.partial) for period in january_cohort.periods
    ] == [
        ("2026-01", 2, Decimal(10), False),
        ("2026-02", 1, Decimal(7), False),
        ("2026-03", 1, Decimal(0), True),
    ]
    assert [(period.name, period.retention_rate) for period in february_cohort.periods] == [
        ("2026-02", Decimal(1)),
        ("2026-03", Decimal(0)),
    ]
    assert table.average_retention == (Decimal(1), Decimal("0.5"))
    assert table.lifetime_value == Decimal(17) / 3
    assert table.other_currencies == {"USD": Decimal(5)}


def test_who_cancelled_the_first_order_joined_with_the_second() -> None:
    table = followed(
        [
            an_order("o1", customer="ann", at=NOON - 30 * DAY),
            an_order("o2", customer="ann", at=NOON - DAY),
            a_cancellation("o1"),
        ],
        CohortRequest(),
    )

    assert [(cohort.name, cohort.size) for cohort in table.cohorts] == [("2026-03", 1)]


def test_a_day_is_the_tenants_own() -> None:
    late = [an_order(customer="ann", at=NOON + timedelta(hours=11, minutes=30) - DAY)]

    [cohort] = followed(late, CohortRequest("day", 2), "Europe/Rome").cohorts

    assert cohort.name == "2026-03-18"


def test_where_nobody_joined_there_are_no_cohorts_and_it_says_so() -> None:
    table = followed([an_order(customer=None)], CohortRequest())

    assert (table.cohorts, table.average_retention, table.lifetime_value) == ((), (), None)
    assert "Nobody joined" in table.notes[0]
