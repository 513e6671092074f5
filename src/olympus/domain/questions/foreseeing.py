"""From a question about the time ahead to the forecast that answers it, and to the sentence that tells it."""

from dataclasses import replace
from datetime import datetime, timedelta

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.forecasts.forecast_request import MOST_PERIODS, ForecastRequest
from olympus.domain.forecasts.metric_forecast import MetricForecast
from olympus.domain.forecasts.metric_history import HistoryRequest
from olympus.domain.forecasts.telling import sentence_of, sentence_of_all
from olympus.domain.metrics.metric import Sum
from olympus.domain.query.metric_query import MetricQuery
from olympus.domain.questions.interpretation import Interpretation

_USUAL = timedelta(days=7)
_SHORTEST_DAY = timedelta(hours=20)
_WHOLE_UNITS = (Granularity.DAY, Granularity.WEEK, Granularity.MONTH)


def foreseen_time(asked: Interpretation, now: datetime) -> Interval:
    """The time that is asked about: seven days from now where the question names none."""
    ahead = asked.horizon.interval if asked.horizon else None
    if ahead is None or ahead.start is None or ahead.end is None:
        return Interval(now, now + _USUAL)
    return ahead


def foreseeing(
    query: MetricQuery, ahead: Interval, calendar: BusinessCalendar, now: datetime
) -> ForecastRequest | None:
    """The forecast of the query's first metric that reaches to the end of `ahead`; None where none reaches so far.

    A day, a week or a month is forecast as such; other stretches by the day, or the hour where they are shorter.
    What is too far for that is forecast by the day, or else the month, in which it lies.
    """
    start, _ = ahead.bounds
    fine = Granularity.HOUR if ahead.length < _SHORTEST_DAY else Granularity.DAY
    cut = next((unit for unit in _WHOLE_UNITS if calendar.unit_around(start, unit) == ahead), fine)
    for granularity in dict.fromkeys((cut, Granularity.DAY, Granularity.MONTH)):
        periods = _periods(now, ahead.bounds[1], granularity, calendar)
        if periods <= MOST_PERIODS:
            wanted = HistoryRequest(metric=query.metrics[0], granularity=granularity, filters=query.filters)
            return ForecastRequest(wanted, periods, query.notes)
    return None


def _periods(now: datetime, end: datetime, granularity: Granularity, calendar: BusinessCalendar) -> int:
    """How many units lie between now and `end`, the running one included; more than can be asked for, if it is."""
    count, until = 0, calendar.unit_around(now, granularity).bounds[0]
    while until < end and count <= MOST_PERIODS:
        count, until = count + 1, calendar.unit_around(until, granularity).bounds[1]
    return max(count, 1)


def within(made: MetricForecast, ahead: Interval) -> MetricForecast:
    """The points that lie in the time asked about; all of them where none does."""
    start, end = ahead.bounds
    inside = tuple(point for point in made.points if start < point.unit.bounds[1] and point.unit.bounds[0] < end)
    return replace(made, points=inside or made.points)


def foreseen(made: MetricForecast) -> str:
    """What is expected of the time asked about, and what to know before relying on it."""
    adds_up = isinstance(made.history.request.metric.formula, Sum)
    told = sentence_of_all(made) if adds_up and len(made.points) > 1 else sentence_of(made)
    return " ".join((told, *made.notes, *made.basis.warnings))
