"""Part of a longer period: its first ten days, its third week, its last Sunday, its end."""

from dataclasses import dataclass
from datetime import date

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import MONTHS_IN, Granularity
from olympus.domain.calendar.gregorian import CIVIL
from olympus.domain.time_expressions.recurrence import Days

_OUTER_DAYS = {Granularity.WEEK: 3, Granularity.MONTH: 10}
"""How many days the beginning of a week or of a month has; of a quarter and a year it is a third."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The beginning, the middle or the end of a period."""

    which: str

    def __call__(self, whole: Days) -> Days | None:
        first, after = self._bounds(whole)
        point = whole.after if self.which == "end" else first
        part = Days(first, after, Granularity.DAY, point=point, notes=whole.notes)
        return part.noting(f"{part}")

    def _bounds(self, whole: Days) -> tuple[int, int]:
        one, two = _thirds(whole)
        match self.which:
            case "start":
                return whole.first, one
            case "end":
                return two, whole.after
            case _:
                return one, two


@dataclass(frozen=True, slots=True)
class Nth:
    """Some units of a period, counted from its beginning or from its end."""

    calendar: BusinessCalendar
    unit: Granularity
    nth: int
    """1 for the first, -1 for the last."""
    count: int = 1

    def __call__(self, whole: Days) -> Days | None:
        if self.unit is Granularity.DAY:
            return self._days(whole)
        if self.unit is Granularity.WEEK:
            return self._weeks(whole)
        return self._months(whole)

    def _days(self, whole: Days) -> Days | None:
        first = whole.first + self.nth - 1 if self.nth > 0 else whole.after + self.nth + 1 - self.count
        return _inside(whole, Days(first, first + self.count, Granularity.DAY))

    def _weeks(self, whole: Days) -> Days | None:
        """A week belongs to where most of its days lie, as in ISO 8601."""
        weekday = self.calendar.settings.week_start.iso
        start = whole.first + 3 - (whole.first + 3 - weekday) % 7
        end = whole.after + 3 - (whole.after + 3 - weekday) % 7
        if whole.after - whole.first <= 7:
            start, end = whole.first, whole.after
        first = start + 7 * (self.nth - 1) if self.nth > 0 else end + 7 * (self.nth + 1 - self.count)
        found = Days(first, first + 7 * self.count, Granularity.WEEK)
        if not start <= found.first < found.after <= end:
            return None
        return found.noting(*whole.notes, f"{found}, since a week belongs to where most of its days lie")

    def _months(self, whole: Days) -> Days | None:
        dates = self.calendar.dates if whole.own else CIVIL
        start = dates.number(date.fromordinal(whole.first), self.unit)
        if dates.start(start, self.unit).toordinal() < whole.first:
            start += 1
        end = dates.number(date.fromordinal(whole.after), self.unit)
        number = start + self.nth - 1 if self.nth > 0 else end + self.nth + 1 - self.count
        first, after = (dates.start(each, self.unit).toordinal() for each in (number, number + self.count))
        return _inside(whole, Days(first, after, self.unit, own=whole.own))


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The first Friday, the last Sunday, the second weekend."""

    weekday: int
    nth: int
    length: int = 1
    """Two days for a weekend."""

    def __call__(self, whole: Days) -> Days | None:
        if self.nth > 0:
            first = whole.first + (self.weekday - whole.first) % 7 + 7 * (self.nth - 1)
        else:
            first = whole.after - 1 - (whole.after - 1 - self.weekday) % 7 + 7 * (self.nth + 1)
        return _inside(whole, Days(first, first + self.length, Granularity.DAY))


@dataclass(frozen=True, slots=True)
class NthHalf:
    """The first or the second half of a period."""

    nth: int

    def __call__(self, whole: Days) -> Days | None:
        if whole.unit in MONTHS_IN and MONTHS_IN[whole.unit] == 12:
            middle = _months_later(whole.first, 6)
        elif whole.unit is Granularity.MONTH:
            middle = whole.first + 15
        else:
            middle = (whole.first + whole.after + 1) // 2
        bounds = {1: (whole.first, middle), 2: (middle, whole.after), -1: (middle, whole.after)}.get(self.nth)
        return Days(*bounds, Granularity.MONTH, notes=whole.notes) if bounds else None


def _inside(whole: Days, part: Days) -> Days | None:
    return part.noting(*whole.notes) if whole.first <= part.first and part.after <= whole.after else None


def _thirds(whole: Days) -> tuple[int, int]:
    if (outer := _OUTER_DAYS.get(whole.unit)) and whole.after - whole.first < 32:
        return whole.first + outer, (whole.first + 2 * outer if outer == 10 else whole.after - outer)
    if whole.unit is Granularity.YEAR and whole.after - whole.first < 367:
        return _months_later(whole.first, 4), _months_later(whole.first, 8)
    if whole.unit is Granularity.YEAR:
        length = round((whole.after - whole.first) / 365.2425)
        return _months_later(whole.first, round(4.8 * length)), _months_later(whole.first, round(8.4 * length))
    if whole.unit is Granularity.QUARTER:
        return _months_later(whole.first, 1), _months_later(whole.first, 2)
    third = (whole.after - whole.first + 2) // 3
    return whole.first + third, max(whole.after - third, whole.first + third)


def _months_later(day: int, count: int) -> int:
    on = date.fromordinal(day)
    year, month = divmod(on.year * 12 + on.month - 1 + count, 12)
    return CIVIL.start(year * 12 + month, Granularity.MONTH).toordinal() + on.day - 1
