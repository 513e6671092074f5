"""From the words for a timeframe to the interval of time they mean."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.date_calendar import DateCalendar, Units
from olympus.domain.calendar.granularity import Granularity, granularity_for
from olympus.domain.calendar.gregorian import CIVIL
from olympus.domain.calendar.interval import ALL_TIME, Interval
from olympus.domain.calendar.reach import BeyondCalendar
from olympus.domain.calendar.timeframe_errors import (
    BoundsWithoutCustom,
    CountOutOfRange,
    CustomWithoutBounds,
    DateLeftOut,
    EndBeforeStart,
    TimeframeOutOfReach,
    UnknownTimeframe,
)
from olympus.domain.calendar.timeframe_names import ALIASES
from olympus.domain.calendar.wall_clock import in_utc, moved
from olympus.domain.calendar.written_time import read_bound, read_unit
from olympus.domain.tenant import TenantSettings

_MOST_UNITS = 9999

_CURRENT = {
    "today": Granularity.DAY,
    "this_week": Granularity.WEEK,
    "this_month": Granularity.MONTH,
    "this_quarter": Granularity.QUARTER,
    "this_year": Granularity.YEAR,
}
_PREVIOUS = {
    "yesterday": Granularity.DAY,
    "last_week": Granularity.WEEK,
    "last_month": Granularity.MONTH,
    "last_quarter": Granularity.QUARTER,
    "last_year": Granularity.YEAR,
}
_TO_DATE = {
    "week_to_date": Granularity.WEEK,
    "month_to_date": Granularity.MONTH,
    "quarter_to_date": Granularity.QUARTER,
    "year_to_date": Granularity.YEAR,
}
_ROLLING = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
_LAST_N = re.compile(r"last_0*([0-9]*)_(minute|hour|day|week|month|quarter|year)s?")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A timeframe that is no row of whole days: the last 24 hours, from 18:00 to 20:00."""

    dates: DateCalendar
    """Which says what a year before it is."""
    interval: Interval


Period = Units | Stretch
"""How a timeframe lies in the calendar, from which follows which one came before it."""


@dataclass(frozen=True, slots=True)
class Timeframe:
    """A stretch of a tenant's time, with the name it goes by.

    `granularity` is what suits a chart of it. `period` is the whole of what the name
    means, also where the interval stops at now, as in `month_to_date`; all time has none.
    """

    name: str
    interval: Interval
    granularity: Granularity
    period: Period | None


def resolve_timeframe(
    text: str | None,
    *,
    now: datetime,
    settings: TenantSettings,
    start: str | None = None,
    end: str | None = None,
) -> Timeframe:
    """What `text` means to that tenant at that instant; `timeframe_names.py` lists what it can be.

    Capitals do not matter, nor whether words are joined by underscores, hyphens or
    spaces. Without `text`, `start` and `end` make a custom timeframe. A date bound is a
    whole business day; a date-time without an offset is read off the tenant's clock.
    Raises an InvalidTimeframe that says what is wrong.
    """
    asked = (text or "").strip() or "custom"
    calendar = BusinessCalendar(settings)
    try:
        if _canonical(asked) == "custom":
            return _custom(start, end, calendar)
        if start or end:
            raise BoundsWithoutCustom(asked, field="start" if start else "end")
        return _named(asked, in_utc(now), calendar)
    except BeyondCalendar:
        raise TimeframeOutOfReach(asked if asked != "custom" else f"{start}/{end}") from None


def _named(asked: str, now: datetime, calendar: BusinessCalendar) -> Timeframe:
    name = _canonical(asked)
    if name == "all_time":
        return Timeframe(name, ALL_TIME, Granularity.MONTH, None)
    if units := _current_or_previous(name, now, calendar):
        return _whole(name, units, calendar)
    if unit := _TO_DATE.get(name):
        return _to_date(name, unit, now, calendar)
    if counted := _LAST_N.fullmatch(name):
        return _last_n(asked, counted[1], counted[2], now, calendar)
    return _written(asked, calendar)


def _current_or_previous(name: str, now: datetime, calendar: BusinessCalendar) -> Units | None:
    if unit := _CURRENT.get(name):
        return calendar.current(now, unit)
    if unit := _PREVIOUS.get(name):
        return calendar.preceding(calendar.current(now, unit), 1)
    return None


def _written(asked: str, calendar: BusinessCalendar) -> Timeframe:
    name = asked.upper()
    if units := read_unit(name):
        return _whole(name, units, calendar)
    start, slash, end = name.partition("/")
    if slash:
        return _between(name, start, end, calendar, fields=("timeframe", "timeframe"))
    raise UnknownTimeframe(asked)


def _whole(name: str, units: Units, calendar: BusinessCalendar) -> Timeframe:
    interval = calendar.days(units.first, units.last)
    if interval.is_empty:
        raise DateLeftOut(units.first, calendar.settings.time_zone)
    return Timeframe(name, interval, _drawn_by(units, interval), units)


def _to_date(name: str, unit: Granularity, now: datetime, calendar: BusinessCalendar) -> Timeframe:
    whole = _whole(name, calendar.current(now, unit), calendar)
    return Timeframe(name, whole.interval.until(now), whole.granularity, whole.period)


def _last_n(asked: str, digits: str, unit: str, now: datetime, calendar: BusinessCalendar) -> Timeframe:
    if not digits or len(digits) > len(str(_MOST_UNITS)):
        raise CountOutOfRange(asked, _MOST_UNITS)
    count = int(digits)
    name = f"last_{count}_{unit}" if count == 1 else f"last_{count}_{unit}s"
    if length := _ROLLING.get(unit):
        return _stretch(name, Interval(moved(now, -count * length), now), calendar.dates)
    return _whole(name, calendar.preceding(calendar.current(now, Granularity(unit)), count), calendar)


def _custom(start: str | None, end: str | None, calendar: BusinessCalendar) -> Timeframe:
    if not start or not end:
        raise CustomWithoutBounds("end" if start else "start")
    return _between("custom", start, end, calendar, fields=("start", "end"))


def _between(name: str, start: str, end: str, calendar: BusinessCalendar, *, fields: tuple[str, str]) -> Timeframe:
    first, last = read_bound(start, field=fields[0]), read_bound(end, field=fields[1])
    dates_only = not (isinstance(first, datetime) or isinstance(last, datetime))
    if dates_only and first <= last:
        return _whole(name, Units.days(CIVIL, first, last), calendar)
    since, until = _beginning_of(first, calendar), _end_of(last, calendar)
    if dates_only or until <= since:
        raise EndBeforeStart(start, end, field=fields[1])
    return _moments(name, Interval(since, until), calendar)


def _beginning_of(bound: date | datetime, calendar: BusinessCalendar) -> datetime:
    if not isinstance(bound, datetime):
        return calendar.start_of(bound)
    return in_utc(bound) if bound.tzinfo else calendar.instant_at(bound)


def _end_of(bound: date | datetime, calendar: BusinessCalendar) -> datetime:
    if isinstance(bound, datetime):
        return _beginning_of(bound, calendar)
    return calendar.days(bound, bound).bounds[1]


def _moments(name: str, interval: Interval, calendar: BusinessCalendar) -> Timeframe:
    """From one instant to another; where both happen to begin a day, it is a row of days after all."""
    start, end = interval.bounds
    first, after = calendar.date_of(start), calendar.date_of(end)
    if (start, end) == (calendar.start_of(first), calendar.start_of(after)):
        return _whole(name, Units.days(CIVIL, first, after - timedelta(days=1)), calendar)
    return _stretch(name, interval, CIVIL)


def _stretch(name: str, interval: Interval, dates: DateCalendar) -> Timeframe:
    return Timeframe(name, interval, granularity_for(interval.length), Stretch(dates, interval))


def _canonical(asked: str) -> str:
    name = re.sub(r"\s+|-", "_", asked.lower())
    return ALIASES.get(name, name)


def _drawn_by(units: Units, interval: Interval) -> Granularity:
    suiting = granularity_for(interval.length)
    in_weeks = units.unit is Granularity.WEEK and suiting is Granularity.MONTH
    return Granularity.WEEK if in_weeks else suiting
