"""What phrases mean, said on Wednesday 18 March 2026 at ten."""

from datetime import UTC, datetime, time

import pytest

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import ALL_TIME
from olympus.domain.tenant import RetailPattern, TenantSettings, Weekday
from olympus.domain.time_expressions.reading import TimeUnread
from tests.domain.time_expressions.speaking import GRAMMAR, NOW, interval, read


@pytest.mark.parametrize(
    ("phrase", "preset"),
    [
        ("today", "today"),
        ("yesterday", "yesterday"),
        ("current quarter", "this_quarter"),
        ("the month", "this_month"),
        ("past week", "last_week"),
        ("previous calendar month", "last_month"),
        ("previous 3 complete months", "last_3_months"),
        ("past fortnight", "last_2_weeks"),
        ("rolling 30 days", "last_30_days"),
        ("trailing twelve months", "last_12_months"),
        ("TTM", "last_12_months"),
        ("two dozen past days", "last_24_days"),
        ("last 90 minutes", "last_90_minutes"),
        ("so far this year", "year_to_date"),
        ("MTD", "month_to_date"),
        ("week to date", "week_to_date"),
        ("all time", "all_time"),
        ("May 2025", "2025-05"),
        ("Q1-2016", "2016-Q1"),
        ("2016", "2016"),
        ("03/17/2026", "2026-03-17"),
        ("1 to 15 March", "2026-03-01/2026-03-15"),
    ],
)
def test_what_the_catalogue_has_a_name_for_goes_by_that_name(phrase: str, preset: str) -> None:
    assert read(phrase).preset == preset


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        # days
        ("the day before yesterday", "2026-03-16/2026-03-17"),
        ("3 weeks ago", "2026-02-25/2026-02-26"),
        ("last Friday", "2026-03-13/2026-03-14"),
        ("Wednesday", "2026-03-11/2026-03-12"),
        ("Fri 13th", "2026-03-13/2026-03-14"),
        ("2 Thursdays ago", "2026-03-05/2026-03-06"),
        ("the 27th", "2026-02-27/2026-02-28"),
        ("20th of the previous month", "2026-02-20/2026-02-21"),
        ("29 Feb", "2024-02-29/2024-03-01"),
        ("September the twenty-first nineteen seventy eight", "1978-09-21/1978-09-22"),
        ("23.5.2025", "2025-05-23/2025-05-24"),
        ("20200701", "2020-07-01/2020-07-02"),
        ("the week before last", "2026-03-02/2026-03-09"),
        ("two Sundays from now", "2026-03-29/2026-03-30"),
        ("Monday 3 weeks ago", "2026-02-23/2026-02-24"),
        ("Thanksgiving 1 year ago", "2025-11-27/2025-11-28"),
        ("third Tuesday after Christmas 2014", "2015-01-13/2015-01-14"),
        ("2 years, 1 month and 21 days ago", "2024-01-28/2024-01-29"),
        ("half a year ago", "2025-09-18/2025-09-19"),
        ("two and a half years ago", "2023-09-18/2023-09-19"),
        ("5 minutes ago", "2026-03-18T09:00/2026-03-18T10:00"),
        ("this weekend", "2026-03-21/2026-03-23"),
        ("last weekend", "2026-03-14/2026-03-16"),
        ("second weekend of May 2025", "2025-05-10/2025-05-12"),
        ("last week on Monday", "2026-03-09/2026-03-10"),
        # months and longer
        ("last decade", "2010-01-01/2020-01-01"),
        ("21st century", "2000-01-01/2100-01-01"),
        ("nineteen seventies", "1970-01-01/1980-01-01"),
        ("last year and a half", "2024-09-01/2026-03-01"),
        ("last 3 months and 2 weeks", "2025-12-04/2026-03-18"),
        ("rest of this month", "2026-03-18/2026-04-01"),
        ("earlier this month", "2026-03-01/2026-03-18"),
        ("the whole year", "2026-01-01/2027-01-01"),
        ("this season", "2025-12-21/2026-03-20"),
        ("last season", "2025-09-23/2025-12-21"),
        ("last summer", "2025-06-21/2025-09-23"),
        ("CY18", "2018-01-01/2019-01-01"),
        ("October", "2025-10-01/2025-11-01"),
        ("March", "2026-03-01/2026-04-01"),
        ("Mar '25", "2025-03-01/2025-04-01"),
        ("H2 2016", "2016-07-01/2017-01-01"),
        ("18Q4", "2018-10-01/2019-01-01"),
        ("the nineties", "1990-01-01/2000-01-01"),
        ("this month last year", "2025-03-01/2025-04-01"),
        # parts
        ("first ten days of last year", "2025-01-01/2025-01-11"),
        ("third week of May", "2025-05-12/2025-05-19"),
        ("the 2nd last week of October 2018", "2018-10-15/2018-10-22"),
        ("last Sunday of March 2014", "2014-03-30/2014-03-31"),
        ("second half of last year", "2025-07-01/2026-01-01"),
        ("end of last month", "2026-02-21/2026-03-01"),
        ("first half of last month", "2026-02-01/2026-02-16"),
        ("first half of last week", "2026-03-09/2026-03-13"),
        ("beginning of last quarter", "2025-10-01/2025-11-01"),
        ("early 1990s", "1990-01-01/1994-01-01"),
        ("EOM", "2026-03-21/2026-04-01"),
        ("last month's first week", "2026-02-02/2026-02-09"),
        ("week 3 of October", "2025-10-13/2025-10-20"),
        ("week 10 of 2020", "2020-03-02/2020-03-09"),
        ("last 3 days of May", "2025-05-29/2025-06-01"),
        # ranges
        ("November 19-20, 2015", "2015-11-19/2015-11-21"),
        ("from 4 to January 22, 1995", "1995-01-04/1995-01-23"),
        ("between 4 and 12 this month", "2026-03-04/2026-03-13"),
        ("the 3rd to the 9th", "2026-03-03/2026-03-10"),
        ("yesterday 5pm to today 9am", "2026-03-17T17:00/2026-03-18T09:00"),
        ("since 2014 until 2016", "2014-01-01/2017-01-01"),
        ("between 3 and 9 May", "2025-05-03/2025-05-10"),
        ("from March to last month", "2025-03-01/2026-03-01"),
        ("Nov-Feb 5th, 2017", "2016-11-01/2017-02-06"),
        ("2 weeks starting May 20th", "2025-05-20/2025-06-03"),
        ("w/c Feb 4", "2026-02-04/2026-02-11"),
        ("week of Feb 4", "2026-02-02/2026-02-09"),
        ("week ending 8 March", "2026-03-02/2026-03-09"),
        ("from 2 January for 10 days", "2026-01-02/2026-01-12"),
        # open
        ("since April", "2025-04-01/"),
        ("until yesterday", "/2026-03-17"),
        ("before early September", "/2025-09-01"),
        ("after February 2018", "2018-03-01/"),
        ("2016 and later", "2016-01-01/"),
        ("on or before 2026-03-01", "/2026-03-02"),
        ("since the end of January", "2026-02-01/"),
        ("from 2014 onwards", "2014-01-01/"),
        ("less than 2 days ago", "2026-03-16/2026-03-18T10:00"),
        ("more than 3 weeks ago", "/2026-02-25"),
        ("by the end of last month", "/2026-03-01"),
        # hours
        ("between 9 and 17 on 15 March", "2026-03-15T09:00/2026-03-15T17:00"),
        ("from 3-8pm yesterday afternoon", "2026-03-17T15:00/2026-03-17T20:00"),
        ("yesterday before noon", "2026-03-17/2026-03-17T12:00"),
        ("2 March 10pm to 3 March 2am", "2026-03-02T22:00/2026-03-03T02:00"),
        ("last night", "2026-03-17T20:00/2026-03-18"),
        ("late morning on Tuesday", "2026-03-17T10:00/2026-03-17T12:00"),
    ],
)
def test_a_phrase_means_an_interval(phrase: str, expected: str) -> None:
    assert interval(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "unit"),
    [("last 3 months", "month"), ("9 May", "day"), ("since 2014", "year"), ("past 20 minutes", "hour")],
)
def test_a_reading_tells_in_which_unit_the_phrase_speaks(phrase: str, unit: str) -> None:
    assert read(phrase).granularity is Granularity(unit)


def test_the_latest_that_has_begun_is_meant_and_that_is_said() -> None:
    reading = read("May")

    assert reading.assumptions == ('read "may" as May 2025, the latest one that has begun',)
    assert not reading.is_future


def test_month_comes_before_day_unless_that_is_impossible_and_that_is_said() -> None:
    assert read("3/7/2017").assumptions == ('read "3/7/2017" as 2017-03-07, with the month before the day',)
    assert read("23/7/2017").assumptions == ()


@pytest.mark.parametrize(
    ("phrase", "assumption"),
    [
        ("two months ago", "2026-01-18, that very day and not the whole month"),
        ("last 3 months", "2025-12-01 to 2026-02-28, complete months before the running one"),
        ("this evening", "16:00 to 20:00"),
        ("late May 2025", "2025-05-21 to 2025-05-31"),
        ("after 3 May 2025", "beginning with that day"),
        ("before 2025", "ending where that begins"),
        (
            "first week of June 2025",
            "2025-06-02 to 2025-06-08, since a week belongs to where most of its days lie",
        ),
    ],
)
def test_where_there_are_other_fair_readings_the_one_taken_is_said(phrase: str, assumption: str) -> None:
    assert read(phrase).assumptions == (f'read "{phrase.lower()}" as {assumption}',)


def test_what_has_not_begun_is_future() -> None:
    assert read("next week").is_future
    assert not read("this week").is_future


def test_all_time_is_open_on_both_sides() -> None:
    assert read("all time").interval == ALL_TIME


def test_words_around_the_phrase_do_not_matter() -> None:
    assert interval("so how was it in the third week of May, roughly?") == "2025-05-12/2025-05-19"


@pytest.mark.parametrize(
    "text", ["", "hello", "now", "weekends", "on Mondays", "per day", "by hour", "'; DROP TABLE orders; --"]
)
def test_what_is_no_time_is_unread(text: str) -> None:
    assert GRAMMAR.read(text, NOW) == TimeUnread(
        "There is no time in this that I understand." if text else "There is nothing to read."
    )


@pytest.mark.parametrize(
    "text", ["last 999999999 years", "9999999999999999999999 weeks ago", f"last {'9' * 5000} days"]
)
def test_what_lies_beyond_the_calendar_is_unread_and_says_so(text: str) -> None:
    assert GRAMMAR.read(text, NOW) == TimeUnread("This reaches beyond the years 2 to 9998.")


def test_weeks_begin_where_the_tenant_begins_them() -> None:
    assert interval("last week", TenantSettings(week_start=Weekday.SUNDAY)) == "2026-03-08/2026-03-15"


def test_a_business_day_begins_where_the_tenant_begins_it_and_clock_times_do_not_move() -> None:
    late = TenantSettings(day_start=time(4))
    after_midnight = datetime(2026, 3, 18, 2, tzinfo=UTC)

    assert interval("today", late, after_midnight) == "2026-03-17T04:00/2026-03-18T04:00"
    assert interval("16 March 6pm to 8pm", late) == "2026-03-16T18:00/2026-03-16T20:00"


def test_intervals_follow_the_local_clock() -> None:
    rome = TenantSettings(time_zone="Europe/Rome")

    assert read("29 March 2026", rome).interval.length.total_seconds() == 23 * 3600


def test_fiscal_years_are_named_for_the_year_in_which_they_end() -> None:
    from_july = TenantSettings(fiscal_year_start=7)

    assert interval("FY25", from_july) == "2024-07-01/2025-07-01"
    assert interval("first quarter of FY25", from_july) == "2024-07-01/2024-10-01"
    assert interval("last quarter", from_july) == "2025-10-01/2026-01-01"
    assert interval("Q1 2025", from_july) == "2025-01-01/2025-04-01"


def test_a_retail_tenant_has_retail_months() -> None:
    retail = TenantSettings(
        week_start=Weekday.SUNDAY, fiscal_year_start=2, retail_calendar=RetailPattern.FOUR_FIVE_FOUR
    )

    assert interval("last month", retail) == "2026-02-01/2026-03-01"
    assert interval("first 2 weeks of last month", retail) == "2026-02-01/2026-02-15"
