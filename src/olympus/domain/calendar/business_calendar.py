"""A tenant's days, weeks, months and years, as stretches of real time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from olympus.domain.calendar.date_calendar import DateCalendar, Units
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.gregorian import GregorianCalendar
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.reach import day_numbered
from olympus.domain.calendar.retail import RetailCalendar
from olympus.domain.calendar.wall_clock import clock_hour, first_instant, in_utc, wall_time
from olympus.domain.tenant import TenantSettings


@dataclass(frozen=True, slots=True)
class Bucket:
    """One point of a chart: a whole calendar unit, and the part of it that was asked for.

    The unit says where the point stands on the axis and what it is called; the part says
    what it counts. They differ in the first and the last bucket of an interval that does
    not begin or end with a unit.
    """

    unit: Interval
    part: Interval

    @property
    def is_whole(self) -> bool:
        return self.part == self.unit


class BusinessCalendar:
    """Where a tenant's business days begin and how they make weeks, months and years.

    A business date begins at the first instant at which the local clock shows its
    `day_start` or later, and lasts until the next begins. So the days cover all of time
    without gap or overlap, whatever is done to the clock: one whose midnight does not
    exist begins after the gap, one whose midnight comes twice at the first, and one that
    the zone left out altogether (Apia, 30 December 2011) is empty.

    Instants come out in UTC and may go in with any offset. Everything raises
    BeyondCalendar outside the years that `reach.py` names.
    """

    def __init__(self, settings: TenantSettings) -> None:
        self.settings = settings
        self.zone = settings.zone
        self.dates = dates_of(settings)

    def wall_time(self, instant: datetime) -> datetime:
        """What the clock on the tenant's wall shows, without a zone."""
        return wall_time(instant, self.zone)

    def instant_at(self, wall: datetime) -> datetime:
        """The first instant at which that clock shows `wall` or, in a gap, what follows it."""
        return first_instant(wall, self.zone)

    def start_of(self, day: date) -> datetime:
        """The instant at which a business date begins."""
        return first_instant(datetime.combine(day, self.settings.day_start), self.zone)

    def date_of(self, instant: datetime) -> date:
        """The business date of an instant: at 01:00 a day that starts at 04:00 is still the one before."""
        shown = self.wall_time(instant)
        today = shown.toordinal() - (shown.time() < self.settings.day_start)
        tomorrow = day_numbered(today + 1)
        # A clock put back over the start of the day shows yesterday again; the day has begun all the same.
        return tomorrow if self.start_of(tomorrow) <= instant else day_numbered(today)

    def hour_of_day(self, instant: datetime) -> int:
        """0 to 23, as the local clock shows it."""
        return self.wall_time(instant).hour

    def day_of_week(self, instant: datetime) -> int:
        """1 for Monday to 7 for Sunday, of the business date: a late Friday night is Friday."""
        return self.date_of(instant).isoweekday()

    def days(self, first: date, last: date) -> Interval:
        """The business days from `first` to `last`, both included."""
        return Interval(self.start_of(first), self.start_of(day_numbered(last.toordinal() + 1)))

    def unit_around(self, instant: datetime, unit: Granularity) -> Interval:
        """The whole hour, day, week, month, quarter or year in which `instant` lies."""
        if unit is Granularity.HOUR:
            return Interval(*clock_hour(in_utc(instant), self.zone))
        current = self.current(instant, unit)
        return self.days(current.first, current.last)

    def current(self, instant: datetime, unit: Granularity) -> Units:
        """The day, week, month, quarter or year in which `instant` lies, as a unit of the calendar."""
        return Units(self.dates, unit, self.dates.number(self.date_of(instant), unit))

    def preceding(self, units: Units, count: int) -> Units:
        """The `count` units right before `units`."""
        number = units.number
        if units.unit is Granularity.DAY:
            number = self._last_day_before(units.first).toordinal() + 1
        return Units(units.dates, units.unit, number - count, count)

    def buckets(self, interval: Interval, granularity: Granularity) -> Iterator[Bucket]:
        """Cut an interval into calendar units, in order, without gap or overlap.

        Hours are hours of real time that begin where the local clock shows a full hour:
        23 or 25 a day when clocks change, and at :15 or :30 UTC where the zone says so.
        They are made one at a time, so that a caller may stop at too many. An empty
        interval has none; an open one raises OpenInterval.
        """
        start, end = interval.bounds
        while start < end:
            unit = self.unit_around(start, granularity)
            yield Bucket(unit, unit.within(interval))
            _, start = unit.bounds

    def _last_day_before(self, day: date) -> date:
        """The business date before `day`, passing over one that the zone left out."""
        before = day_numbered(day.toordinal() - 1)
        return before if self.start_of(before) < self.start_of(day) else self._last_day_before(before)


def dates_of(settings: TenantSettings) -> DateCalendar:
    """Which calendar the tenant's weeks, months, quarters and years follow."""
    if settings.retail_calendar is None:
        return GregorianCalendar(settings.week_start, settings.fiscal_year_start)
    return RetailCalendar(settings.week_start, settings.fiscal_year_start, settings.retail_calendar)
