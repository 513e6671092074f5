from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.comparison import ComparedInterval, Comparison, compare_with
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.reach import BeyondCalendar
from olympus.domain.calendar.timeframe import resolve_timeframe
from olympus.domain.errors import UnknownName
from olympus.domain.tenant import RetailPattern, TenantSettings, Weekday
from tests.domain.calendar.calendars import instant, instants_of, law, tenants

PERIOD, YEAR, WEEKDAYS = (
    Comparison.PREVIOUS_PERIOD,
    Comparison.PREVIOUS_YEAR,
    Comparison.PREVIOUS_YEAR_WEEKDAYS,
)
ROME = TenantSettings(time_zone="Europe/Rome")
NRF = TenantSettings(
    time_zone="America/New_York",
    week_start=Weekday.SUNDAY,
    fiscal_year_start=2,
    retail_calendar=RetailPattern.FOUR_FIVE_FOUR,
)
WEDNESDAY_NOON = instant("2026-03-18T12:00+01:00")
LAST_NAMES = ["yesterday", "last_week", "last_month", "last_quarter", "last_year", "last_3_months", "last_7_days"]
COMPARISONS = st.sampled_from([PERIOD, YEAR, WEEKDAYS])


def compared(
    name: str, comparison: Comparison, settings: TenantSettings = ROME, *, now: datetime = WEDNESDAY_NOON
) -> ComparedInterval:
    found = compare_with(resolve_timeframe(name, now=now, settings=settings), comparison, now, settings)
    assert found is not None
    return found


def local(interval: Interval, settings: TenantSettings = ROME) -> tuple[str, str]:
    """The bounds as the tenant's clock shows them, midnight as a bare date."""
    shown = [bound.astimezone(settings.zone).replace(tzinfo=None) for bound in interval.bounds]
    start, end = [each.isoformat(timespec="minutes").removesuffix("T00:00") for each in shown]
    return start, end


@pytest.mark.parametrize(
    ("name", "comparison", "start", "end"),
    [
        ("yesterday", PERIOD, "2026-03-16", "2026-03-17"),
        ("last_week", PERIOD, "2026-03-02", "2026-03-09"),
        ("last_month", PERIOD, "2026-01-01", "2026-02-01"),
        ("last_quarter", PERIOD, "2025-07-01", "2025-10-01"),
        ("last_year", PERIOD, "2024-01-01", "2025-01-01"),
        ("last_3_months", PERIOD, "2025-09-01", "2025-12-01"),
        ("last_7_days", PERIOD, "2026-03-04", "2026-03-11"),
        ("last_4_weeks", PERIOD, "2026-01-19", "2026-02-16"),
        ("last_24_hours", PERIOD, "2026-03-16T12:00", "2026-03-17T12:00"),
        ("last_90_minutes", PERIOD, "2026-03-18T09:00", "2026-03-18T10:30"),
        ("2026-02", PERIOD, "2026-01-01", "2026-02-01"),
        ("2025-Q1", PERIOD, "2024-10-01", "2025-01-01"),
        ("2026-W11", PERIOD, "2026-03-02", "2026-03-09"),
        ("2026-03-01/2026-03-15", PERIOD, "2026-02-14", "2026-03-01"),
        ("2026-03-01T10:00/2026-03-01T12:00", PERIOD, "2026-03-01T08:00", "2026-03-01T10:00"),
        ("2025-03-24T00:00/2025-03-31T00:00", PERIOD, "2025-03-17", "2025-03-24"),
        ("yesterday", YEAR, "2025-03-17", "2025-03-18"),
        ("last_week", YEAR, "2025-03-09", "2025-03-16"),
        ("last_month", YEAR, "2025-02-01", "2025-03-01"),
        ("last_quarter", YEAR, "2024-10-01", "2025-01-01"),
        ("last_year", YEAR, "2024-01-01", "2025-01-01"),
        ("last_3_months", YEAR, "2024-12-01", "2025-03-01"),
        ("last_24_hours", YEAR, "2025-03-17T12:00", "2025-03-18T12:00"),
        ("2024-02", YEAR, "2023-02-01", "2023-03-01"),
        ("2025-02", YEAR, "2024-02-01", "2024-03-01"),
        ("2025-12-31", YEAR, "2024-12-31", "2025-01-01"),
        ("2024-02-29", YEAR, "2023-02-28", "2023-03-01"),
        ("2024-02-20/2024-02-29", YEAR, "2023-02-20", "2023-03-01"),
        ("2025-02-20/2025-02-28", YEAR, "2024-02-20", "2024-02-29"),
        ("2026-W11", YEAR, "2025-03-10", "2025-03-17"),
        ("2020-W53", YEAR, "2019-12-30", "2020-01-06"),
        ("yesterday", WEEKDAYS, "2025-03-18", "2025-03-19"),
        ("last_week", WEEKDAYS, "2025-03-10", "2025-03-17"),
        ("last_month", WEEKDAYS, "2025-02-02", "2025-03-02"),
        ("last_24_hours", WEEKDAYS, "2025-03-18T12:00", "2025-03-19T12:00"),
        ("2024-02-29", WEEKDAYS, "2023-03-02", "2023-03-03"),
    ],
)
def test_a_period_that_is_over_is_compared_as_a_whole(
    name: str, comparison: Comparison, start: str, end: str
) -> None:
    found = compared(name, comparison)

    assert local(found.earlier) == (start, end)
    assert found.current == resolve_timeframe(name, now=WEDNESDAY_NOON, settings=ROME).interval
    assert not found.partial


@pytest.mark.parametrize(
    ("name", "comparison", "start", "end"),
    [
        ("today", PERIOD, "2026-03-17", "2026-03-17T12:00"),
        ("this_week", PERIOD, "2026-03-09", "2026-03-11T12:00"),
        ("this_month", PERIOD, "2026-02-01", "2026-02-18T12:00"),
        ("this_quarter", PERIOD, "2025-10-01", "2025-12-16T12:00"),
        ("this_year", PERIOD, "2025-01-01", "2025-03-18T12:00"),
        ("week_to_date", PERIOD, "2026-03-09", "2026-03-11T12:00"),
        ("month_to_date", PERIOD, "2026-02-01", "2026-02-18T12:00"),
        ("year_to_date", PERIOD, "2025-01-01", "2025-03-18T12:00"),
        ("2026-03", PERIOD, "2026-02-01", "2026-02-18T12:00"),
        ("2026-03-11/2026-03-20", PERIOD, "2026-03-01", "2026-03-08T12:00"),
        ("2026-03-18T10:00/2026-03-18T14:00", PERIOD, "2026-03-18T06:00", "2026-03-18T08:00"),
        ("today", YEAR, "2025-03-18", "2025-03-18T12:00"),
        ("this_month", YEAR, "2025-03-01", "2025-03-18T12:00"),
        ("this_year", YEAR, "2025-01-01", "2025-03-18T12:00"),
        ("2026-03-18T10:00/2026-03-18T14:00", YEAR, "2025-03-18T10:00", "2025-03-18T12:00"),
        ("today", WEEKDAYS, "2025-03-19", "2025-03-19T12:00"),
        ("this_month", WEEKDAYS, "2025-03-02", "2025-03-19T12:00"),
    ],
)
def test_a_period_that_is_still_running_is_compared_with_the_same_part_of_the_earlier_one(
    name: str, comparison: Comparison, start: str, end: str
) -> None:
    found = compared(name, comparison)

    assert local(found.earlier) == (start, end)
    assert found.current.end == WEDNESDAY_NOON
    assert found.partial


def test_the_31st_is_compared_with_no_more_than_the_whole_of_a_shorter_month() -> None:
    found = compared("this_month", PERIOD, now=instant("2026-03-31T12:00+02:00"))

    assert local(found.earlier) == ("2026-02-01", "2026-03-01")
    assert found.partial


def test_leap_day_is_compared_with_the_whole_february_before() -> None:
    found = compared("this_month", YEAR, now=instant("2024-02-29T12:00+01:00"))

    assert local(found.earlier) == ("2023-02-01", "2023-03-01")


def test_the_same_part_of_a_day_is_told_by_the_clock_on_the_wall() -> None:
    """At noon of the day of 23 hours eleven have passed; the day before is still taken until noon."""
    found = compared("today", PERIOD, now=instant("2026-03-29T12:00+02:00"))

    assert found.current.length == timedelta(hours=11)
    assert found.earlier.length == timedelta(hours=12)
    assert local(found.earlier) == ("2026-03-28", "2026-03-28T12:00")


def test_the_night_before_the_day_starts_belongs_to_the_running_day() -> None:
    trattoria = TenantSettings(time_zone="Europe/Rome", day_start=time(4))

    found = compared("today", PERIOD, trattoria, now=instant("2026-03-21T01:00+01:00"))

    assert local(found.current) == ("2026-03-20T04:00", "2026-03-21T01:00")
    assert local(found.earlier) == ("2026-03-19T04:00", "2026-03-20T01:00")


def test_at_the_instant_at_which_a_period_begins_nothing_is_compared_with_nothing() -> None:
    for name in ("today", "this_month", "month_to_date"):
        found = compared(name, PERIOD, now=instant("2026-03-01T00:00+01:00"))

        assert found.current.is_empty
        assert found.earlier.is_empty
        assert found.partial


def test_a_period_yet_to_come_is_compared_as_a_whole() -> None:
    found = compared("2026-05", PERIOD)

    assert local(found.current) == ("2026-05-01", "2026-06-01")
    assert local(found.earlier) == ("2026-04-01", "2026-05-01")
    assert not found.partial


@pytest.mark.parametrize(
    ("name", "now", "earlier"),
    [
        ("last_month", "2024-02-10T12:00", ("2023-01-01", "2023-01-29")),
        ("last_year", "2024-02-10T12:00", ("2022-01-30", "2023-01-29")),
        ("last_quarter", "2024-02-10T12:00", ("2022-10-30", "2023-01-29")),
        ("last_week", "2024-02-14T12:00", ("2023-01-29", "2023-02-05")),
        ("yesterday", "2024-02-06T12:00", ("2023-01-30", "2023-01-31")),
        ("last_24_hours", "2024-02-06T17:00", ("2023-01-30T12:00", "2023-01-31T12:00")),
        ("2024-02-05", "2024-02-10T12:00", ("2023-02-05", "2023-02-06")),
        ("2024-02-05/2024-02-06", "2024-02-10T12:00", ("2023-02-05", "2023-02-07")),
        ("2024-02-05T10:00/2024-02-06", "2024-02-10T12:00", ("2023-02-05T10:00", "2023-02-07")),
    ],
)
def test_a_retailer_compares_with_the_same_retail_period_of_the_prior_year_and_dates_with_dates(
    name: str, now: str, earlier: tuple[str, str]
) -> None:
    """The year that began on 4 February 2024 follows one of 53 weeks that began on 29 January 2023."""
    assert local(compared(name, YEAR, NRF, now=instant(now)).earlier, NRF) == earlier


def test_a_53rd_week_is_compared_with_the_one_52_weeks_before() -> None:
    found = compared("this_week", YEAR, NRF, now=instant("2024-02-10T12:00") - timedelta(days=7))

    assert local(found.earlier, NRF)[0] == "2023-01-29"


def test_the_day_before_new_years_eve_2011_in_samoa_was_the_29th() -> None:
    samoa = TenantSettings(time_zone="Pacific/Apia")

    found = compared("today", PERIOD, samoa, now=instant("2011-12-31T15:00+14:00"))

    assert local(found.earlier, samoa) == ("2011-12-29", "2011-12-29T15:00")


def test_a_rolling_window_across_leap_day_keeps_its_length() -> None:
    found = compared("last_3_hours", YEAR, now=instant("2024-02-29T01:00+01:00"))

    assert local(found.earlier) == ("2023-02-28T22:00", "2023-03-01T01:00")


def test_nothing_came_before_all_time_and_nothing_is_compared_when_none_is_asked() -> None:
    all_time = resolve_timeframe("all_time", now=WEDNESDAY_NOON, settings=ROME)
    today = resolve_timeframe("today", now=WEDNESDAY_NOON, settings=ROME)

    assert compare_with(all_time, PERIOD, WEDNESDAY_NOON, ROME) is None
    assert compare_with(today, Comparison.NONE, WEDNESDAY_NOON, ROME) is None


@pytest.mark.parametrize("name", ["0002-01-01", "0002-01-01/9998-12-31", "0002-01-05T10:00/9998-12-31T10:00"])
@pytest.mark.parametrize("comparison", [PERIOD, YEAR, WEEKDAYS])
def test_what_would_lie_before_the_calendar_is_a_clear_error(name: str, comparison: Comparison) -> None:
    with pytest.raises(BeyondCalendar, match="years 2 to 9998"):
        compared(name, comparison)


def test_an_unknown_comparison_is_answered_with_the_four_there_are() -> None:
    with pytest.raises(UnknownName, match="Did you mean previous_year") as refusal:
        Comparison("previous_years")

    assert refusal.value.field == "comparison"


@law
@given(st.data(), st.sampled_from(LAST_NAMES))
def test_the_previous_period_ends_where_the_period_begins(data: st.DataObject, name: str) -> None:
    tenant = data.draw(tenants())
    now = data.draw(instants_of(tenant))

    found = compared(name, PERIOD, tenant, now=now)

    assert found.earlier.end == found.current.start
    assert not found.earlier.is_empty


@law
@given(st.data(), st.integers(1, 400))
def test_the_same_number_of_days_comes_before(data: st.DataObject, count: int) -> None:
    tenant = data.draw(tenants())
    calendar = BusinessCalendar(tenant)
    first = data.draw(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
    last = first + timedelta(days=count - 1)
    now = instant("2200-01-01")

    found = compared(f"{first}/{last}", WEEKDAYS, tenant, now=now)

    assert found.earlier == calendar.days(first - timedelta(days=364), last - timedelta(days=364))


@law
@given(st.data(), st.integers(1, 9999))
def test_a_rolling_period_is_compared_with_one_as_long(data: st.DataObject, hours: int) -> None:
    tenant = data.draw(tenants())
    now = data.draw(instants_of(tenant))

    found = compared(f"last_{hours}_hours", data.draw(COMPARISONS), tenant, now=now)

    assert found.earlier.length == found.current.length == timedelta(hours=hours)
    assert not found.partial


@law
@given(st.data(), st.sampled_from(["today", "this_week", "this_month", "this_quarter", "this_year"]))
def test_what_runs_is_compared_with_a_part_of_what_came_before(data: st.DataObject, name: str) -> None:
    tenant = data.draw(tenants())
    now = data.draw(instants_of(tenant))
    comparison = data.draw(COMPARISONS)

    found = compared(name, comparison, tenant, now=now)

    assert found.partial
    assert found.current == resolve_timeframe(name, now=now, settings=tenant).interval.until(now)
    assert found.earlier.bounds[1] <= now
    if comparison is PERIOD:
        assert found.earlier.bounds[1] <= found.current.bounds[0]


@law
@given(st.data(), st.sampled_from(["today", "this_week", "this_month", "this_quarter", "this_year"]))
def test_where_clocks_never_change_as_much_has_passed_of_both(data: st.DataObject, name: str) -> None:
    """Unless the earlier period was over by then."""
    tenant = replace(data.draw(tenants()), time_zone="UTC")
    calendar = BusinessCalendar(tenant)

    found = compared(name, data.draw(COMPARISONS), tenant, now=data.draw(instants_of(tenant)))

    if found.earlier.length != found.current.length:
        assert found.earlier.length < found.current.length
        _, over = found.earlier.bounds
        assert over == calendar.start_of(calendar.date_of(over))
