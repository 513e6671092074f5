"""The retail calendar: months, quarters and years of whole weeks, so that years compare by weekday."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate

from olympus.domain.calendar.date_calendar import DateCalendar
from olympus.domain.calendar.reach import day_numbered, first_of_month
from olympus.domain.tenant import RetailPattern, Weekday


@dataclass(frozen=True, slots=True)
class RetailCalendar(DateCalendar):
    """Months of four or five weeks, after the calendar of the National Retail Federation.

    The NRF's year begins on the Sunday nearest 1 February (its own wording: it ends on
    the Saturday nearest 31 January) and its quarters have 4, 5 and 4 weeks. Here the
    year begins on the tenant's first weekday nearest the first of the fiscal month. Every
    five or six years that makes a 53rd week, which goes to the last month.
    https://nrf.com/resources/4-5-4-calendar
    """

    pattern: RetailPattern

    def month_number(self, day: date) -> int:
        year = self._year_of(day)
        week = (day - self._year_start(year)).days // 7
        return year * 12 + bisect_right(_weeks_before_each_month(self.pattern), week) - 1

    def month_start(self, number: int) -> date:
        year, month = divmod(number, 12)
        return self._year_start(year) + timedelta(weeks=_weeks_before_each_month(self.pattern)[month])

    def a_year_before(self, first: date, last: date) -> tuple[date, date]:
        """The same weeks and weekdays of the prior retail year.

        A 53rd week, which the prior year does not have, goes with the week that followed
        it there: 52 weeks back.
        """
        year = self._year_of(first)
        back = self._year_start(year) - self._year_start(year - 1)
        return first - back, last - back

    def _year_of(self, day: date) -> int:
        year = day.year + 1
        while self._year_start(year) > day:
            year -= 1
        return year

    def _year_start(self, year: int) -> date:
        return _nearest_weekday(self.week_start, year, self.first_month)


ISO_WEEKS = RetailCalendar(Weekday.MONDAY, first_month=1, pattern=RetailPattern.FOUR_FOUR_FIVE)
"""Weeks as ISO 8601 numbers them: week 1 begins on the Monday nearest 1 January, by the same rule."""


@cache
def _weeks_before_each_month(pattern: RetailPattern) -> tuple[int, ...]:
    return (0, *accumulate((pattern.weeks * 4)[:-1]))


@lru_cache(maxsize=1024)
def _nearest_weekday(weekday: Weekday, year: int, month: int) -> date:
    """The day of that name nearest the first of the month, three days before it to three after."""
    first = first_of_month(year, month)
    days_later = (weekday.iso - first.isoweekday()) % 7
    return day_numbered(first.toordinal() + (days_later if days_later <= 3 else days_later - 7))
