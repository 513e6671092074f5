"""One metric over a stretch of time: its points, what they come to, and whether that is more than before."""

import sys
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity, granularity_for
from olympus.domain.calendar.interval import Interval
from olympus.domain.exact import ZERO, add
from olympus.domain.insights import Insight, notable_change
from olympus.domain.query.answer import Answer, Reading
from olympus.domain.query.metric_query import MOST_ROWS, MetricQuery
from olympus.domain.tenant import TenantId
from olympus.use_cases.answer_query import AnswerQuery


@dataclass(frozen=True, slots=True)
class MetricSummary:
    """The answer to the query by points of time, with statistics of its rows that have a figure.

    The total is that of the whole time: different people are counted once in it, however many points they
    are in.
    """

    answer: Answer
    total: Reading
    average: Decimal | None
    least: Decimal | None
    greatest: Decimal | None
    count: int
    insights: tuple[Insight, ...]


class SummariseMetric:
    """Answers callers who want a metric drawn and summed up at once."""

    def __init__(self, answer_query: AnswerQuery) -> None:
        self._answer_query = answer_query

    async def __call__(self, tenant_id: TenantId, query: MetricQuery) -> MetricSummary:
        """The first metric of a query, compared with the period before. Raises OlympusError, SourceUnavailable."""
        compared = replace(query, comparison=Comparison.PREVIOUS_PERIOD, granularity=None, dimensions=())
        whole = await self._answer_query(tenant_id, compared)
        answer = await self._answer_query(
            tenant_id,
            replace(query, granularity=query.granularity or _suiting(whole.timeframe.interval)),
            most_rows=sys.maxsize,
        )
        name = query.metrics[0].name
        values = [value for row in answer.rows if (value := row.readings[name].value) is not None]
        return MetricSummary(
            answer=_shown(answer),
            total=whole.totals[name],
            average=reduce(add, values, ZERO) / len(values) if values else None,
            least=min(values, default=None),
            greatest=max(values, default=None),
            count=len(values),
            insights=tuple(filter(None, [notable_change(whole.totals[name])])),
        )


def _shown(answer: Answer) -> Answer:
    """The rows that travel; the statistics are of all."""
    if len(answer.rows) <= MOST_ROWS:
        return answer
    note = f"The first {MOST_ROWS:,} of {len(answer.rows):,} points are shown; the summary is of all of them."
    return replace(answer, rows=answer.rows[:MOST_ROWS], notes=(*answer.notes, note))


def _suiting(interval: Interval) -> Granularity:
    return (
        Granularity.MONTH if interval.start is None or interval.end is None else granularity_for(interval.length)
    )
