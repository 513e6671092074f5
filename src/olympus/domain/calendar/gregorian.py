"""The calendar on the wall, with a fiscal year that may begin in any of its months."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from olympus.domain.calendar.date_calendar import DateCalendar
from olympus.domain.calendar.reach import first_of_month
from olympus.domain.tenant import Weekday


@dataclass(frozen=True, slots=True)
class GregorianCalendar(DateCalendar):
    """Months as everyone knows them; quarters and years count from the first fiscal month."""

    def month_number(self, day: date) -> int:
        return day.year * 12 + day.month - self.first_month

    def month_start(self, number: int) -> date:
        year, month = divmod(number + self.first_month - 1, 12)
        return first_of_month(year, month + 1)

    def a_year_before(self, first: date, last: date) -> tuple[date, date]:
        """The same dates one year back; 29 February becomes the 28th."""
        return _a_year_before(first), _a_year_before(last)


CIVIL = GregorianCalendar(week_start=Weekday.MONDAY, first_month=1)
"""What ISO 8601 and everyone means by a date, a month or a year, whatever a tenant's fiscal year."""


def _a_year_before(day: date) -> date:
    month = first_of_month(day.year - 1, day.month)
    return month.replace(day=min(day.day, monthrange(month.year, month.month)[1]))
