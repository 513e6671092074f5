"""One metric with its points and statistics, for callers that name a type of metric instead of a metric."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from litestar import Request, Router, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Meta, Struct

from olympus.domain.calendar.change import UNKNOWN, Direction
from olympus.domain.errors import OlympusError, UnknownName
from olympus.domain.insights import Impact
from olympus.domain.metrics.metric import Metric, Unit
from olympus.domain.money import average_of_money
from olympus.domain.query.metric_query import MOST_FILTER_VALUES, MetricQuery, QueryWords, metric_query
from olympus.domain.tenant import parse_tenant_id
from olympus.entrypoints.http.figure_parts import Figure, local
from olympus.entrypoints.http.figures_out import figure_out, percentage_out
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.own_tenant import check_own_tenant
from olympus.entrypoints.http.problems import problems
from olympus.use_cases.summarise_metric import MetricSummary, SummariseMetric


class MetricType(StrEnum):
    """What callers name. Each stands for one metric of the catalogue."""

    REVENUE = "revenue"
    ORDERS = "orders"
    CUSTOMERS = "customers"
    INVENTORY = "inventory"
    PERFORMANCE = "performance"

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise UnknownName("metric type", value, cls, field="metric_type")


METRIC_OF = {
    MetricType.REVENUE: "revenue",
    MetricType.ORDERS: "orders",
    MetricType.CUSTOMERS: "customers",
    MetricType.INVENTORY: "stock_on_hand",
    MetricType.PERFORMANCE: "payment_success_rate",
}

_Value = str | int | None
_Values = _Value | Annotated[list[_Value], Meta(max_length=MOST_FILTER_VALUES)]


class DateRangeIn(Struct, forbid_unknown_fields=True):
    """From the first day to the last, both included; or from one instant until just before another."""

    start: Annotated[str, Meta(examples=["2026-03-01"])]
    end: Annotated[str, Meta(examples=["2026-03-31"])]


class MetricSummaryIn(Struct, kw_only=True, forbid_unknown_fields=True):
    """Which metric, over which time."""

    tenant_id: Annotated[str, Meta(description="Whose figures.", examples=["demo-pizza"])]
    metric_type: Annotated[
        str,
        Meta(
            description="; ".join(f"{each} is `{name}`" for each, name in METRIC_OF.items()), examples=["revenue"]
        ),
    ]
    date_range: DateRangeIn
    filters: Annotated[dict[str, _Values], Meta(max_length=20, description="Values by dimension.")] = {}
    group_by: Annotated[list[str], Meta(max_length=20, description="Dimensions.")] = []

    def read(self) -> MetricQuery:
        """The query that is meant. Raises OlympusError."""
        return metric_query(
            QueryWords(
                metrics=[METRIC_OF[MetricType(self.metric_type)]],
                dimensions=self.group_by,
                filters=[
                    (name, "in" if isinstance(value, list) else "=", value) for name, value in self.filters.items()
                ],
                timeframe="custom",
                start=self.date_range.start,
                end=self.date_range.end,
            )
        )


class DataPointOut(Struct):
    """The figure of a point in time, and of values of the dimensions."""

    timestamp: datetime
    value: Figure
    dimensions: dict[str, Any]


class SummaryOut(Struct):
    """What the points come to. `total` is the figure of the whole time: different people count in it once."""

    total: Figure
    average: Figure
    min: Figure
    max: Figure
    count: Annotated[int, Meta(description="How many points have a figure.")]
    trend: Annotated[Direction | None, Meta(description="Against the period before; `stable` under 1 per cent.")]
    change_percentage: Decimal | None


class MetricInsightOut(Struct):
    """Something that stands out."""

    insight_type: str
    title: str
    description: str
    impact: Impact
    recommendations: list[str]


class MetricSummaryOut(Struct):
    """The points of a metric, and what they come to."""

    data: list[DataPointOut]
    summary: SummaryOut
    insights: list[MetricInsightOut]
    metric: Annotated[str, Meta(description="The metric of the catalogue that the type stands for.")]
    currency: str | None
    notes: list[str]


@post(
    "/metrics",
    operation_id="metricSummary",
    summary="One metric with its points and statistics",
    operation_class=documented(
        answer={
            "data": [
                {"timestamp": "2026-03-01T00:00:00-05:00", "value": 412.25, "dimensions": {"channel": "dine_in"}},
                {"timestamp": "2026-03-02T00:00:00-05:00", "value": 820.50, "dimensions": {"channel": "dine_in"}},
            ],
            "summary": {
                "total": 1232.75,
                "average": 616.375,
                "min": 412.25,
                "max": 820.50,
                "count": 2,
                "trend": "up",
                "change_percentage": 23.28,
            },
            "insights": [
                {
                    "insight_type": "change",
                    "title": "Revenue rose by 23 %",
                    "description": "Revenue: 1,232.75 USD, against 1,000.00 USD in the earlier period.",
                    "impact": "medium",
                    "recommendations": ["See what drove it, and whether stock and staff keep up."],
                }
            ],
            "metric": "revenue",
            "currency": "USD",
            "notes": [],
        },
        body_example={
            "tenant_id": "demo-pizza",
            "metric_type": "revenue",
            "date_range": {"start": "2026-03-01", "end": "2026-03-31"},
            "group_by": ["channel"],
        },
    ),
    response_description="The points and their summary.",
    responses=problems(400, 403, 503),
    status_code=200,
)
async def metric_summary(
    request: Request[Any, Any, Any],
    *,
    summarise_metric: NamedDependency[SummariseMetric],
    data: JSONBody[MetricSummaryIn],
) -> MetricSummaryOut:
    """The figures of a metric over a stretch of time, by points that suit its length, with what they come to
    and how that compares with the period before. `/api/analytics/query` says more.
    """
    try:
        check_own_tenant(request.headers, data.tenant_id)
        return _out(await summarise_metric(parse_tenant_id(data.tenant_id), data.read()))
    except OlympusError as error:
        error.field = _FIELDS.get(error.field or "", error.field)
        raise


_FIELDS = {"start": "date_range.start", "end": "date_range.end", "dimensions": "group_by"}


def _out(told: MetricSummary) -> MetricSummaryOut:
    answer, total = told.answer, told.total
    metric, change, zone = total.metric, total.change or UNKNOWN, answer.settings.zone

    def figure(value: Decimal | None) -> Decimal | None:
        return figure_out(metric, value, total.currency)

    return MetricSummaryOut(
        data=[
            DataPointOut(
                timestamp,
                figure(row.readings[metric.name].value),
                {dimension.value: value for dimension, value in row.values.items()},
            )
            for row in answer.rows
            if row.bucket and (timestamp := local(row.bucket.start, zone))
        ],
        summary=SummaryOut(
            total=figure(total.value),
            average=_average_out(metric, told.average, total.currency),
            min=figure(told.least),
            max=figure(told.greatest),
            count=told.count,
            trend=change.direction,
            change_percentage=percentage_out(change.percentage),
        ),
        insights=[
            MetricInsightOut("change", each.title, each.description, each.impact, [each.action])
            for each in told.insights
        ],
        metric=metric.name,
        currency=answer.currency,
        notes=list(answer.notes),
    )


def _average_out(metric: Metric, average: Decimal | None, currency: str | None) -> Decimal | None:
    """Of shares as a share; of all else to two decimals more than its money has."""
    if average is None or metric.unit is Unit.RATIO:
        return figure_out(metric, average, currency)
    return average_of_money(average, currency)


metric_summary_routes = Router("/api/analytics", route_handlers=[metric_summary], tags=["Figures"])
