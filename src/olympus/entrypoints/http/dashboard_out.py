"""The dashboard as it travels: one shape for every caller that there is."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType, defstruct

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.dashboard import Dashboard, SeriesPoint
from olympus.domain.insights import Impact
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.metric import Metric
from olympus.domain.money import shortest, spelled_out
from olympus.entrypoints.http.figure_parts import (
    DEFINITIONS,
    ComparedOut,
    DefinitionOut,
    TimeframeOut,
    compared_out,
    local,
    other_currencies_out,
    timeframe_out,
)
from olympus.entrypoints.http.figures_out import figure_out


def _described(metric: Metric) -> Any:
    """The type of a metric's figure, which says what it means."""
    return Annotated[Decimal | None, Meta(description=metric.definition)]


class ProductOut(Struct):
    """A product and what it sold."""

    product_id: str
    name: str | None
    quantity_sold: Decimal
    revenue: Annotated[Decimal, Meta(description="Its item sales, in the reporting currency.")]


class InsightOut(Struct):
    """Something that stands out, and what could be done."""

    title: str
    description: str
    impact: Impact
    action: str


if TYPE_CHECKING:

    class MetricsOut:
        """Below, it gets a field for each metric of the catalogue."""

        def __init__(self, **figures: Any) -> None: ...

    PointOut = MetricsOut
else:
    MetricsOut = defstruct(
        "MetricsOut",
        [
            ("timeframe", Annotated[str, Meta(description="The timeframe's name.")]),
            *((metric.name, _described(metric)) for metric in CATALOGUE.values()),
        ],
        namespace={"__doc__": "Every metric of the catalogue; money is in `currency`."},
    )
    PointOut = defstruct(
        "PointOut",
        [
            ("start", Annotated[datetime, Meta(description="Where the bucket begins, in local time.")]),
            *((metric.name, _described(metric) | UnsetType, UNSET) for metric in CATALOGUE.values()),
        ],
        namespace={"__doc__": "The figures of one bucket: those that add up over time."},
    )


class SeriesOut(Struct):
    """The figures that add up over time, drawn over the timeframe until now."""

    granularity: Granularity
    points: Annotated[list[PointOut], Meta(description="The buckets, in order.")]


class FiltersOut(Struct):
    """What the figures are limited to."""

    location_id: str | None


class DashboardOut(Struct, kw_only=True):
    """Every headline figure of a timeframe, what it is compared with, and what stands out."""

    tenant_id: str
    period: Annotated[str, Meta(description="The timeframe's name.")]
    timeframe: TimeframeOut
    filters: FiltersOut
    metrics: MetricsOut
    revenue: ComparedOut
    orders: ComparedOut
    customers: ComparedOut
    comparisons: Annotated[dict[str, ComparedOut], Meta(description="Every metric beside its earlier figure.")]
    top_products: Annotated[list[ProductOut], Meta(description="The ten with the highest item sales.")]
    insights: Annotated[list[InsightOut], Meta(description="What stands out, most important first.")]
    series: SeriesOut
    currency: Annotated[
        str | None,
        Meta(description="The reporting currency (ISO 4217); null before any is known.", examples=["EUR"]),
    ]
    other_currencies: Annotated[
        dict[str, dict[str, Decimal | None]],
        Meta(description="What came in other currencies: by currency, then by metric. Never added to the rest."),
    ]
    source: Annotated[
        str,
        Meta(description="What answered: rollups, events, both, or memory.", examples=["rollups"]),
    ]
    as_of: Annotated[datetime, Meta(description="When this was computed.")]
    events_until: Annotated[datetime | None, Meta(description="The time of the last event in the figures.")]
    definitions: Annotated[dict[str, DefinitionOut], Meta(description="What each metric means.")]


def dashboard_out(dashboard: Dashboard) -> DashboardOut:
    """The answer that tells a dashboard."""
    currency = dashboard.currency
    compared = {name: compared_out(reading) for name, reading in dashboard.readings.items()}
    zone = dashboard.settings.zone
    return DashboardOut(
        tenant_id=dashboard.tenant_id,
        period=dashboard.timeframe.name,
        timeframe=timeframe_out(dashboard.timeframe, dashboard.compared, dashboard.settings),
        filters=FiltersOut(dashboard.location_id),
        metrics=_metrics(dashboard.timeframe.name, compared),
        revenue=compared["revenue"],
        orders=compared["orders"],
        customers=compared["customers"],
        comparisons=compared,
        top_products=_top_products(dashboard),
        insights=[
            InsightOut(each.title, each.description, each.impact, each.action) for each in dashboard.insights
        ],
        series=_series(dashboard),
        currency=currency,
        other_currencies=other_currencies_out(dashboard.readings),
        source=dashboard.source,
        as_of=dashboard.as_of.astimezone(zone),
        events_until=local(dashboard.events_until, zone),
        definitions=DEFINITIONS,
    )


def _metrics(timeframe: str, compared: Mapping[str, ComparedOut]) -> MetricsOut:
    figures: dict[str, Any] = {name: each.current for name, each in compared.items()}
    return MetricsOut(timeframe=timeframe, **figures)


def _top_products(dashboard: Dashboard) -> list[ProductOut]:
    return [
        ProductOut(
            each.product_id,
            each.name,
            shortest(each.quantity),
            spelled_out(each.amount, dashboard.currency),
        )
        for each in dashboard.best_sellers
    ]


def _series(dashboard: Dashboard) -> SeriesOut:
    return SeriesOut(dashboard.granularity, [_point(point, dashboard) for point in dashboard.series])


def _point(point: SeriesPoint, dashboard: Dashboard) -> PointOut:
    figures: dict[str, Any] = {
        name: figure_out(CATALOGUE[name], value, dashboard.currency) for name, value in point.values.items()
    }
    return PointOut(start=local(point.bucket.start, dashboard.settings.zone), **figures)
