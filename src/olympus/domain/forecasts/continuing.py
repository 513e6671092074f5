"""From a metric's history to the series that a forecaster continues, and the units that it reaches into."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.forecasts.metric_history import MetricHistory
from olympus.domain.forecasts.series import DayMarks, Series

SEASONS: Mapping[Granularity, tuple[float, ...]] = {
    Granularity.HOUR: (24, 168),
    Granularity.DAY: (7, 365.25),
    Granularity.WEEK: (52.18,),
    Granularity.MONTH: (12,),
    Granularity.QUARTER: (4,),
    Granularity.YEAR: (),
}
"""What comes again after so many units: the hour of the day and that of the week, the weekday and the date."""

_LEAST_CYCLES = 2


def series_of_history(
    history: MetricHistory, horizon: int, *, holidays: Mapping[date, str] | None = None, name: str = ""
) -> Series:
    """The history as a series, to be continued for `horizon` units from `running` on. Raises UnusableSeries.

    Of seasons, only those are kept of which two cycles are known. `holidays` are names by date, past and future;
    they are looked at where units are days.
    """
    known = len(history.values)
    seasons = SEASONS[history.request.granularity]
    return Series(
        id=name or str(history.value or history.request.metric.name),
        values=history.values,
        horizon=horizon,
        seasons=tuple(season for season in seasons if _LEAST_CYCLES * season <= known),
        marks=_marks(history, horizon, holidays or {}),
    )


def units_ahead(history: MetricHistory) -> Iterator[Interval]:
    """The running unit, and all that come after it, in the tenant's calendar."""
    calendar = BusinessCalendar(history.settings)
    unit = history.running
    while True:
        yield unit
        _, end = unit.bounds
        unit = calendar.unit_around(end, history.request.granularity)


def _marks(history: MetricHistory, horizon: int, holidays: Mapping[date, str]) -> DayMarks:
    if history.request.granularity is not Granularity.DAY or not holidays:
        return DayMarks()
    calendar = BusinessCalendar(history.settings)

    def mark(day: Interval) -> str | None:
        return holidays.get(calendar.date_of(day.bounds[0]))

    return DayMarks(
        past=tuple(mark(unit) for unit in history.units),
        future=tuple(mark(unit) for unit in islice(units_ahead(history), horizon)),
    )
