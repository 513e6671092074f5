"""Which cohorts are meant, and what cannot be."""

from datetime import UTC, datetime

import pytest

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.customers.cohort_grid import CohortGrid, cohort_grid
from olympus.domain.customers.cohort_request import CohortRequest, cohort_units
from olympus.domain.errors import OlympusError
from olympus.domain.tenant import RetailPattern, TenantSettings, Weekday
from tests.factories import NOON


def grid(request: CohortRequest, settings: TenantSettings | None = None) -> CohortGrid:
    calendar = BusinessCalendar(settings or TenantSettings())
    return cohort_grid(cohort_units(request, calendar, NOON), calendar, NOON)


def test_without_a_start_there_are_as_many_cohorts_as_periods() -> None:
    asked = grid(CohortRequest(periods=3))

    assert asked.names == ("2026-01", "2026-02", "2026-03")
    assert (asked.cohorts, list(asked.periods_of(1))) == (3, [1, 2])
    assert [asked.is_running(index) for index in range(3)] == [False, False, True]


def test_cohorts_are_followed_beyond_the_end_in_which_they_join() -> None:
    asked = grid(CohortRequest("week", 3, "2026-01-07", "2026-01-12"))

    assert asked.names == ("2026-W02", "2026-W03", "2026-W04", "2026-W05")
    assert (asked.cohorts, list(asked.periods_of(1))) == (2, [1, 2, 3])


def test_what_is_read_covers_all_time_until_now_once() -> None:
    read = grid(CohortRequest(periods=2)).read()

    assert [each.label for each in read.active] == [-1, 0, 1]
    assert read.active[0].interval.start is None
    assert [each.interval.start for each in read.active[1:]] == [each.interval.end for each in read.active[:-1]]
    assert read.active[-1].interval.end == NOON
    earlier = grid(CohortRequest("month", 1, "2026-01-07", "2026-01-12")).read()
    assert [each.label for each in earlier.active] == [-1, 0, 1]
    assert earlier.active[-1].interval.end == NOON


def test_units_are_those_of_the_tenants_calendar_and_named_by_their_first_day_where_they_are_not_isos() -> None:
    sundays = TenantSettings(week_start=Weekday.SUNDAY, time_zone="Europe/Rome")
    retail = TenantSettings(retail_calendar=RetailPattern.FOUR_FIVE_FOUR, week_start=Weekday.SUNDAY)

    assert grid(CohortRequest("week", 1), sundays).names == ("2026-03-15",)
    assert grid(CohortRequest("week", 1), sundays).starts[0] == datetime(2026, 3, 14, 23, tzinfo=UTC)
    assert grid(CohortRequest("day", 2)).names == ("2026-03-17", "2026-03-18")
    assert grid(CohortRequest("month", 1), retail).names == ("2026-03-08",)


def test_a_start_in_the_future_has_no_cohorts() -> None:
    asked = grid(CohortRequest(start_date="2026-05-01"))

    assert (asked.cohorts, asked.names) == (0, ())
    assert [each.interval.end for each in asked.read().active] == [NOON]


@pytest.mark.parametrize(
    ("request_", "field", "said"),
    [
        (CohortRequest("mnth"), "granularity", "Did you mean month?"),
        (CohortRequest("year"), "granularity", "There are: day, week, month."),
        (CohortRequest(periods=0), "periods", "1 to 60"),
        (CohortRequest(periods=61), "periods", "1 to 60"),
        (CohortRequest(start_date="2026-03-02", end_date="2026-03-01"), "end_date", "before the start"),
        (CohortRequest(start_date="2026-02-30"), "start_date", "not a date"),
        (CohortRequest(end_date="soon"), "end_date", "not a date"),
        (CohortRequest(start_date="0001-01-01"), "start_date", "The calendar covers"),
        (CohortRequest("day", start_date="2020-01-01"), "start_date", "at most 400"),
    ],
)
def test_what_cannot_be_asked_is_told_with_its_field(request_: CohortRequest, field: str, said: str) -> None:
    with pytest.raises(OlympusError) as refused:
        grid(request_)

    assert refused.value.field == field
    assert said in str(refused.value)
