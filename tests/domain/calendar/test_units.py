"""Weeks, months, quarters and years, of fiscal years and of retail calendars."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.calendar.business_calendar import BusinessCalendar, dates_of
from olympus.domain.calendar.date_calendar import Units
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.reach import BeyondCalendar
from olympus.domain.calendar.retail import ISO_WEEKS
from olympus.domain.tenant import RetailPattern, TenantSettings, Weekday
from tests.domain.calendar.calendars import day, instants_of, law, tenants

WEEK, MONTH, QUARTER, YEAR = Granularity.WEEK, Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR
DATED_UNITS = st.sampled_from([unit for unit in Granularity if unit is not Granularity.HOUR])
DATES = st.dates(date(1900, 1, 1), date(2200, 1, 1))


def nrf(pattern: RetailPattern = RetailPattern.FOUR_FIVE_FOUR) -> TenantSettings:
    """A retailer that follows the calendar of the National Retail Federation."""
    return TenantSettings(week_start=Weekday.SUNDAY, fiscal_year_start=2, retail_calendar=pattern)


@pytest.mark.parametrize(
    ("week_start", "first"),
    [
        (Weekday.MONDAY, "2026-03-16"),
        (Weekday.WEDNESDAY, "2026-03-18"),
        (Weekday.THURSDAY, "2026-03-12"),
        (Weekday.SATURDAY, "2026-03-14"),
        (Weekday.SUNDAY, "2026-03-15"),
    ],
)
def test_a_week_begins_on_the_tenants_first_weekday(week_start: Weekday, first: str) -> None:
    dates = dates_of(TenantSettings(week_start=week_start))

    assert dates.unit_start(day("2026-03-18"), WEEK) == day(first)
    assert dates.unit_start(day("2026-03-18"), WEEK, later=1) == day(first) + timedelta(days=7)
    assert dates.unit_start(day("2026-03-18"), WEEK, later=-1) == day(first) - timedelta(days=7)


def test_quarters_and_years_follow_the_fiscal_year_and_months_the_wall_calendar() -> None:
    dates = dates_of(TenantSettings(fiscal_year_start=4))

    assert dates.unit_start(day("2026-03-18"), MONTH) == day("2026-03-01")
    assert dates.unit_start(day("2026-03-18"), QUARTER) == day("2026-01-01")
    assert dates.unit_start(day("2026-03-18"), YEAR) == day("2025-04-01")
    assert dates.unit_start(day("2026-03-18"), YEAR, later=1) == day("2026-04-01")


def test_a_fiscal_quarter_may_lie_across_the_new_year() -> None:
    dates = dates_of(TenantSettings(fiscal_year_start=12))

    assert dates.unit_start(day("2026-02-28"), QUARTER) == day("2025-12-01")
    assert dates.unit_start(day("2026-02-28"), QUARTER, later=1) == day("2026-03-01")


@pytest.mark.parametrize(
    ("begins", "weeks"),
    [
        ("2012-01-29", 53),
        ("2013-02-03", 52),
        ("2017-01-29", 53),
        ("2018-02-04", 52),
        ("2019-02-03", 52),
        ("2020-02-02", 52),
        ("2021-01-31", 52),
        ("2022-01-30", 52),
        ("2023-01-29", 53),
        ("2024-02-04", 52),
        ("2025-02-02", 52),
    ],
)
def test_retail_years_are_those_that_the_nrf_publishes(begins: str, weeks: int) -> None:
    dates = dates_of(nrf())
    year = dates.number(day(begins), YEAR)

    assert dates.start(year, YEAR) == day(begins)
    assert dates.start(year + 1, YEAR) - day(begins) == timedelta(weeks=weeks)


def test_the_years_with_a_53rd_week_are_those_that_the_nrf_names() -> None:
    dates = dates_of(nrf())
    starts = {year: dates.unit_start(date(year, 6, 1), YEAR) for year in range(2000, 2025)}

    long_years = [year for year in range(2000, 2024) if (starts[year + 1] - starts[year]).days == 53 * 7]

    assert long_years == [2000, 2006, 2012, 2017, 2023]


@pytest.mark.parametrize(
    ("pattern", "weeks"),
    [
        (RetailPattern.FOUR_FIVE_FOUR, [4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 5]),
        (RetailPattern.FOUR_FOUR_FIVE, [4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 6]),
        (RetailPattern.FIVE_FOUR_FOUR, [5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 5]),
    ],
)
def test_the_53rd_week_of_2023_went_to_the_last_month(pattern: RetailPattern, weeks: list[int]) -> None:
    dates = dates_of(nrf(pattern))
    january = dates.number(day("2024-02-03"), MONTH)
    starts = [dates.start(number, MONTH) for number in range(january - 11, january + 2)]

    assert (starts[0], starts[-1]) == (day("2023-01-29"), day("2024-02-04"))
    assert [(later - earlier).days // 7 for earlier, later in pairwise(starts)] == weeks


def test_the_months_of_the_nrfs_2024_begin_as_published() -> None:
    dates = dates_of(nrf())
    february = dates.number(day("2024-02-04"), MONTH)

    assert [dates.start(february + later, MONTH).isoformat()[5:] for later in range(6)] == [
        "02-04",
        "03-03",
        "04-07",
        "05-05",
        "06-02",
        "07-07",
    ]


def test_a_retail_year_from_january_may_begin_in_december() -> None:
    dates = dates_of(TenantSettings(retail_calendar=RetailPattern.FOUR_FOUR_FIVE))

    assert dates.unit_start(day("2025-12-30"), YEAR) == day("2025-12-29")
    assert dates.unit_start(day("2025-12-28"), YEAR) == day("2024-12-30")


@law
@given(DATES)
def test_iso_weeks_follow_the_rule_of_retail_years(date_: date) -> None:
    year, week, _ = date_.isocalendar()

    year_start = ISO_WEEKS.unit_start(date_, YEAR)

    assert year_start == date.fromisocalendar(year, 1, 1)
    assert (ISO_WEEKS.unit_start(date_, WEEK) - year_start).days // 7 + 1 == week


def test_an_hour_is_no_unit_of_dates() -> None:
    dates = dates_of(TenantSettings())

    with pytest.raises(ValueError, match="hour"):
        dates.number(day("2026-03-18"), Granularity.HOUR)
    with pytest.raises(ValueError, match="hour"):
        dates.start(1, Granularity.HOUR)


@law
@given(tenants(), st.sampled_from([Granularity.DAY, WEEK, MONTH, QUARTER, YEAR]), st.integers(-(10**9), 10**9))
def test_any_number_is_a_date_or_beyond_the_calendar(
    tenant: TenantSettings, unit: Granularity, number: int
) -> None:
    dates = dates_of(tenant)

    with suppress(BeyondCalendar):
        assert dates.number(dates.start(number, unit), unit) == number


@law
@given(tenants(), DATES, DATED_UNITS)
def test_units_tile_the_dates(tenant: TenantSettings, date_: date, unit: Granularity) -> None:
    dates = dates_of(tenant)

    number = dates.number(date_, unit)

    assert dates.start(number, unit) <= date_ < dates.start(number + 1, unit)
    assert dates.number(dates.start(number, unit), unit) == number


@law
@given(tenants(), DATES)
def test_quarters_and_years_consist_of_whole_months(tenant: TenantSettings, date_: date) -> None:
    dates = dates_of(tenant)

    for unit in (QUARTER, YEAR):
        start = dates.unit_start(date_, unit)
        assert dates.unit_start(start, MONTH) == start


@law
@given(tenants(retail=True), DATES)
def test_retail_months_consist_of_whole_weeks(tenant: TenantSettings, date_: date) -> None:
    dates = dates_of(tenant)

    start = dates.unit_start(date_, MONTH)

    assert dates.unit_start(start, WEEK) == start
    assert (dates.unit_start(date_, MONTH, later=1) - start).days // 7 in {4, 5, 6}


@law
@given(tenants(retail=True), DATES)
def test_a_retail_year_begins_within_three_days_of_its_month(tenant: TenantSettings, date_: date) -> None:
    start = dates_of(tenant).unit_start(date_, YEAR)

    firsts = [date(year, tenant.fiscal_year_start, 1) for year in range(start.year - 1, start.year + 2)]

    assert min(abs(start - first) for first in firsts) <= timedelta(days=3)
    assert start.isoweekday() == tenant.week_start.iso


@law
@given(st.data(), DATED_UNITS)
def test_every_unit_consists_of_whole_days(data: st.DataObject, unit: Granularity) -> None:
    tenant = data.draw(tenants())
    moment = data.draw(instants_of(tenant))
    calendar = BusinessCalendar(tenant)

    around, units = calendar.unit_around(moment, unit), calendar.current(moment, unit)

    assert moment in around
    assert around.bounds == (
        calendar.start_of(units.first),
        calendar.start_of(units.last + timedelta(days=1)),
    )


@law
@given(st.data(), DATED_UNITS, st.integers(1, 50))
def test_the_units_before_end_where_these_begin(data: st.DataObject, unit: Granularity, count: int) -> None:
    tenant = data.draw(tenants())
    calendar = BusinessCalendar(tenant)
    current = calendar.current(data.draw(instants_of(tenant)), unit)

    before = calendar.preceding(current, count)

    assert calendar.days(before.first, before.last).end == calendar.start_of(current.first)
    assert before.count == count


def test_units_know_their_first_and_last_day() -> None:
    dates = dates_of(TenantSettings())
    months = Units(dates, MONTH, dates.number(day("2026-01-31"), MONTH), count=2)

    assert (months.first, months.last) == (day("2026-01-01"), day("2026-02-28"))
    assert Units.days(dates, day("2026-02-27"), day("2026-03-02")).count == 4
