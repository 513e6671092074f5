"""Which cohorts are asked for: how long their periods are, how many of them, and who joined when."""

from dataclasses import dataclass
from datetime import datetime

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.reach import BeyondCalendar
from olympus.domain.calendar.timeframe_errors import InvalidTimeframe
from olympus.domain.calendar.wall_clock import in_utc
from olympus.domain.calendar.written_time import read_bound
from olympus.domain.errors import OlympusError, UnknownName, quoted

GRANULARITIES = (Granularity.DAY, Granularity.WEEK, Granularity.MONTH)
MOST_PERIODS = 60
MOST_COHORTS = 400
"""A year of days, and then some: more than anyone reads."""


@dataclass(frozen=True, slots=True)
class CohortRequest:
    """What a caller asks for, in the words of the contract.

    Without a start there are as many cohorts as periods, the last of them that of the end; without an end
    they go on until now.
    """

    granularity: str = Granularity.MONTH
    periods: int = 12
    start_date: str | None = None
    end_date: str | None = None


@dataclass(frozen=True, slots=True)
class CohortUnits:
    """The calendar units in which cohorts join, as the tenant's calendar numbers them; none if `last < first`."""

    granularity: Granularity
    first: int
    last: int
    periods: int


def cohort_units(request: CohortRequest, calendar: BusinessCalendar, now: datetime) -> CohortUnits:
    """The units that are meant; none begins after now. Raises OlympusError."""
    granularity = _granularity(request.granularity)
    if not 1 <= request.periods <= MOST_PERIODS:
        raise PeriodsOutOfRange(request.periods)
    start = _instant(request.start_date, "start_date", calendar)
    end = _instant(request.end_date, "end_date", calendar)
    if start and end and end < start:
        raise EndBeforeStart(str(request.start_date), str(request.end_date))
    last = _number(min(end or now, now), granularity, calendar)
    first = _number(start, granularity, calendar) if start else last - request.periods + 1
    if last - first >= MOST_COHORTS:
        raise TooManyCohorts(last - first + 1, granularity)
    return CohortUnits(granularity, first, last, request.periods)


def _granularity(name: str) -> Granularity:
    if name not in GRANULARITIES:
        raise UnknownName("granularity of cohorts", name, GRANULARITIES, field="granularity")
    return Granularity(name)


def _instant(text: str | None, field: str, calendar: BusinessCalendar) -> datetime | None:
    if not text:
        return None
    try:
        bound = read_bound(text, field=field)
        if not isinstance(bound, datetime):
            bound = calendar.start_of(bound)
        instant = in_utc(bound) if bound.tzinfo else calendar.instant_at(bound)
        calendar.date_of(instant)  # refuses what begins within the calendar's reach, on a day that does not
    except InvalidTimeframe:
        raise UnreadableDate(text, field) from None
    except BeyondCalendar as beyond:
        beyond.field = field
        raise
    return instant


def _number(instant: datetime, granularity: Granularity, calendar: BusinessCalendar) -> int:
    return calendar.dates.number(calendar.date_of(instant), granularity)


class PeriodsOutOfRange(OlympusError):
    """No periods, or more than are followed."""

    def __init__(self, periods: int) -> None:
        super().__init__(f"Periods are from 1 to {MOST_PERIODS}, not {quoted(periods)}.", field="periods")


class TooManyCohorts(OlympusError):
    """A stretch of time in which more cohorts join than are shown."""

    def __init__(self, cohorts: int, granularity: Granularity) -> None:
        super().__init__(
            f"From the start to the end there are {cohorts:,} cohorts by {granularity}, of which at most "
            f"{MOST_COHORTS} are shown: ask for less time, or a coarser granularity.",
            field="start_date",
        )


class EndBeforeStart(OlympusError):
    """An end that lies before its start."""

    def __init__(self, start: str, end: str) -> None:
        super().__init__(f"The end, {end}, lies before the start, {start}.", field="end_date")


class UnreadableDate(OlympusError):
    """A bound that is no date."""

    def __init__(self, text: str, field: str) -> None:
        super().__init__(
            f"{quoted(text)} is not a date of the calendar such as 2026-03-31, nor a date-time such as "
            "2026-03-31T18:00:00+02:00.",
            field=field,
        )
