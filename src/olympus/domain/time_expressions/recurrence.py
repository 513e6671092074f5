"""Stretches of days, and what comes round again: Mondays, the 15th, March, Easter."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.gregorian import CIVIL
from olympus.domain.calendar.reach import BeyondCalendar, day_numbered

_CYCLES = 40
"""How far to look for an occurrence: a Tuesday the 13th or a 29 February comes sooner than that."""


@dataclass(frozen=True, slots=True)
class Days:
    """A row of whole business days, as ordinals of dates (`date.toordinal`), the last not included."""

    first: int
    after: int
    unit: Granularity
    preset: str | None = None
    """What the catalogue of timeframes calls it."""
    own: bool = False
    """Counted by the tenant's calendar, so that its quarters are fiscal ones."""
    point: int | None = None
    """Where the phrase points at when it is the beginning or the end of something longer."""
    notes: tuple[str, ...] = ()
    """The assumptions behind it, each as the end of a sentence: 'read "…" as …'."""

    def noting(self, *notes: str) -> "Days":
        """The same days with more assumptions."""
        every = (*self.notes, *notes)
        return Days(self.first, self.after, self.unit, self.preset, self.own, self.point, every)

    def __str__(self) -> str:
        first, last = day_numbered(self.first), day_numbered(self.after - 1)
        if (
            self.unit is Granularity.MONTH
            and first.day == 1
            and (first.year, first.month) == (last.year, last.month)
        ):
            return f"{first:%B %Y}"
        return f"{first}" if first == last else f"{first} to {last}"


class Recurrence(ABC):
    """Something that comes round again, once in every cycle: every week, month or year.

    A cycle is known by its number, and has at most one occurrence: there is no
    29 February in most years.
    """

    __slots__ = ()
    counts_today: ClassVar[bool] = True
    """Whether the latest one may be today: 7 May may, but "Monday" on a Monday means a week ago."""

    @property
    @abstractmethod
    def unit(self) -> Granularity: ...

    @abstractmethod
    def cycle(self, day: int) -> int:
        """The number of the cycle that contains a day."""

    @abstractmethod
    def occurrence(self, cycle: int) -> Days | None:
        """The one of that cycle, or None if it has none. Raises BeyondCalendar."""

    def latest(self, day: int) -> Days:
        """The last one that has begun by `day`. Raises BeyondCalendar if none has."""
        around = self.cycle(day)
        for cycle in range(around, around - _CYCLES, -1):
            found = self.occurrence(cycle)
            if found and found.first <= day:
                return found
        raise BeyondCalendar

    def coming(self, day: int) -> Days:
        """The first one that begins on `day` or later. Raises BeyondCalendar if none does."""
        around = self.cycle(day)
        for cycle in range(around, around + _CYCLES):
            found = self.occurrence(cycle)
            if found and found.first >= day:
                return found
        raise BeyondCalendar

    def within(self, whole: Days) -> Days | None:
        """The first one that begins in `whole`."""
        around = self.cycle(whole.first)
        for cycle in range(around, min(self.cycle(whole.after - 1), around + _CYCLES) + 1):
            found = self.occurrence(cycle)
            if found and whole.first <= found.first < whole.after:
                return found.noting(*whole.notes) if whole.notes else found
        return None


Period = Days | Recurrence
"""What a phrase may name: certain days, or some that come round again and of which one is meant."""


class Yearly(Recurrence):
    """Comes once a year; the cycles are years."""

    __slots__ = ()

    def cycle(self, day: int) -> int:
        return day_numbered(day).year


@dataclass(frozen=True, slots=True)
class MonthOfYear(Yearly):
    """March."""

    month: int

    @property
    def unit(self) -> Granularity:
        return Granularity.MONTH

    def occurrence(self, cycle: int) -> Days:
        return months(cycle, self.month, 1, Granularity.MONTH)


@dataclass(frozen=True, slots=True)
class MonthsOfYear(Yearly):
    """The third quarter, the second half."""

    first_month: int
    count: int

    @property
    def unit(self) -> Granularity:
        return Granularity.QUARTER if self.count == 3 else Granularity.MONTH

    def occurrence(self, cycle: int) -> Days:
        return months(cycle, self.first_month, self.count, self.unit)


@dataclass(frozen=True, slots=True)
class DayOfYear(Yearly):
    """The 4th of July."""

    month: int
    day: int

    @property
    def unit(self) -> Granularity:
        return Granularity.DAY

    def occurrence(self, cycle: int) -> Days | None:
        return day_of(cycle, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Season(Yearly):
    """From one date of the year until the day before another, which may lie in the next year."""

    starts: tuple[int, int]
    ends: tuple[int, int]

    @property
    def unit(self) -> Granularity:
        return Granularity.DAY

    def occurrence(self, cycle: int) -> Days:
        end_year = cycle + (self.ends < self.starts)
        return Days(_ordinal(cycle, *self.starts), _ordinal(end_year, *self.ends), Granularity.DAY)


@dataclass(frozen=True, slots=True)
class Observance(Yearly):
    """A holiday by its rule: the days of a year on which it falls."""

    rule: Callable[[int], tuple[date, int] | None]
    """From a year to the first day and the number of days."""

    @property
    def unit(self) -> Granularity:
        return Granularity.DAY

    def occurrence(self, cycle: int) -> Days | None:
        found = self.rule(cycle)
        if found is None:
            return None
        first = found[0].toordinal()
        return Days(first, first + found[1], Granularity.DAY)


@dataclass(frozen=True, slots=True)
class WeekOfYear(Recurrence):
    """Week 10. The first week of a year is the first with most of its days in that year, as in ISO 8601."""

    number: int
    first_weekday: int

    @property
    def unit(self) -> Granularity:
        return Granularity.WEEK

    def cycle(self, day: int) -> int:
        return day_numbered(day - (day - self.first_weekday) % 7 + 3).year

    def occurrence(self, cycle: int) -> Days | None:
        first = _first_week(cycle, self.first_weekday) + 7 * (self.number - 1)
        if first >= _first_week(cycle + 1, self.first_weekday):
            return None
        return Days(first, first + 7, Granularity.WEEK)

    def within(self, whole: Days) -> Days | None:
        """The week of that number in a year, which may begin some days before the year does."""
        return self.occurrence(self.cycle((whole.first + whole.after) // 2))


@dataclass(frozen=True, slots=True)
class DayOfMonth(Recurrence):
    """The 15th; or Tuesday the 13th, which not every month has."""

    day: int
    weekday: int | None = None

    @property
    def unit(self) -> Granularity:
        return Granularity.DAY

    def cycle(self, day: int) -> int:
        on = day_numbered(day)
        return on.year * 12 + on.month - 1

    def occurrence(self, cycle: int) -> Days | None:
        found = day_of(cycle // 12, cycle % 12 + 1, self.day)
        if found and self.weekday is not None and (found.first - self.weekday) % 7:
            return None
        return found


@dataclass(frozen=True, slots=True)
class DayOfWeek(Recurrence):
    """Friday; or, with a length of two days, the weekend."""

    counts_today = False

    weekday: int
    """1 for Monday to 7 for Sunday."""
    length: int = 1

    @property
    def unit(self) -> Granularity:
        return Granularity.DAY

    def cycle(self, day: int) -> int:
        return (day - self.weekday) // 7

    def occurrence(self, cycle: int) -> Days:
        first = cycle * 7 + self.weekday
        return Days(first, first + self.length, Granularity.DAY)


@dataclass(frozen=True, slots=True)
class Part(Recurrence):
    """Part of what comes round: the third week of May, the end of March."""

    whole: Recurrence
    cut: Callable[[Days], Days | None]
    part_unit: Granularity

    @property
    def unit(self) -> Granularity:
        return self.part_unit

    def cycle(self, day: int) -> int:
        return self.whole.cycle(day)

    def occurrence(self, cycle: int) -> Days | None:
        whole = self.whole.occurrence(cycle)
        return self.cut(whole) if whole else None


def day_of(year: int, month: int, day: int) -> Days | None:
    """A date, or None if the month has no such day. Raises BeyondCalendar."""
    first = CIVIL.start(year * 12 + month - 1, Granularity.MONTH).toordinal()
    if not 1 <= day <= 31 or (day > 28 and day_numbered(first + day - 1).month != month):
        return None
    return Days(first + day - 1, first + day, Granularity.DAY)


def months(year: int, month: int, count: int, unit: Granularity) -> Days:
    """So many months of the calendar on the wall. Raises BeyondCalendar."""
    number = year * 12 + month - 1
    first, after = (CIVIL.start(each, Granularity.MONTH).toordinal() for each in (number, number + count))
    return Days(first, after, unit)


def years(year: int, count: int = 1) -> Days:
    """So many years of the calendar on the wall. Raises BeyondCalendar."""
    return months(year, 1, 12 * count, Granularity.YEAR)


def _first_week(year: int, first_weekday: int) -> int:
    fourth = _ordinal(year, 1, 4)
    return fourth - (fourth - first_weekday) % 7


def _ordinal(year: int, month: int, day: int) -> int:
    return CIVIL.start(year * 12 + month - 1, Granularity.MONTH).toordinal() + day - 1
