"""What a timeframe is compared with: the period before it, or the year before."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.date_calendar import Units
from olympus.domain.calendar.granularity import MONTHS_IN
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.reach import day_numbered
from olympus.domain.calendar.timeframe import Period, Stretch, Timeframe
from olympus.domain.calendar.wall_clock import in_utc, moved
from olympus.domain.errors import UnknownName
from olympus.domain.tenant import TenantSettings


class Comparison(StrEnum):
    """With which earlier period to compare."""

    PREVIOUS_PERIOD = "previous_period"
    PREVIOUS_YEAR = "previous_year"
    PREVIOUS_YEAR_WEEKDAYS = "previous_year_weekdays"
    NONE = "none"

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise UnknownName("comparison", value, cls, field="comparison")


@dataclass(frozen=True, slots=True)
class ComparedInterval:
    """Two stretches of time whose figures may fairly be set side by side.

    `partial` says that the period is still running: then `current` stops at now and
    `earlier` at the same local time on the same day of its own period.
    """

    comparison: Comparison
    current: Interval
    earlier: Interval
    partial: bool


def compare_with(
    timeframe: Timeframe, comparison: Comparison, now: datetime, settings: TenantSettings
) -> ComparedInterval | None:
    """The earlier interval, and the part of the timeframe to set against it.

    None for all time, which nothing came before, and for Comparison.NONE. Raises
    BeyondCalendar where the earlier period would lie before the calendar begins.

    - `previous_period`: the unit before (for several units, as many before), the same
      number of days before, or the same length of time before.
    - `previous_year`: the same months, or the same dates, of the year before; in a
      retail calendar the same retail months, weeks and weekdays.
    - `previous_year_weekdays`: 364 days before, on the same weekdays.
    """
    if timeframe.period is None or comparison is Comparison.NONE:
        return None
    calendar = BusinessCalendar(settings)
    now, period = in_utc(now), timeframe.period
    before = _period_before(period, comparison, calendar)
    whole, earlier = _interval_of(period, calendar), _interval_of(before, calendar)
    if now not in whole:
        return ComparedInterval(comparison, timeframe.interval, earlier, partial=False)
    reached = _same_moment(now, period, before, calendar)
    return ComparedInterval(comparison, whole.until(now), earlier.until(reached), partial=True)


def _period_before(period: Period, comparison: Comparison, calendar: BusinessCalendar) -> Period:
    match period:
        case Units():
            return _units_before(period, comparison, calendar)
        case Stretch(dates, interval):
            start = _stretch_start_before(period, comparison, calendar)
            return Stretch(dates, Interval(start, moved(start, interval.length)))


def _units_before(units: Units, comparison: Comparison, calendar: BusinessCalendar) -> Units:
    if comparison is Comparison.PREVIOUS_PERIOD:
        return calendar.preceding(units, units.count)
    if comparison is Comparison.PREVIOUS_YEAR_WEEKDAYS:
        return Units.days(units.dates, _52_weeks_before(units.first), _52_weeks_before(units.last))
    if units.unit in MONTHS_IN:
        return replace(units, number=units.number - 12 // MONTHS_IN[units.unit])
    return Units.days(units.dates, *units.dates.a_year_before(units.first, units.last))


def _stretch_start_before(stretch: Stretch, comparison: Comparison, calendar: BusinessCalendar) -> datetime:
    start, end = stretch.interval.bounds
    if comparison is Comparison.PREVIOUS_PERIOD:
        return moved(start, start - end)
    wall = calendar.wall_time(start)
    if comparison is Comparison.PREVIOUS_YEAR_WEEKDAYS:
        return calendar.instant_at(datetime.combine(_52_weeks_before(wall.date()), wall.time()))
    a_year_before, _ = stretch.dates.a_year_before(wall.date(), wall.date())
    return calendar.instant_at(datetime.combine(a_year_before, wall.time()))


def _52_weeks_before(day: date) -> date:
    return day_numbered(day.toordinal() - 52 * 7)


def _interval_of(period: Period, calendar: BusinessCalendar) -> Interval:
    match period:
        case Units():
            return calendar.days(period.first, period.last)
        case Stretch(_, interval):
            return interval


def _same_moment(now: datetime, period: Period, before: Period, calendar: BusinessCalendar) -> datetime:
    """Where `now` would be in the period before: as many days and the same time by the clock after its start.

    A stretch does not begin with a day, so there it is the same length of time.
    """
    if isinstance(period, Units) and isinstance(before, Units):
        return calendar.instant_at(moved(calendar.wall_time(now), before.first - period.first))
    start, _ = _interval_of(period, calendar).bounds
    earlier_start, _ = _interval_of(before, calendar).bounds
    return moved(earlier_start, now - start)
