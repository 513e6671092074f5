"""Metric queries: any figures, cut in any way, over any time."""

from typing import Annotated, Any, cast

from litestar import MediaType, Request, Response, Router, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, SkipValidation
from msgspec import Meta, Struct

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.errors import OlympusError
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import MOST_FILTER_VALUES, MOST_ROWS, MetricQuery, QueryWords, metric_query
from olympus.domain.tenant import parse_tenant_id
from olympus.entrypoints.http.exact_json import exact_json
from olympus.entrypoints.http.kept_answers import wanted_freshness
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.own_tenant import check_own_tenant
from olympus.entrypoints.http.problems import problems
from olympus.entrypoints.http.query_example import ANSWER, QUERY
from olympus.entrypoints.http.query_out import AnswerOut, answer_out
from olympus.use_cases.answer_expiry import holds_until
from olympus.use_cases.answer_query import AnswerQuery
from olympus.use_cases.fresh_answers import FreshAnswers, WorkedOut, question_about

_MOST_NAMES = 64
"""More names in one list were not meant, and are refused before any is looked at."""

_Value = str | int | None


class FilterIn(Struct, forbid_unknown_fields=True):
    """Which values of a dimension count."""

    dimension: Annotated[str, Meta(description=f"One of {', '.join(Dimension)}.", examples=["channel"])]
    op: Annotated[str, Meta(description="`=`, `!=`, `in` or `not in`.", examples=["in"])]
    value: Annotated[
        _Value | Annotated[list[_Value], Meta(max_length=MOST_FILTER_VALUES)],
        Meta(description="A value, or a list of them for `in` and `not in`; null is a missing value."),
    ]


class OrderIn(Struct, forbid_unknown_fields=True):
    """By which column rows are put in order."""

    by: Annotated[str, Meta(description="A metric, a dimension, or `start`.", examples=["revenue"])]
    direction: Annotated[str, Meta(description="`asc` or `desc`.")] = "desc"


_Names = Annotated[list[str], Meta(max_length=_MOST_NAMES)]


class QueryIn(Struct, kw_only=True, forbid_unknown_fields=True):
    """A metric query. Without a timeframe and bounds it is over all time."""

    tenant_id: Annotated[str, Meta(description="Whose figures.", examples=["demo-pizza"])]
    metrics: Annotated[_Names, Meta(description=f"Any of {', '.join(CATALOGUE)}.")]
    dimensions: Annotated[_Names, Meta(description=f"Any of {', '.join(Dimension)}.")] = []
    filters: Annotated[list[FilterIn], Meta(max_length=_MOST_NAMES)] = []
    timeframe: Annotated[str | None, Meta(description="As for the dashboard.", examples=["this_month"])] = None
    start: Annotated[str | None, Meta(description="First day, or a date-time. Only with `custom`.")] = None
    end: Annotated[str | None, Meta(description="Last day, included, or a date-time, excluded.")] = None
    granularity: Annotated[str | None, Meta(description=f"A row for each: {', '.join(Granularity)}.")] = None
    comparison: Annotated[str | None, Meta(description=f"One of {', '.join(Comparison)}.")] = None
    order: Annotated[list[OrderIn], Meta(max_length=_MOST_NAMES)] = []
    limit: Annotated[int | None, Meta(description=f"At most so many rows, up to {MOST_ROWS:,}.")] = None
    timezone: Annotated[str | None, Meta(description="An IANA time zone in place of the tenant's own.")] = None

    def read(self) -> MetricQuery:
        """The query that is meant. Raises OlympusError."""
        return metric_query(
            QueryWords(
                metrics=self.metrics,
                dimensions=self.dimensions,
                filters=[(each.dimension, each.op, each.value) for each in self.filters],
                timeframe=self.timeframe,
                start=self.start,
                end=self.end,
                granularity=self.granularity,
                comparison=self.comparison,
                order=[(each.by, each.direction) for each in self.order],
                limit=self.limit,
                time_zone=self.timezone,
            )
        )


@post(
    "/query",
    operation_id="query",
    summary="Answer a metric query",
    operation_class=documented(answer=ANSWER, body_example=QUERY),
    response_description="The answer.",
    responses=problems(400, 403, 503),
    status_code=200,
)
async def query(
    request: Request[Any, Any, Any],
    *,
    answer_query: NamedDependency[AnswerQuery],
    fresh_answers: NamedDependency[SkipValidation[FreshAnswers]],
    data: JSONBody[QueryIn],
) -> Response[AnswerOut]:
    """Any metrics by any of their dimensions, filtered, cut into hours to years, beside an earlier period, in
    any order. The totals are those of everything that the query admits, not the sums of the rows that are shown.
    """
    try:
        check_own_tenant(request.headers, data.tenant_id)
        tenant_id, asked = parse_tenant_id(data.tenant_id), data.read()

        async def work() -> WorkedOut:
            answer = await answer_query(tenant_id, asked)
            return WorkedOut(exact_json(answer_out(answer)), holds_until(answer.timeframe, made_at=answer.as_of))

        # In the caller's words: what was read of them holds sets, which each process writes in its own order.
        question = question_about(tenant_id, "query", repr(data))
        answer = await fresh_answers(question, work, wanted_freshness(request))
        return Response(cast("AnswerOut", answer.body), media_type=MediaType.JSON)
    except OlympusError as error:
        error.field = {"metric": "metrics", "time_zone": "timezone"}.get(error.field or "", error.field)
        raise


query_routes = Router("/api/analytics", route_handlers=[query], tags=["Figures"])
