"""From the history of a product's sales to a series that a forecaster continues, and back to demand."""

import math
from collections.abc import Iterator
from itertools import dropwhile, islice
from statistics import NormalDist

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.forecasts.continuing import series_of_history, units_ahead
from olympus.domain.forecasts.forecast import Forecast
from olympus.domain.forecasts.metric_history import MetricHistory
from olympus.domain.forecasts.series import Series
from olympus.domain.replenishment.demand import DayDemand, Demand

_HALF_WIDTHS = NormalDist().inv_cdf(0.9), NormalDist().inv_cdf(0.975)
_LEAST_DAYS = 28
"""Of a product that was sold for the first time lately, so many days before count as days without a sale."""

_SEASONAL = 14
"""Days with a sale, two for each weekday; of fewer nobody can tell which weekday is a good one."""

_LONGEST_GAP = 364


def demand_series(history: MetricHistory, horizon: int) -> Series:
    """The part of a product's daily units that says something: from the first sale on, at least four weeks.

    `horizon` counts from today: after a long silence the series reaches over the days of which nothing is known.
    """
    series = series_of_history(history, _skipped_steps(_silent_days(history)) + horizon)
    first = next((place for place, value in enumerate(series.values) if value), len(series.values))
    start = max(0, min(first, len(series.values) - _LEAST_DAYS))
    values = tuple(max(value or 0.0, 0.0) for value in series.values[start:])
    days_with_sales = sum(value > 0 for value in values)
    seasons = tuple(each for each in series.seasons if 2 * each <= len(values) and days_with_sales >= _SEASONAL)
    return Series(series.id, values, series.horizon, seasons)


def demand_of(history: MetricHistory, forecast: Forecast) -> Demand:
    """What is to come, from a forecast of `demand_series`."""
    calendar, silent = BusinessCalendar(history.settings), _silent_days(history)
    since_first = list(dropwhile(lambda value: not value, history.values))
    sold = [value for value in since_first if value]
    is_sparse = 2 * len(sold) < len(since_first)
    gone = 0.0 if history.silent_since else max(history.so_far or 0.0, 0.0)
    days = []
    skipped = _skipped_steps(silent)
    ahead = islice(units_ahead(history), silent, silent + len(forecast.mean) - skipped)
    for place, unit in enumerate(ahead):
        step = skipped + place
        already = gone if place == 0 else 0.0
        days.append(
            DayDemand(
                calendar.date_of(unit.bounds[0]),
                max(forecast.mean[step] - already, 0.0),
                max(forecast.lower_80[step] - already, 0.0),
                max(forecast.upper_80[step] - already, 0.0),
                _sigma(forecast, step, is_sparse=is_sparse),
            )
        )
    every_sale = (*sold, history.so_far or 0.0)
    return Demand(
        tuple(days),
        all(float(value).is_integer() for value in every_sale),
        len(sold),
        forecast.model,
        tuple(_warnings(history, forecast)),
    )


def _sigma(forecast: Forecast, step: int, *, is_sparse: bool) -> float:
    """From the upper bounds, since it is by selling more that stock runs out.

    Where most days have no sale the bounds may lie on them; then the error is at least that of a Poisson number
    (Syntetos and Boylan, 2006, On the stock control performance of intermittent demand estimators, International
    Journal of Production Economics 103).
    """
    mean = forecast.mean[step]
    of_80, of_95 = _HALF_WIDTHS
    sigma = max((forecast.upper_80[step] - mean) / of_80, (forecast.upper_95[step] - mean) / of_95)
    return max(sigma, math.sqrt(max(mean, 0.0))) if is_sparse else sigma


def _silent_days(history: MetricHistory) -> int:
    """How many of the tenant's days have passed since the history ended with a long silence."""
    if not history.silent_since:
        return 0
    calendar = BusinessCalendar(history.settings)
    return max((calendar.date_of(history.as_of) - calendar.date_of(history.running.bounds[0])).days, 0)


def _skipped_steps(silent_days: int) -> int:
    """The steps of a forecast that lie in a silence: after a year of it the weekday alone still counts."""
    return silent_days if silent_days <= _LONGEST_GAP else _LONGEST_GAP + silent_days % 7


def _warnings(history: MetricHistory, forecast: Forecast) -> Iterator[str]:
    if history.silent_since:
        yield "Nothing was heard for more than two weeks: the product is taken to sell as before."
    yield from forecast.warnings
