"""Stretches of time that are no whole days: the last 24 hours, from 18:00 to 20:00."""

from dataclasses import dataclass
from datetime import date, datetime

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.time_expressions.recurrence import Days


@dataclass(frozen=True, slots=True)
class Moments:
    """From one instant until just before another."""

    start: datetime | None
    end: datetime | None
    unit: Granularity
    preset: str | None = None
    notes: tuple[str, ...] = ()

    def noting(self, *notes: str) -> "Moments":
        """The same moments with more assumptions."""
        return Moments(self.start, self.end, self.unit, self.preset, (*self.notes, *notes))


Meaning = Days | Moments
"""What an expression means in the end."""


def instants(meaning: Meaning, calendar: BusinessCalendar) -> tuple[datetime | None, datetime | None]:
    """Where it begins and where it ends."""
    if isinstance(meaning, Moments):
        return meaning.start, meaning.end
    first, after = (calendar.start_of(date.fromordinal(each)) for each in (meaning.first, meaning.after))
    return first, after
