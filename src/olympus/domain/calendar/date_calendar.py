"""How dates make weeks, months, quarters and years."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Self

from olympus.domain.calendar.granularity import MONTHS_IN, Granularity
from olympus.domain.calendar.reach import day_numbered
from olympus.domain.tenant import Weekday


@dataclass(frozen=True, slots=True)
class DateCalendar(ABC):
    """Numbers days, weeks, months, quarters and years one after the other.

    With numbers the unit before is one less, and the same month a year ago twelve less.
    Three months are a quarter and twelve a year in every calendar; what a month is, each
    says for itself. It knows dates alone: no clocks, no time zones.
    """

    week_start: Weekday
    first_month: int
    """The Gregorian month with which the fiscal year begins."""

    def number(self, day: date, unit: Granularity) -> int:
        """The number of the unit that contains `day`."""
        match unit:
            case Granularity.HOUR:
                raise ValueError("an hour is part of a day, not of a calendar of dates")
            case Granularity.DAY:
                return day.toordinal()
            case Granularity.WEEK:
                return (day.toordinal() - self.week_start.iso) // 7
            case _:
                return self.month_number(day) // MONTHS_IN[unit]

    def start(self, number: int, unit: Granularity) -> date:
        """The first day of the unit with that number. Raises BeyondCalendar."""
        match unit:
            case Granularity.HOUR:
                raise ValueError("an hour is part of a day, not of a calendar of dates")
            case Granularity.DAY:
                return day_numbered(number)
            case Granularity.WEEK:
                return day_numbered(number * 7 + self.week_start.iso)
            case _:
                return self.month_start(number * MONTHS_IN[unit])

    def unit_start(self, day: date, unit: Granularity, later: int = 0) -> date:
        """The first day of the unit that contains `day`, or of one so many units `later`.

        `later=1` is the next unit, `later=-1` the previous one. Raises BeyondCalendar.
        """
        return self.start(self.number(day, unit) + later, unit)

    @abstractmethod
    def month_number(self, day: date) -> int:
        """The number of the month that contains `day`, counted so that years begin at multiples of 12."""

    @abstractmethod
    def month_start(self, number: int) -> date:
        """The first day of the month with that number. Raises BeyondCalendar."""

    @abstractmethod
    def a_year_before(self, first: date, last: date) -> tuple[date, date]:
        """The days of the previous year that correspond to those from `first` to `last`."""


@dataclass(frozen=True, slots=True)
class Units:
    """Whole units of a calendar in a row: this week, the three months before this one."""

    dates: DateCalendar
    unit: Granularity
    number: int
    """Which the first of them is, as its calendar numbers them."""
    count: int = 1

    @classmethod
    def days(cls, dates: DateCalendar, first: date, last: date) -> Self:
        """The days from `first` to `last`, both included."""
        return cls(dates, Granularity.DAY, first.toordinal(), last.toordinal() - first.toordinal() + 1)

    @property
    def first(self) -> date:
        """The first day. Raises BeyondCalendar."""
        return self.dates.start(self.number, self.unit)

    @property
    def last(self) -> date:
        """The last day, included. Raises BeyondCalendar."""
        return day_numbered(self.dates.start(self.number + self.count, self.unit).toordinal() - 1)
