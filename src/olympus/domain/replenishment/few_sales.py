"""The demand for what was hardly ever sold: no method can tell more of it than an average."""

import math
from datetime import date

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.reach import day_numbered
from olympus.domain.forecasts.metric_history import MetricHistory
from olympus.domain.replenishment.demand import DayDemand, Demand

FEW = 3
"""Days with a sale."""

_LEAST_DAYS = 28
_UPPER = 1.2816
"""The 90 % quantile of the normal distribution, the upper bound of an 80 % interval."""


def is_hardly_sold(history: MetricHistory) -> bool:
    """Whether there were sales on three days at most, today included."""
    return len(_sales(history)) <= FEW


def average_demand(history: MetricHistory, number: int) -> Demand:
    """The average day since the first sale, four weeks at least, for `number` days from today on.

    Its error is that of a compound Poisson number: the variance of a day is the mean of its squares.
    """
    sales = _sales(history)
    first = next((place for place, value in enumerate(history.values) if value), len(history.values))
    days = max(len(history.values) - first, _LEAST_DAYS)
    rate = math.fsum(sales) / days
    sigma = math.hypot(*sales) / math.sqrt(days)
    today = BusinessCalendar(history.settings).date_of(history.as_of)
    return Demand(
        tuple(DayDemand(_after(today, each), rate, 0.0, rate + _UPPER * sigma, sigma) for each in range(number)),
        all(each.is_integer() for each in sales),
        len(sales),
        "mean" if sales else None,
        (_warning(len(sales)),) if sales else (),
    )


def _sales(history: MetricHistory) -> list[float]:
    return [float(each) for each in (*history.values, history.so_far) if each and each > 0]


def _after(today: date, days: int) -> date:
    return day_numbered(today.toordinal() + days)


def _warning(days: int) -> str:
    counted = "1 day" if days == 1 else f"{days} days"
    return f"It was sold on {counted} only: the demand is little more than a guess."
