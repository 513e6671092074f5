from collections.abc import Sequence
from datetime import time, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.calendar.business_calendar import Bucket, BusinessCalendar
from olympus.domain.calendar.granularity import Granularity, granularity_for
from olympus.domain.calendar.interval import ALL_TIME, Interval, OpenInterval
from olympus.domain.errors import UnknownName
from olympus.domain.tenant import RetailPattern, TenantSettings, Weekday
from tests.domain.calendar.calendars import a_calendar, day, instant, instants_of, law, tenants

HOUR, DAY, WEEK, MONTH = Granularity.HOUR, Granularity.DAY, Granularity.WEEK, Granularity.MONTH
AN_HOUR = timedelta(hours=1)


def hours_of(zone: str, date: str) -> Sequence[Bucket]:
    calendar = a_calendar(zone)
    return list(calendar.buckets(calendar.days(day(date), day(date)), HOUR))


def between(start: str, end: str) -> Interval:
    return Interval(instant(start), instant(end))


@pytest.mark.parametrize(
    ("zone", "date", "count"),
    [
        ("Europe/Rome", "2026-03-18", 24),
        ("Europe/Rome", "2026-03-29", 23),
        ("Europe/Rome", "2026-10-25", 25),
        ("America/New_York", "2026-03-08", 23),
        ("America/Havana", "2026-03-08", 23),
        ("America/Havana", "2026-11-01", 25),
        ("Asia/Beirut", "2026-10-24", 25),
        ("Asia/Kathmandu", "2026-03-18", 24),
    ],
)
def test_a_day_has_as_many_hours_as_pass(zone: str, date: str, count: int) -> None:
    hours = hours_of(zone, date)

    assert len(hours) == count
    assert all(hour.unit.length == AN_HOUR and hour.is_whole for hour in hours)


def test_hours_begin_where_the_local_clock_shows_a_full_hour() -> None:
    first, second, *_ = hours_of("Asia/Kathmandu", "2026-03-18")

    assert first.unit == between("2026-03-17T18:15", "2026-03-17T19:15")
    assert second.unit.start == instant("2026-03-18T01:00+05:45")


def test_the_hour_that_is_shown_twice_is_two_hours() -> None:
    hours = hours_of("Europe/Rome", "2026-10-25")

    assert hours[2].unit == between("2026-10-25T02:00+02:00", "2026-10-25T03:00+02:00")
    assert hours[3].unit == between("2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00")


def test_where_clocks_move_by_half_an_hour_the_change_itself_is_a_boundary() -> None:
    autumn, spring = hours_of("Australia/Lord_Howe", "2026-04-05"), hours_of("Australia/Lord_Howe", "2026-10-04")

    assert autumn[1].unit == between("2026-04-05T01:00+11:00", "2026-04-05T02:00+11:00")
    assert autumn[2].unit == between("2026-04-05T01:30+10:30", "2026-04-05T02:00+10:30")
    assert spring[1].unit == between("2026-10-04T01:00+10:30", "2026-10-04T02:00+10:30")
    assert spring[2].unit == between("2026-10-04T02:30+11:00", "2026-10-04T03:00+11:00")


def test_clocks_put_back_a_minute_after_midnight_leave_a_minute_of_the_first_hour() -> None:
    first, second, third, *_ = hours_of("America/St_Johns", "2010-11-07")

    assert first.unit == between("2010-11-07T00:00-02:30", "2010-11-07T00:01-02:30")
    assert second.unit == between("2010-11-06T23:01-03:30", "2010-11-07T00:00-03:30")
    assert third.unit == between("2010-11-07T00:00-03:30", "2010-11-07T01:00-03:30")


def test_the_change_of_an_offset_by_a_quarter_of_an_hour_cuts_its_hour_short() -> None:
    """On 1 January 1986 Nepal went from half past to a quarter to, at midnight."""
    first, second, *_ = hours_of("Asia/Kathmandu", "1986-01-01")

    assert first.unit == between("1986-01-01T00:15+05:45", "1986-01-01T01:00+05:45")
    assert second.unit.length == AN_HOUR


def test_a_week_is_cut_into_its_days() -> None:
    calendar = a_calendar("Europe/Rome", time(4))
    week = calendar.days(day("2026-03-23"), day("2026-03-29"))

    days = list(calendar.buckets(week, DAY))

    assert [calendar.date_of(each.unit.bounds[0]).day for each in days] == [23, 24, 25, 26, 27, 28, 29]
    assert [each.unit.length // AN_HOUR for each in days] == [24, 24, 24, 24, 24, 23, 24]
    assert all(each.is_whole for each in days)


def test_the_first_and_the_last_bucket_stand_for_whole_units_and_count_their_part() -> None:
    calendar = a_calendar("UTC")

    first, middle, last = calendar.buckets(between("2026-01-15T12:00", "2026-03-18T10:00"), MONTH)

    assert first.unit == between("2026-01-01", "2026-02-01")
    assert first.part == between("2026-01-15T12:00", "2026-02-01")
    assert middle.is_whole
    assert last.unit == between("2026-03-01", "2026-04-01")
    assert last.part == between("2026-03-01", "2026-03-18T10:00")
    assert not first.is_whole
    assert not last.is_whole


def test_months_follow_the_retail_calendar_where_there_is_one() -> None:
    retailer = TenantSettings(
        week_start=Weekday.SUNDAY, fiscal_year_start=2, retail_calendar=RetailPattern.FOUR_FIVE_FOUR
    )
    calendar = BusinessCalendar(retailer)

    months = list(calendar.buckets(between("2023-01-29", "2024-02-04"), MONTH))

    assert [month.unit.length.days // 7 for month in months] == [4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 5]
    assert all(month.is_whole for month in months)


def test_the_date_that_samoa_skipped_has_no_bucket() -> None:
    apia = a_calendar("Pacific/Apia")

    days = list(apia.buckets(apia.days(day("2011-12-28"), day("2012-01-01")), DAY))

    assert [apia.date_of(each.unit.bounds[0]).day for each in days] == [28, 29, 31, 1]


def test_nothing_is_cut_into_nothing() -> None:
    moment = instant("2026-03-18T10:00")

    assert list(a_calendar().buckets(Interval(moment, moment), DAY)) == []


def test_all_time_cannot_be_cut() -> None:
    with pytest.raises(OpenInterval):
        next(a_calendar().buckets(ALL_TIME, DAY))


def test_buckets_are_made_as_they_are_asked_for() -> None:
    ages = between("0100-01-01", "9000-01-01")

    assert len(list(islice(a_calendar("Europe/Rome").buckets(ages, HOUR), 3))) == 3


@law
@given(st.data(), st.sampled_from(Granularity))
def test_buckets_make_up_their_interval(data: st.DataObject, granularity: Granularity) -> None:
    tenant = data.draw(tenants())
    calendar = BusinessCalendar(tenant)
    start = data.draw(instants_of(tenant))
    interval = Interval(start, start + data.draw(_LENGTHS) * (1 if granularity is HOUR else 10))

    buckets = list(calendar.buckets(interval, granularity))

    assert (buckets[0].part.start, buckets[-1].part.end) == interval.bounds
    assert all(earlier.part.end == later.part.start for earlier, later in pairwise(buckets))
    assert all(earlier.unit.end == later.unit.start for earlier, later in pairwise(buckets))
    assert all(bucket.is_whole for bucket in buckets[1:-1])


@law
@given(st.data())
def test_no_hour_is_longer_than_an_hour_and_each_shows_one_number(data: st.DataObject) -> None:
    tenant = data.draw(tenants())
    calendar = BusinessCalendar(tenant)
    moment = data.draw(instants_of(tenant))

    start, end = calendar.unit_around(moment, HOUR).bounds

    assert start <= moment < end <= start + AN_HOUR
    shown = {calendar.hour_of_day(each) for each in (start, moment, end - timedelta(microseconds=1))}
    assert len(shown) == 1


@pytest.mark.parametrize(
    ("length", "granularity"),
    [
        (timedelta(minutes=90), "hour"),
        (timedelta(hours=25), "hour"),
        (timedelta(days=7), "day"),
        (timedelta(days=92), "day"),
        (timedelta(weeks=14), "day"),
        (timedelta(days=366), "month"),
        (timedelta(days=30 * 366), "year"),
    ],
)
def test_a_chart_has_neither_two_points_nor_a_thousand(length: timedelta, granularity: str) -> None:
    assert granularity_for(length) == granularity


def test_an_unknown_granularity_is_answered_with_the_six_there_are() -> None:
    with pytest.raises(UnknownName, match="Did you mean month") as refusal:
        Granularity("months")

    assert refusal.value.field == "granularity"


_LENGTHS = st.timedeltas(timedelta(microseconds=1), timedelta(days=20))
