"""From an interpretation to the metric query that answers it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity, granularity_for
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import MetricQuery, Operator, QueryWords, metric_query
from olympus.domain.questions.interpretation import AskedTime, Intent, Interpretation
from olympus.domain.questions.measurable import headlines

MOST_ROWS = 100
"""Of an answer to a question; a query for itself can have more."""

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_COMPARING = (Intent.COMPARISON, Intent.ANOMALY)
_USUAL = "this_month"


class Asking(NamedTuple):
    """The query, and what had to be decided that the question left open, in sentences."""

    query: MetricQuery
    assumptions: tuple[str, ...] = ()


def asking(asked: Interpretation, now: datetime) -> Asking:
    """The query that an interpretation means. Raises OlympusError where there is no such figure."""
    if asked.intent is Intent.FORECAST:
        asked = _past_of(asked)
    if asked.intent is Intent.RECOMMENDATION and not asked.metrics:
        asked = replace(asked, metrics=_TO_REORDER, group_by=(Dimension.PRODUCT,))
    metrics = asked.metrics or headlines(asked)
    comparison = asked.comparison
    if comparison is Comparison.NONE and asked.intent in _COMPARING and not _is_cut_by_values(asked):
        comparison = Comparison.PREVIOUS_PERIOD
    name, start, end, assumptions = _time(asked, now, compared=comparison is not Comparison.NONE)
    granularity = asked.granularity or (_points_of(asked.time) if asked.intent is Intent.TREND else None)
    query = metric_query(
        QueryWords(
            metrics=metrics,
            dimensions=asked.group_by,
            filters=[
                (each.dimension, each.operator, _written(each.operator, each.values)) for each in asked.filters
            ],
            timeframe=name,
            start=start,
            end=end,
            granularity=granularity,
            comparison=comparison,
            order=_order(asked, metrics, granularity),
            limit=asked.limit or (MOST_ROWS if asked.group_by and granularity is None else None),
        )
    )
    return Asking(query, assumptions)


_TO_REORDER = ("inventory_warnings", "stock_on_hand")
"""What recommends itself without a figure being named: what runs out first."""

_LOOKED_BACK = {
    Granularity.DAY: ("last_28_days", Granularity.DAY),
    Granularity.WEEK: ("last_12_weeks", Granularity.WEEK),
    Granularity.MONTH: ("last_12_months", Granularity.MONTH),
    Granularity.QUARTER: ("last_8_quarters", Granularity.QUARTER),
    Granularity.YEAR: ("last_5_years", Granularity.YEAR),
}
"""What of the past says something about a time ahead, by how long that is."""


def _past_of(asked: Interpretation) -> Interpretation:
    """What is shown beside a forecast: the past that it rests on, in the units of the time ahead."""
    ahead = asked.horizon.interval if asked.horizon else None
    length = ahead.length if ahead and ahead.start and ahead.end else timedelta(days=1)
    unit = next(unit for unit, longest in _AS_LONG_AS if length <= longest)
    name, points = _LOOKED_BACK[unit]
    return replace(asked, time=AskedTime(name), granularity=None if asked.group_by else points)


_AS_LONG_AS = (
    (Granularity.DAY, timedelta(days=2)),
    (Granularity.WEEK, timedelta(days=14)),
    (Granularity.MONTH, timedelta(days=62)),
    (Granularity.QUARTER, timedelta(days=186)),
    (Granularity.YEAR, timedelta.max),
)


def _time(
    asked: Interpretation, now: datetime, *, compared: bool
) -> tuple[str, str | None, str | None, tuple[str, ...]]:
    time = asked.time
    if time.name != "custom":
        if time.name == "all_time" and compared:
            return _USUAL, None, None, ("no time was named: took this month",)
        return time.name, None, None, ()
    start, end = time.interval.start or _BEGINNING, time.interval.end or now
    return "custom", start.isoformat(), max(start, end).isoformat(), ()


def _points_of(time: AskedTime) -> Granularity:
    interval = time.interval
    if interval.start is None or interval.end is None:
        return Granularity.MONTH
    return granularity_for(interval.length)


def _order(
    asked: Interpretation, metrics: tuple[str, ...], granularity: Granularity | None
) -> list[tuple[str, str]]:
    if asked.order:
        return [(metrics[0], asked.order)]
    return [(metrics[0], "desc")] if asked.group_by and granularity is None else []


def _is_cut_by_values(asked: Interpretation) -> bool:
    """ "Rome vs Milan" compares places, and no times."""
    return bool(asked.group_by) and any(len(each.values) > 1 for each in asked.filters)


def _written(operator: Operator, values: tuple[object, ...]) -> object:
    return list(values) if operator in (Operator.IN, Operator.NOT_IN) else values[0]
