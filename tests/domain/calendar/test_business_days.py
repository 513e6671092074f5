from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.reach import BeyondCalendar
from tests.domain.calendar.calendars import a_calendar, day, instant, instants_of, law, tenants

EUROPE = sorted(zone for zone in available_timezones() if zone.startswith("Europe/"))


@pytest.mark.parametrize(
    ("zone", "date", "begins", "hours"),
    [
        ("Europe/Rome", "2026-03-18", "2026-03-18T00:00+01:00", 24),
        ("Europe/Rome", "2026-03-29", "2026-03-29T00:00+01:00", 23),
        ("Europe/Rome", "2026-10-25", "2026-10-25T00:00+02:00", 25),
        ("America/New_York", "2026-03-08", "2026-03-08T00:00-05:00", 23),
        ("America/New_York", "2026-11-01", "2026-11-01T00:00-04:00", 25),
        ("Asia/Kathmandu", "2026-03-18", "2026-03-18T00:00+05:45", 24),
        ("Australia/Lord_Howe", "2026-04-05", "2026-04-05T00:00+11:00", 24.5),
        ("Australia/Lord_Howe", "2026-10-04", "2026-10-04T00:00+10:30", 23.5),
        ("Antarctica/Troll", "2026-03-29", "2026-03-29T00:00+00:00", 22),
    ],
)
def test_a_day_begins_at_local_midnight_however_long_it_is(
    zone: str, date: str, begins: str, hours: float
) -> None:
    whole_day = a_calendar(zone).days(day(date), day(date))

    assert whole_day.start == instant(begins)
    assert whole_day.length == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("zone", "date", "begins"),
    [
        ("America/Havana", "2026-03-08", "2026-03-08T01:00-04:00"),
        ("Asia/Beirut", "2026-03-29", "2026-03-29T01:00+03:00"),
        ("Africa/Cairo", "2026-04-24", "2026-04-24T01:00+03:00"),
        ("America/St_Johns", "2010-03-14", "2010-03-14T00:00-03:30"),
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00-02:00"),
    ],
)
def test_a_midnight_that_does_not_exist_gives_way_to_the_first_instant_after_the_gap(
    zone: str, date: str, begins: str
) -> None:
    assert a_calendar(zone).start_of(day(date)) == instant(begins)


def test_a_midnight_that_comes_twice_begins_the_day_the_first_time() -> None:
    havana = a_calendar("America/Havana")

    assert havana.start_of(day("2026-11-01")) == instant("2026-11-01T00:00-04:00")
    assert havana.days(day("2026-11-01"), day("2026-11-01")).length == timedelta(hours=25)


def test_a_clock_put_back_over_midnight_does_not_bring_yesterday_back() -> None:
    """In 2010 Newfoundland put its clocks back at one minute past midnight, to 23:01 of the day before."""
    newfoundland = a_calendar("America/St_Johns")

    assert newfoundland.date_of(instant("2010-11-06T23:59-02:30")) == day("2010-11-06")
    assert newfoundland.date_of(instant("2010-11-07T00:00-02:30")) == day("2010-11-07")
    assert newfoundland.date_of(instant("2010-11-06T23:30-03:30")) == day("2010-11-07")


def test_a_business_day_that_starts_in_the_gap_starts_after_it() -> None:
    rome = a_calendar("Europe/Rome", time(2, 30))

    assert rome.start_of(day("2026-03-28")) == instant("2026-03-28T02:30+01:00")
    assert rome.start_of(day("2026-03-29")) == instant("2026-03-29T03:00+02:00")
    assert rome.start_of(day("2026-03-30")) == instant("2026-03-30T02:30+02:00")


def test_a_business_day_whose_start_comes_twice_starts_the_first_time() -> None:
    rome = a_calendar("Europe/Rome", time(2, 30))

    assert rome.start_of(day("2026-10-25")) == instant("2026-10-25T02:30+02:00")
    assert rome.date_of(instant("2026-10-25T02:29+02:00")) == day("2026-10-24")
    assert rome.date_of(instant("2026-10-25T02:10+01:00")) == day("2026-10-25")


def test_a_wall_time_that_comes_twice_is_the_first_one_whichever_python_thinks_of() -> None:
    rome = a_calendar("Europe/Rome")
    shown = rome.wall_time(instant("2026-10-25T02:20+01:00"))

    assert rome.instant_at(shown) == instant("2026-10-25T02:20+02:00")


def test_the_night_belongs_to_the_evening_before() -> None:
    trattoria = a_calendar("Europe/Rome", time(4))
    saturday_at_one = instant("2026-03-21T01:00+01:00")

    assert trattoria.date_of(saturday_at_one) == day("2026-03-20")
    assert trattoria.day_of_week(saturday_at_one) == 5
    assert trattoria.hour_of_day(saturday_at_one) == 1
    assert trattoria.day_of_week(instant("2026-03-21T04:00+01:00")) == 6


def test_the_hour_of_day_is_what_the_wall_shows_where_offsets_are_not_whole_hours() -> None:
    kathmandu = a_calendar("Asia/Kathmandu")

    assert kathmandu.hour_of_day(instant("2026-03-18T18:14:59")) == 23
    assert kathmandu.hour_of_day(instant("2026-03-18T18:15:00")) == 0


def test_instants_may_come_with_any_offset() -> None:
    rome = a_calendar("Europe/Rome")
    at_half_past_midnight = datetime(2026, 3, 18, 0, 30, tzinfo=ZoneInfo("Europe/Rome"))

    assert rome.date_of(at_half_past_midnight) == rome.date_of(at_half_past_midnight.astimezone(UTC))
    assert rome.date_of(at_half_past_midnight) == day("2026-03-18")


def test_the_date_that_samoa_skipped_is_an_empty_day() -> None:
    apia = a_calendar("Pacific/Apia")

    assert apia.days(day("2011-12-29"), day("2011-12-29")).length == timedelta(hours=24)
    assert apia.days(day("2011-12-30"), day("2011-12-30")).is_empty
    assert apia.start_of(day("2011-12-31")) == instant("2011-12-31T00:00+14:00")
    assert apia.date_of(instant("2011-12-30T09:59")) == day("2011-12-29")
    assert apia.date_of(instant("2011-12-30T10:00")) == day("2011-12-31")


@pytest.mark.parametrize("moment", ["0001-01-01", "0002-01-01", "9999-01-02", "9999-12-31T23:59:59.999999"])
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12"])
def test_the_ends_of_time_are_beyond_the_calendar_rather_than_overflows(zone: str, moment: str) -> None:
    calendar = a_calendar(zone, time(12))

    with pytest.raises(BeyondCalendar):
        calendar.date_of(instant(moment))


@pytest.mark.parametrize("end_of_time", [date.min, date.max])
@pytest.mark.parametrize("calendar", [a_calendar("Pacific/Kiritimati"), a_calendar("Etc/GMT+12", time(12))])
def test_the_first_and_the_last_date_do_not_overflow_either(calendar: BusinessCalendar, end_of_time: date) -> None:
    with suppress(BeyondCalendar):
        calendar.start_of(end_of_time)
    with pytest.raises(BeyondCalendar):
        calendar.days(end_of_time, end_of_time)


@law
@given(st.data())
def test_days_tile_time_without_gap_or_overlap(data: st.DataObject) -> None:
    tenant = data.draw(tenants())
    moment = data.draw(instants_of(tenant))
    calendar = BusinessCalendar(tenant)

    today = calendar.date_of(moment)

    assert moment in calendar.days(today, today)
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    assert calendar.days(yesterday, yesterday).end == calendar.start_of(today)
    assert calendar.days(today, today).end == calendar.start_of(tomorrow)


@law
@given(st.data())
def test_a_day_begins_at_the_first_instant_that_shows_its_start_or_later(data: st.DataObject) -> None:
    tenant = data.draw(tenants())
    calendar = BusinessCalendar(tenant)
    today = calendar.date_of(data.draw(instants_of(tenant)))
    written = datetime.combine(today, tenant.day_start)

    begins = calendar.start_of(today)

    assert calendar.wall_time(begins) >= written
    for ago in (timedelta(microseconds=1), timedelta(minutes=1), data.draw(_AGO)):
        assert calendar.wall_time(begins - ago) < written


@law
@given(st.data())
def test_time_never_goes_back_to_an_earlier_date(data: st.DataObject) -> None:
    tenant = data.draw(tenants())
    calendar = BusinessCalendar(tenant)
    earlier, later = sorted((data.draw(instants_of(tenant)), data.draw(instants_of(tenant))))

    assert calendar.date_of(earlier) <= calendar.date_of(later)


@law
@given(
    st.sampled_from(EUROPE),
    st.sampled_from([time(0), time(2, 30), time(4)]),
    st.dates(date(1980, 1, 1), date(2100, 1, 1)),
)
def test_a_day_in_europe_has_22_to_26_hours(zone: str, day_start: time, today: date) -> None:
    assert 22 <= a_calendar(zone, day_start).days(today, today).length / timedelta(hours=1) <= 26


_AGO = st.timedeltas(timedelta(microseconds=1), timedelta(days=3))
