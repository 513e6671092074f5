"""The hours of the coming week: how many orders are forecast for each, and how many are usual."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from statistics import fmean

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.forecasts.continuing import units_ahead
from olympus.domain.forecasts.forecast import Forecast
from olympus.domain.forecasts.metric_history import MetricHistory

FEWEST_WEEKS = 4
"""Of history; with less nobody knows what is usual."""

DAYS_AHEAD = 7
_HOUR = timedelta(hours=1)
_OPEN_SHARE = 0.5
"""A shop is open in an hour of the week if there were orders in it in at least half of the weeks."""


@dataclass(frozen=True, slots=True)
class HourAhead:
    """One hour of a business day. `usual` is the mean of that hour of the week in the weeks looked at.

    `starts` is what the clock on the wall shows, after midnight with the date after that of the business day.
    """

    day: date
    starts: datetime
    expected: float
    upper: float
    usual: float
    weeks: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Hours in a row of one day."""

    hours: tuple[HourAhead, ...]

    @property
    def expected(self) -> float:
        """Orders."""
        return sum(each.expected for each in self.hours)

    @property
    def usual(self) -> float:
        """Orders."""
        return sum(each.usual for each in self.hours)

    @property
    def label(self) -> str:
        """ "Friday 20 March, 12:00 to 14:00"."""
        start, end = self.hours[0].starts, self.hours[-1].starts + _HOUR
        return f"{start:%A} {start.day} {start:%B}, {start:%H}:00 to {end:%H}:00"


def hours_to_forecast(history: MetricHistory) -> int:
    """How many steps reach to the end of the coming week, which begins tomorrow."""
    calendar = BusinessCalendar(history.settings)
    last = calendar.date_of(history.as_of) + timedelta(days=DAYS_AHEAD)
    end = calendar.days(last, last).bounds[1]
    return max(round((end - history.running.bounds[0]) / timedelta(hours=1)), 1)


def hours_ahead(history: MetricHistory, forecast: Forecast) -> list[HourAhead]:
    """The hours from tomorrow on, for a week; none where the history is shorter than four weeks or long over."""
    if history.silent_since or len(history.values) < FEWEST_WEEKS * 7 * 24:
        return []
    calendar = BusinessCalendar(history.settings)
    usual: dict[tuple[int, int], list[float]] = defaultdict(list)
    for unit, value in zip(history.units, history.values, strict=True):
        start = unit.bounds[0]
        usual[calendar.day_of_week(start), calendar.hour_of_day(start)].append(value or 0.0)
    today, hours = calendar.date_of(history.as_of), []
    for place, unit in enumerate(islice(units_ahead(history), len(forecast.mean))):
        start = unit.bounds[0]
        day = calendar.date_of(start)
        starts = calendar.wall_time(start).replace(minute=0, second=0, microsecond=0)
        before = usual.get((day.isoweekday(), starts.hour), [])
        if day <= today or (day - today).days > DAYS_AHEAD or len(before) < FEWEST_WEEKS - 1:
            continue
        is_open = sum(each > 0 for each in before) >= _OPEN_SHARE * len(before)
        hours.append(
            HourAhead(
                day, starts, forecast.mean[place], forecast.upper_80[place], fmean(before), len(before), is_open
            )
        )
    return hours


def typical_hour(hours: Iterable[HourAhead]) -> float:
    """Orders in an hour in which the shop is open, on average of the coming week; 0 where it never is."""
    return fmean([each.expected for each in hours if each.is_open] or [0.0])


def blocks(hours: Sequence[HourAhead]) -> list[Block]:
    """The hours, put together where they follow one another on one day."""
    found: list[list[HourAhead]] = []
    for each in hours:
        if found and (found[-1][-1].day, found[-1][-1].starts + _HOUR) == (each.day, each.starts):
            found[-1].append(each)
        else:
            found.append([each])
    return [Block(tuple(each)) for each in found]
