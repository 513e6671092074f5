"""The units of the calendar in which cohorts join and are followed, laid out in time."""

from dataclasses import dataclass
from datetime import date, datetime

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.customers.cohort_request import CohortUnits
from olympus.domain.customers.reading import CohortRead
from olympus.domain.query.reading import Slice
from olympus.domain.tenant import TenantSettings, Weekday


@dataclass(frozen=True, slots=True)
class CohortGrid:
    """Every unit in which a cohort joins or is followed, from the first cohort's on, as far as it has begun."""

    units: CohortUnits
    names: tuple[str, ...]
    starts: tuple[datetime, ...]
    """One more: where the last ends."""
    now: datetime

    @property
    def cohorts(self) -> int:
        return max(self.units.last - self.units.first + 1, 0)

    def read(self) -> CohortRead:
        """What to read: besides the units also what lies before and after them, for what customers paid in all."""
        following = Interval(self.starts[-1], None)
        stretches = [
            Slice(-1, Interval(None, self.starts[0])),
            *(Slice(index, self.unit(index)) for index in range(len(self.names))),
            Slice(len(self.names), following),
        ]
        until_now = [Slice(label, interval.until(self.now)) for label, interval in stretches]
        return CohortRead(
            tuple(min(start, self.now) for start in self.starts[: self.cohorts + 1]),
            tuple(each for each in until_now if not each.interval.is_empty),
        )

    def unit(self, index: int) -> Interval:
        return Interval(self.starts[index], self.starts[index + 1])

    def is_running(self, index: int) -> bool:
        """Whether a unit has not ended yet."""
        return self.starts[index + 1] > self.now

    def periods_of(self, cohort: int) -> range:
        """The units in which a cohort is followed, as far as they have begun."""
        return range(cohort, min(cohort + self.units.periods, len(self.names)))


def cohort_grid(units: CohortUnits, calendar: BusinessCalendar, now: datetime) -> CohortGrid:
    """Where the units of a request lie."""
    current = calendar.current(now, units.granularity).number
    last = max(min(units.last + units.periods - 1, current), units.first - 1)
    days = [calendar.dates.start(number, units.granularity) for number in range(units.first, last + 2)]
    return CohortGrid(
        units,
        tuple(_name(day, units.granularity, calendar.settings) for day in days[:-1]),
        tuple(calendar.start_of(day) for day in days),
        now,
    )


def _name(first: date, granularity: Granularity, settings: TenantSettings) -> str:
    """What a unit is called: as ISO 8601 calls it where it is ISO's, else by its first day."""
    if granularity is Granularity.WEEK and settings.week_start is Weekday.MONDAY:
        year, week, _ = first.isocalendar()
        return f"{year:04}-W{week:02}"
    if granularity is Granularity.MONTH and settings.retail_calendar is None:
        return first.isoformat()[:7]
    return first.isoformat()
