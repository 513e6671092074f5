"""The dashboard brings settings, timeframe and figures together."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest

from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.in_memory.tenants import InMemoryTenants
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.dashboard import Dashboard
from olympus.domain.errors import OlympusError
from olympus.domain.events.event import Event
from olympus.domain.tenant import TenantSettings
from olympus.ports.clock import Clock
from olympus.use_cases.build_dashboard import BuildDashboard, DashboardRequest
from tests.factories import CAFE, a_count, a_payment, an_order

NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)
"""A Wednesday."""


class StoppedClock(Clock):
    def now(self) -> datetime:
        return NOW


async def dashboard(
    events: Sequence[Event], request: DashboardRequest, settings: TenantSettings | None = None
) -> Dashboard:
    ledger, tenants = Ledger(), InMemoryTenants()
    await InMemoryEventStore(ledger).record(events)
    if settings:
        await tenants.save(CAFE, settings)
    return await BuildDashboard(tenants, InMemoryFigureSource(ledger), StoppedClock())(CAFE, request)


async def test_a_running_period_is_compared_with_the_same_elapsed_part_of_the_one_before() -> None:
    week = timedelta(days=7)
    events = [
        a_payment("1", amount="30", at=NOW - timedelta(hours=1)),
        a_payment("2", amount="20", at=NOW - week - timedelta(hours=1)),
        a_payment("3", amount="99", at=NOW - week + timedelta(hours=1)),
    ]
    shown = await dashboard(events, DashboardRequest("this_week"))
    revenue = shown.readings["revenue"]
    assert (revenue.value, revenue.previous) == (Decimal(30), Decimal(20))
    assert revenue.change is not None
    assert (revenue.change.absolute, revenue.change.percentage) == (Decimal(10), Decimal(50))
    assert shown.compared is not None
    assert shown.compared.partial


async def test_a_night_belongs_to_the_evening_before_where_the_tenant_says_so() -> None:
    late = a_payment("1", at=datetime(2026, 3, 18, 1, 30, tzinfo=UTC))
    request = DashboardRequest("2026-03-17")
    assert (await dashboard([late], request)).readings["payments"].value == 0
    restaurant = TenantSettings(day_start=time(4))
    assert (await dashboard([late], request, restaurant)).readings["payments"].value == 1


async def test_the_reporting_currency_is_the_tenants_or_else_that_of_its_first_order() -> None:
    events = [an_order(currency="USD", at=NOW), an_order(currency="EUR", at=NOW - timedelta(days=1))]
    assert (await dashboard(events, DashboardRequest("all_time"))).currency == "EUR"
    decided = TenantSettings(currency="GBP")
    shown = await dashboard(events, DashboardRequest("all_time"), decided)
    assert shown.currency == "GBP"
    assert shown.readings["order_value"].other_currencies == {"EUR": 10, "USD": 10}


async def test_stock_stands_at_the_end_of_the_timeframe_or_now() -> None:
    events = [a_count("tea", "9", at=NOW - timedelta(days=2)), a_count("tea", "4", at=NOW - timedelta(hours=1))]
    today = await dashboard(events, DashboardRequest("today"))
    assert (today.readings["stock_on_hand"].value, today.readings["stock_on_hand"].previous) == (
        Decimal(4),
        Decimal(9),
    )
    assert (await dashboard(events, DashboardRequest("yesterday"))).readings["stock_on_hand"].value == 9


async def test_the_series_adds_up_to_the_total_and_stops_at_now() -> None:
    events = [a_payment(str(day), amount="1.10", at=NOW - timedelta(days=day, hours=1)) for day in range(10)]
    shown = await dashboard(events, DashboardRequest("this_month"))
    assert shown.granularity is Granularity.DAY
    assert (
        sum(point.values["revenue"] or 0 for point in shown.series)
        == shown.readings["revenue"].value
        == Decimal("11.00")
    )
    assert shown.series[-1].bucket.bounds[0] <= NOW < shown.series[-1].bucket.bounds[1]


async def test_all_time_is_drawn_from_the_first_event_and_compared_with_nothing() -> None:
    shown = await dashboard([a_payment("1", at=NOW - timedelta(days=400))], DashboardRequest("all_time"))
    assert shown.compared is None
    assert shown.readings["revenue"].change is None
    assert len(shown.series) == 1


async def test_a_tenant_without_events_has_zeros_and_an_empty_chart() -> None:
    shown = await dashboard([], DashboardRequest("all_time"))
    assert shown.readings["revenue"].value == 0
    assert shown.readings["average_order_value"].value is None
    assert (shown.series, shown.best_sellers, shown.events_until, shown.currency) == ((), (), None, None)


async def test_a_fall_in_revenue_stands_out() -> None:
    events = [a_payment("1", amount="10", at=NOW), a_payment("2", amount="40", at=NOW - timedelta(days=1))]
    shown = await dashboard(events, DashboardRequest("today"))
    assert [insight.title for insight in shown.insights] == []
    yesterday = await dashboard(
        [*events, a_payment("3", amount="100", at=NOW - timedelta(days=2))], DashboardRequest("yesterday")
    )
    assert [insight.title for insight in yesterday.insights] == ["Revenue fell by 60 %"]


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (DashboardRequest("fortnight"), "timeframe"),
        (DashboardRequest(start="2026-03-05", end="2026-03-01"), "end"),
        (DashboardRequest("today", compare="tomorrow"), "comparison"),
        (DashboardRequest("today", time_zone="Europe/Roma"), "time_zone"),
        (DashboardRequest("today", location_id="a\0b"), "location_id"),
        (DashboardRequest("today", location_id="x" * 300), "location_id"),
    ],
)
async def test_what_cannot_be_asked_is_refused_with_the_field_at_fault(
    request_: DashboardRequest, field: str
) -> None:
    with pytest.raises(OlympusError) as refusal:
        await dashboard([], request_)
    assert refusal.value.field == field
