"""Tenants, instants and laws for the tests of the calendar."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.tenant import RetailPattern, TenantSettings, Weekday

law = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A law holds however slow the machine is at the moment."""

CLOCK_CHANGES = {
    "Europe/Rome": "2026-03-29T01:00 2026-10-25T01:00",
    "America/New_York": "2026-03-08T07:00 2026-11-01T06:00",
    "America/Havana": "2026-03-08T05:00 2026-11-01T05:00",
    "Asia/Beirut": "2026-03-28T22:00 2026-10-24T21:00",
    "Africa/Cairo": "2026-04-23T22:00 2026-10-29T21:00",
    "Australia/Lord_Howe": "2026-04-04T15:00 2026-10-03T15:30",
    "America/St_Johns": "2010-03-14T03:31 2010-11-07T02:31",
    "America/Santiago": "2026-04-05T03:00 2026-09-06T04:00",
    "America/Sao_Paulo": "2018-11-04T03:00 2019-02-17T02:00",
    "Pacific/Apia": "2011-12-30T10:00 2012-03-31T14:00",
    "Pacific/Kwajalein": "1969-09-30T13:00 1993-08-21T12:00",
    "America/Juneau": "1867-10-19T00:31:13",
    "Asia/Kathmandu": "1985-12-31T18:30",
    "Africa/Casablanca": "2026-02-15T02:00 2026-03-22T02:00",
    "Antarctica/Troll": "2026-03-29T01:00 2026-10-25T01:00",
    "UTC": "2026-01-01T00:00",
}
"""Where clocks do something remarkable, with the instants, in UTC, at which they do it."""


def a_calendar(time_zone: str = "UTC", day_start: time = time(0)) -> BusinessCalendar:
    return BusinessCalendar(TenantSettings(time_zone=time_zone, day_start=day_start))


def instant(text: str) -> datetime:
    """An instant, in UTC unless an offset is written."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


@st.composite
def tenants(draw: st.DrawFn, *, retail: bool | None = None) -> TenantSettings:
    """Any zone, any start of the day and of the week, any fiscal year, and any retail calendar or none."""
    patterns = st.sampled_from(RetailPattern)
    return TenantSettings(
        time_zone=draw(st.sampled_from(sorted(CLOCK_CHANGES)) | st.sampled_from(_ZONES)),
        week_start=draw(st.sampled_from(Weekday)),
        day_start=draw(st.sampled_from([time(0), time(2, 30), time(4)]) | _DAY_STARTS),
        fiscal_year_start=draw(st.integers(1, 12)),
        retail_calendar=draw(st.none() | patterns if retail is None else patterns if retail else st.none()),
    )


@st.composite
def instants_of(draw: st.DrawFn, tenant: TenantSettings) -> datetime:
    """Any instant of two centuries, most often one near a change of that tenant's clock."""
    known = CLOCK_CHANGES.get(tenant.time_zone)
    if known is None or draw(st.booleans()):
        return draw(_ANY_INSTANT)
    change = instant(draw(st.sampled_from(known.split())))
    return change + draw(st.timedeltas(timedelta(days=-2), timedelta(days=2)))


_DAY_STARTS = st.integers(0, 12 * 60).map(lambda minutes: time(minutes // 60, minutes % 60))
_ANY_INSTANT = st.timedeltas(timedelta(0), timedelta(days=73_000)).map(instant("1900-01-01").__add__)

_ZONES = sorted(available_timezones() - {"localtime"})
