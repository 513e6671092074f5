from contextlib import suppress
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.interval import ALL_TIME
from olympus.domain.calendar.timeframe import Timeframe, resolve_timeframe
from olympus.domain.calendar.timeframe_errors import (
    BoundsWithoutCustom,
    CountOutOfRange,
    CustomWithoutBounds,
    DateLeftOut,
    EndBeforeStart,
    ImpossibleDate,
    InvalidTimeframe,
    TimeframeOutOfReach,
    UnknownTimeframe,
    UnreadableBound,
)
from olympus.domain.calendar.timeframe_names import ALIASES, TIMEFRAMES
from olympus.domain.tenant import RetailPattern, TenantSettings, Weekday
from tests.domain.calendar.calendars import instant, instants_of, law, tenants

ROME = TenantSettings(time_zone="Europe/Rome")
WEDNESDAY_NOON = instant("2026-03-18T12:00+01:00")

NAMES = st.sampled_from(
    [name.replace("N", "3") for name in TIMEFRAMES if name.islower() or "_N_" in name if name != "custom"]
    + sorted(ALIASES)
)


def resolve(
    text: str | None,
    settings: TenantSettings = ROME,
    *,
    now: datetime = WEDNESDAY_NOON,
    start: str | None = None,
    end: str | None = None,
) -> Timeframe:
    return resolve_timeframe(text, now=now, settings=settings, start=start, end=end)


def local(timeframe: Timeframe, settings: TenantSettings = ROME) -> tuple[str, str]:
    """The bounds as the tenant's clock shows them, midnight as a bare date."""
    shown = [bound.astimezone(settings.zone).replace(tzinfo=None) for bound in timeframe.interval.bounds]
    start, end = [each.isoformat(timespec="minutes").removesuffix("T00:00") for each in shown]
    return start, end


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("today", "2026-03-18", "2026-03-19"),
        ("yesterday", "2026-03-17", "2026-03-18"),
        ("this_week", "2026-03-16", "2026-03-23"),
        ("last_week", "2026-03-09", "2026-03-16"),
        ("this_month", "2026-03-01", "2026-04-01"),
        ("last_month", "2026-02-01", "2026-03-01"),
        ("this_quarter", "2026-01-01", "2026-04-01"),
        ("last_quarter", "2025-10-01", "2026-01-01"),
        ("this_year", "2026-01-01", "2027-01-01"),
        ("last_year", "2025-01-01", "2026-01-01"),
        ("week_to_date", "2026-03-16", "2026-03-18T12:00"),
        ("month_to_date", "2026-03-01", "2026-03-18T12:00"),
        ("quarter_to_date", "2026-01-01", "2026-03-18T12:00"),
        ("year_to_date", "2026-01-01", "2026-03-18T12:00"),
        ("last_1_day", "2026-03-17", "2026-03-18"),
        ("last_7_days", "2026-03-11", "2026-03-18"),
        ("last_4_weeks", "2026-02-16", "2026-03-16"),
        ("last_3_months", "2025-12-01", "2026-03-01"),
        ("last_2_quarters", "2025-07-01", "2026-01-01"),
        ("last_5_years", "2021-01-01", "2026-01-01"),
        ("last_24_hours", "2026-03-17T12:00", "2026-03-18T12:00"),
        ("last_90_minutes", "2026-03-18T10:30", "2026-03-18T12:00"),
        ("2026-03-17", "2026-03-17", "2026-03-18"),
        ("2026-W12", "2026-03-16", "2026-03-23"),
        ("2026-W53", "2026-12-28", "2027-01-04"),
        ("2026-03", "2026-03-01", "2026-04-01"),
        ("2026-Q1", "2026-01-01", "2026-04-01"),
        ("2026-Q4", "2026-10-01", "2027-01-01"),
        ("2026", "2026-01-01", "2027-01-01"),
        ("2024-02-29", "2024-02-29", "2024-03-01"),
        ("2026-03-01/2026-03-15", "2026-03-01", "2026-03-16"),
    ],
)
def test_every_name_resolves_at_noon_of_18_march_2026_in_rome(name: str, start: str, end: str) -> None:
    timeframe = resolve(name)

    assert timeframe.name == name
    assert local(timeframe) == (start, end)


def test_all_time_is_everything() -> None:
    assert resolve("all_time").interval == ALL_TIME


@pytest.mark.parametrize(("alias", "name"), ALIASES.items())
def test_an_alias_is_another_word_for_the_same(alias: str, name: str) -> None:
    assert resolve(alias) == resolve(name)
    assert resolve(alias).name == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("This Week", "this_week"),
        ("this-week", "this_week"),
        ("  LAST_7_DAYS ", "last_7_days"),
        ("last 7 days", "last_7_days"),
        ("last_007_days", "last_7_days"),
        ("last_1_days", "last_1_day"),
        ("last_2_week", "last_2_weeks"),
        ("YTD", "year_to_date"),
        ("2026-w12", "2026-W12"),
        ("2026-q1", "2026-Q1"),
    ],
)
def test_names_are_read_generously_and_given_back_in_one_spelling(written: str, name: str) -> None:
    assert resolve(written).name == name


def test_weeks_begin_on_the_tenants_first_weekday_but_iso_weeks_on_monday() -> None:
    settings = TenantSettings(time_zone="Europe/Rome", week_start=Weekday.SUNDAY)

    assert local(resolve("this_week", settings)) == ("2026-03-15", "2026-03-22")
    assert local(resolve("last_2_weeks", settings)) == ("2026-03-01", "2026-03-15")
    assert local(resolve("2026-W12", settings)) == ("2026-03-16", "2026-03-23")


def test_quarters_and_years_follow_the_fiscal_year_but_iso_forms_do_not() -> None:
    settings = TenantSettings(time_zone="Europe/Rome", fiscal_year_start=7)

    assert local(resolve("this_year", settings)) == ("2025-07-01", "2026-07-01")
    assert local(resolve("last_quarter", settings)) == ("2025-10-01", "2026-01-01")
    assert local(resolve("2026", settings)) == ("2026-01-01", "2027-01-01")
    assert local(resolve("2026-Q2", settings)) == ("2026-04-01", "2026-07-01")


def test_months_quarters_and_years_follow_the_retail_calendar_but_iso_forms_do_not() -> None:
    settings = TenantSettings(
        time_zone="America/New_York",
        week_start=Weekday.SUNDAY,
        fiscal_year_start=2,
        retail_calendar=RetailPattern.FOUR_FIVE_FOUR,
    )
    now = instant("2024-01-31T12:00")

    assert local(resolve("this_month", settings, now=now), settings) == ("2023-12-31", "2024-02-04")
    assert local(resolve("this_quarter", settings, now=now), settings) == ("2023-10-29", "2024-02-04")
    assert local(resolve("this_year", settings, now=now), settings) == ("2023-01-29", "2024-02-04")
    assert local(resolve("last_2_months", settings, now=now), settings) == ("2023-10-29", "2023-12-31")
    assert local(resolve("2024-01", settings, now=now), settings) == ("2024-01-01", "2024-02-01")


def test_everything_of_whole_days_begins_at_the_start_of_the_business_day() -> None:
    trattoria = TenantSettings(time_zone="Europe/Rome", day_start=time(4))
    one_at_night = instant("2026-03-18T01:00+01:00")

    assert local(resolve("today", trattoria, now=one_at_night)) == ("2026-03-17T04:00", "2026-03-18T04:00")
    assert local(resolve("2026-03", trattoria)) == ("2026-03-01T04:00", "2026-04-01T04:00")
    assert local(resolve("2026-03-01/2026-03-15", trattoria)) == ("2026-03-01T04:00", "2026-03-16T04:00")
    assert local(resolve("mtd", trattoria)) == ("2026-03-01T04:00", "2026-03-18T12:00")


@pytest.mark.parametrize(
    ("start", "end", "bounds"),
    [
        ("2026-03-01", "2026-03-15", ("2026-03-01", "2026-03-16")),
        ("2026-03-01", "2026-03-01", ("2026-03-01", "2026-03-02")),
        ("2026-03-01T10:00:00Z", "2026-03-01T12:00:00Z", ("2026-03-01T11:00", "2026-03-01T13:00")),
        ("2026-03-01T10:00:00+01:00", "2026-03-01T12:00Z", ("2026-03-01T10:00", "2026-03-01T13:00")),
        ("2026-03-01T10:00", "2026-03-01 12:30:00", ("2026-03-01T10:00", "2026-03-01T12:30")),
        ("2026-03-01t10:00:00z", "2026-03-02t10:00:00.000z", ("2026-03-01T11:00", "2026-03-02T11:00")),
        ("2026-03-01", "2026-03-02T18:00", ("2026-03-01", "2026-03-02T18:00")),
        ("2026-03-01T18:00", "2026-03-02", ("2026-03-01T18:00", "2026-03-03")),
        ("2026-03-29T02:30", "2026-03-29T12:00", ("2026-03-29T03:00", "2026-03-29T12:00")),
    ],
)
def test_custom_bounds_are_whole_dates_or_half_open_date_times(
    start: str, end: str, bounds: tuple[str, str]
) -> None:
    timeframe = resolve("custom", start=start, end=end)

    assert timeframe.name == "custom"
    assert local(timeframe) == bounds


def test_a_local_time_that_comes_twice_is_its_first_occurrence() -> None:
    twice = resolve("custom", start="2026-10-25T02:30", end="2026-10-25T03:00")

    assert twice.interval.length == timedelta(minutes=90)


def test_bounds_alone_are_a_custom_timeframe() -> None:
    assert resolve(None, start="2026-03-01", end="2026-03-15") == resolve(
        "custom", start="2026-03-01", end="2026-03-15"
    )
    assert resolve("", start="2026-03-01", end="2026-03-15").name == "custom"


def test_two_date_times_may_be_joined_by_a_slash_as_well() -> None:
    assert local(resolve("2026-03-01T10:00/2026-03-01T12:00")) == ("2026-03-01T10:00", "2026-03-01T12:00")


def test_today_is_a_day_of_23_hours_when_clocks_go_forward() -> None:
    assert resolve("2026-03-29").interval.length == timedelta(hours=23)
    assert resolve("2026-10-25").interval.length == timedelta(hours=25)
    assert resolve("last_24_hours", now=instant("2026-03-29T12:00")).interval.length == timedelta(hours=24)


def test_yesterday_was_two_dates_ago_where_samoa_skipped_one() -> None:
    samoa = TenantSettings(time_zone="Pacific/Apia")
    new_years_eve = instant("2011-12-31T12:00+14:00")

    assert local(resolve("yesterday", samoa, now=new_years_eve), samoa) == ("2011-12-29", "2011-12-31")
    assert resolve("yesterday", samoa, now=new_years_eve).interval.length == timedelta(hours=24)
    with pytest.raises(DateLeftOut, match="2011-12-30 never came in Pacific/Apia"):
        resolve("2011-12-30", samoa)
    assert local(resolve("2011-12-29/2011-12-30", samoa), samoa) == ("2011-12-29", "2011-12-31")


@pytest.mark.parametrize(
    ("name", "granularity"),
    [
        ("today", "hour"),
        ("last_24_hours", "hour"),
        ("this_week", "day"),
        ("this_month", "day"),
        ("month_to_date", "day"),
        ("this_quarter", "day"),
        ("last_26_weeks", "week"),
        ("this_year", "month"),
        ("year_to_date", "month"),
        ("all_time", "month"),
        ("last_20_years", "year"),
    ],
)
def test_a_timeframe_suggests_how_finely_to_draw_it(name: str, granularity: str) -> None:
    assert resolve(name).granularity == granularity


def test_to_date_is_empty_at_the_instant_at_which_its_unit_begins() -> None:
    assert resolve("mtd", now=instant("2026-03-01T00:00+01:00")).interval.is_empty


def test_now_may_come_with_any_offset() -> None:
    in_rome = WEDNESDAY_NOON.astimezone(ZoneInfo("Europe/Rome"))

    assert resolve("last_24_hours", now=in_rome) == resolve("last_24_hours")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("thsi_week", "this_week"),
        ("last_7_dais", "last_7_days"),
        ("last 30 day's", "last_30_days"),
        ("yesturday", "yesterday"),
        ("monht", "month"),
        ("year-to-day", "year_to_date"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest_one_and_all_there_are(written: str, meant: str) -> None:
    with pytest.raises(UnknownTimeframe, match=f"Did you mean {meant}") as refusal:
        resolve(written)

    assert refusal.value.suggestion == meant
    assert refusal.value.field == "timeframe"
    assert all(name in str(refusal.value) for name in TIMEFRAMES)


@pytest.mark.parametrize(
    ("text", "start", "end", "error", "field"),
    [
        ("fortnight", None, None, UnknownTimeframe, "timeframe"),
        ("2026-3", None, None, UnknownTimeframe, "timeframe"),
        ("٢٠٢٦", None, None, UnknownTimeframe, "timeframe"),
        ("last_-3_days", None, None, UnknownTimeframe, "timeframe"),
        ("a" * 100_000, None, None, UnknownTimeframe, "timeframe"),
        ("last_0_days", None, None, CountOutOfRange, "timeframe"),
        ("last_10000_days", None, None, CountOutOfRange, "timeframe"),
        ("last_999999999_years", None, None, CountOutOfRange, "timeframe"),
        ("last_" + "9" * 10_000 + "_days", None, None, CountOutOfRange, "timeframe"),
        ("last_9999_years", None, None, TimeframeOutOfReach, "timeframe"),
        ("2026-02-30", None, None, ImpossibleDate, "timeframe"),
        ("2025-02-29", None, None, ImpossibleDate, "timeframe"),
        ("2026-13", None, None, ImpossibleDate, "timeframe"),
        ("2026-00", None, None, ImpossibleDate, "timeframe"),
        ("2026-Q5", None, None, ImpossibleDate, "timeframe"),
        ("2026-Q0", None, None, ImpossibleDate, "timeframe"),
        ("2026-W54", None, None, ImpossibleDate, "timeframe"),
        ("2025-W53", None, None, ImpossibleDate, "timeframe"),
        ("0000", None, None, ImpossibleDate, "timeframe"),
        ("0001-01-01", None, None, TimeframeOutOfReach, "timeframe"),
        ("0001", None, None, TimeframeOutOfReach, "timeframe"),
        ("9999-12-31", None, None, TimeframeOutOfReach, "timeframe"),
        ("9999-W52", None, None, TimeframeOutOfReach, "timeframe"),
        ("9999", None, None, TimeframeOutOfReach, "timeframe"),
        ("2026-03-15/2026-03-01", None, None, EndBeforeStart, "timeframe"),
        ("2026-03-15/", None, None, UnreadableBound, "timeframe"),
        ("2026-03-15/2026-02-30", None, None, ImpossibleDate, "timeframe"),
        ("custom", None, None, CustomWithoutBounds, "start"),
        (None, None, None, CustomWithoutBounds, "start"),
        ("custom", "2026-03-01", None, CustomWithoutBounds, "end"),
        ("custom", "", "2026-03-01", CustomWithoutBounds, "start"),
        ("custom", "2026-03-15", "2026-03-01", EndBeforeStart, "end"),
        ("custom", "2026-03-15T10:00", "2026-03-15T10:00", EndBeforeStart, "end"),
        ("custom", "2026-03-15T10:00", "2026-03-14", EndBeforeStart, "end"),
        ("custom", "2026-02-30", "2026-03-01", ImpossibleDate, "start"),
        ("custom", "2026-03-01", "2026-03-01T25:00", ImpossibleDate, "end"),
        ("custom", "2026-03-01", "2026-03-01T10:00+25:00", ImpossibleDate, "end"),
        ("custom", "last tuesday", "2026-03-01", UnreadableBound, "start"),
        ("custom", "2026-03-01", "20260315", UnreadableBound, "end"),
        ("custom", "0001-01-01T00:00:00+14:00", "2026-03-01", TimeframeOutOfReach, "timeframe"),
        ("custom", "0001-01-01", "9999-12-31", TimeframeOutOfReach, "timeframe"),
        ("custom", "2026-03-01", "9999-12-31T23:59:59-14:00", TimeframeOutOfReach, "timeframe"),
        ("this_week", "2026-03-01", None, BoundsWithoutCustom, "start"),
        ("this_week", None, "2026-03-01", BoundsWithoutCustom, "end"),
    ],
)
def test_what_does_not_resolve_says_why(
    text: str | None, start: str | None, end: str | None, error: type[InvalidTimeframe], field: str
) -> None:
    with pytest.raises(error) as refusal:
        resolve(text, start=start, end=end)

    assert refusal.value.field == field
    assert refusal.value.code == "INVALID_REQUEST"
    assert "Timeframes are: all_time, today" in str(refusal.value)
    assert len(str(refusal.value)) < 1000


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59:59.999999"])
@pytest.mark.parametrize("name", ["today", "last_week", "ytd", "last_9999_years"])
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12"])
@pytest.mark.parametrize("retail", [None, RetailPattern.FOUR_FIVE_FOUR])
def test_a_clock_at_the_ends_of_time_is_an_error_like_any_other(
    name: str, moment: str, zone: str, retail: RetailPattern | None
) -> None:
    with pytest.raises(TimeframeOutOfReach):
        resolve(name, TenantSettings(time_zone=zone, retail_calendar=retail), now=instant(moment))


def test_a_clock_without_a_zone_is_our_mistake_and_not_the_callers() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        resolve("today", now=datetime(2026, 3, 18))


@law
@given(st.data(), NAMES)
def test_every_named_timeframe_has_a_length_and_lies_where_its_name_says(data: st.DataObject, name: str) -> None:
    tenant = data.draw(tenants())
    now = data.draw(instants_of(tenant))

    timeframe = resolve(name, tenant, now=now)

    if timeframe.name == "all_time":
        return
    start, end = timeframe.interval.bounds
    if timeframe.name.startswith("this_") or timeframe.name == "today":
        assert start <= now < end
    elif timeframe.name.endswith("_to_date"):
        assert start <= end == now
    else:
        assert start < end <= now


@law
@given(st.data(), st.sampled_from(["week", "month", "quarter", "year"]))
def test_last_ends_where_this_begins_and_to_date_begins_there(data: st.DataObject, unit: str) -> None:
    tenant = data.draw(tenants())
    now = data.draw(instants_of(tenant))

    this = resolve(f"this_{unit}", tenant, now=now).interval

    assert resolve(f"last_{unit}", tenant, now=now).interval.end == this.start
    assert resolve(f"last_5_{unit}s", tenant, now=now).interval.end == this.start
    assert resolve(f"{unit}_to_date", tenant, now=now).interval.start == this.start
    assert resolve(f"last_1_{unit}", tenant, now=now).interval == resolve(f"last_{unit}", tenant, now=now).interval


@law
@given(st.data(), st.integers(1, 9999))
def test_last_n_days_are_n_days_that_end_where_today_begins(data: st.DataObject, count: int) -> None:
    tenant = data.draw(tenants())
    now = data.draw(instants_of(tenant))
    calendar = BusinessCalendar(tenant)

    interval = resolve(f"last_{count}_days", tenant, now=now).interval

    start, end = interval.bounds
    assert end == calendar.start_of(calendar.date_of(now))
    last = calendar.date_of(end - timedelta(microseconds=1))
    assert start == calendar.start_of(last - timedelta(days=count - 1))


@law
@given(st.data(), st.integers(1, 9999), st.sampled_from(["hours", "minutes"]))
def test_rolling_timeframes_are_real_time_until_now(data: st.DataObject, count: int, unit: str) -> None:
    tenant = data.draw(tenants())
    now = data.draw(instants_of(tenant))

    interval = resolve(f"last_{count}_{unit}", tenant, now=now).interval

    assert interval.end == now
    assert interval.length == timedelta(**{unit: count})


@law
@given(st.data(), _DATES := st.dates(date(1900, 1, 1), date(2200, 1, 1)), _DATES)
def test_custom_dates_and_a_slash_mean_the_same_days(data: st.DataObject, one: date, other: date) -> None:
    tenant = data.draw(tenants())
    first, last = sorted((one, other))
    calendar = BusinessCalendar(tenant)

    custom = resolve("custom", tenant, start=first.isoformat(), end=last.isoformat())

    assert custom.interval == resolve(f"{first}/{last}", tenant).interval
    assert custom.interval == calendar.days(first, last)


@law
@given(tenants(), _TEXTS := st.text() | st.from_regex(r"\A[0-9]{4}(-[0-9WQ]{2}){0,2}\Z"), _TEXTS, _TEXTS)
@example(ROME, "custom", "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z")
@example(ROME, "custom", "0001-01-01T00:00:00Z", "0001-01-01")
@example(ROME, "9998-12-31", "", "")
def test_any_text_at_all_resolves_or_says_why_not(tenant: TenantSettings, text: str, start: str, end: str) -> None:
    for asked, since, until in ((text, None, None), ("custom", start, end), (f"{start}/{end}", None, None)):
        with suppress(InvalidTimeframe):
            assert not resolve(asked, tenant, start=since, end=until).interval.is_empty
