"""The forecast of a tenant's metric, in the units of its calendar."""

from dataclasses import dataclass

from olympus.domain.calendar.interval import Interval
from olympus.domain.forecasts.forecast import Forecast
from olympus.domain.forecasts.forecast_request import ForecastRequest
from olympus.domain.forecasts.metric_history import MetricHistory


@dataclass(frozen=True, slots=True)
class ForecastPoint:
    """What is expected of one unit as a whole, and between which bounds it will lie in 80 and 95 of 100 cases."""

    unit: Interval
    mean: float
    lower_80: float
    upper_80: float
    lower_95: float
    upper_95: float


@dataclass(frozen=True, slots=True)
class MetricForecast:
    """The points, the running unit first; `basis` tells the methods, their errors of late, and warnings.

    The time of making is `history.as_of`.
    """

    request: ForecastRequest
    history: MetricHistory
    points: tuple[ForecastPoint, ...]
    basis: Forecast
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """All points together, of what adds up over time."""
        return sum(point.mean for point in self.points)


def points_of(forecast: Forecast, units: list[Interval]) -> tuple[ForecastPoint, ...]:
    """The steps of a forecast, placed in the calendar; as many as there are units."""
    steps = zip(
        units,
        forecast.mean,
        forecast.lower_80,
        forecast.upper_80,
        forecast.lower_95,
        forecast.upper_95,
        strict=False,
    )
    return tuple(ForecastPoint(*each) for each in steps)
