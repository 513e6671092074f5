"""Weeks and months as the sums of their days, so that both tell the same story.

Expected values are added up from below ("bottom-up": Hyndman and Athanasopoulos, Forecasting: Principles and
Practice, 3rd edition, chapter 11.2); how far off a sum may be is known from the errors of weeks and months
themselves, as those of its days are not independent.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from olympus.domain.calendar.interval import Interval
from olympus.domain.forecasts.metric_forecast import ForecastPoint
from olympus.domain.forecasts.metric_history import MetricHistory


def sums_of(days: Sequence[ForecastPoint], units: Sequence[Interval]) -> tuple[ForecastPoint, ...]:
    """Points for units of which nothing is known but their days, with bounds as if all days went wrong together.

    Units that the days do not reach to the end are left out.
    """
    reached = days[-1].unit.bounds[1]
    inside = {unit: [day for day in days if _starts(day.unit) in unit] for unit in units}
    return tuple(
        ForecastPoint(
            unit,
            sum(day.mean for day in own),
            sum(day.lower_80 for day in own),
            sum(day.upper_80 for day in own),
            sum(day.lower_95 for day in own),
            sum(day.upper_95 for day in own),
        )
        for unit, own in inside.items()
        if unit.bounds[1] <= reached
    )


def of_days(
    points: Sequence[ForecastPoint], days: Sequence[ForecastPoint], past: MetricHistory
) -> tuple[ForecastPoint, ...]:
    """The points of weeks or months, with the sums of their days as expected values.

    Days that are over count as they were, from `past`, the history of the same figures by the day; a point that
    the days do not reach to the end stays as it is. Where the history was never negative, bounds are not either.
    """
    is_positive = all((value or 0) >= 0 for value in past.values)
    reached = days[-1].unit.bounds[1]
    return tuple(
        _with_mean(point, *_expected(point.unit, days, past), is_positive=is_positive)
        if point.unit.bounds[1] <= reached
        else point
        for point in points
    )


def _expected(unit: Interval, days: Sequence[ForecastPoint], past: MetricHistory) -> tuple[float, float]:
    """What the unit comes to, and which share of its days is still to come."""
    ahead = [day.mean for day in days if _starts(day.unit) in unit]
    over = [value or 0.0 for day, value in zip(past.units, past.values, strict=True) if _starts(day) in unit]
    return sum(over) + sum(ahead), len(ahead) / max(len(ahead) + len(over), 1)


def _with_mean(point: ForecastPoint, mean: float, open_share: float, *, is_positive: bool) -> ForecastPoint:
    """The point moved to another mean; its bounds closer by the square root of the share that is still open."""
    narrower = math.sqrt(open_share)

    def moved(bound: float) -> float:
        away = mean + (bound - point.mean) * narrower
        return max(away, 0.0) if is_positive else away

    return replace(
        point,
        mean=mean,
        lower_80=moved(point.lower_80),
        upper_80=moved(point.upper_80),
        lower_95=moved(point.lower_95),
        upper_95=moved(point.upper_95),
    )


def _starts(unit: Interval) -> datetime:
    return unit.bounds[0]
