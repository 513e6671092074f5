"""The dashboard as it travels: one shape for every caller that there is."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

from msgspec import UNSET, Meta, Struct, UnsetType, defstruct

from olympus.domain.calendar.change import UNKNOWN, Direction
from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.dashboard import Dashboard, SeriesPoint
from olympus.domain.insights import Impact
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.metric import Metric, Unit
from olympus.domain.money import shortest, spelled_out
from olympus.domain.query.answer import Reading
from olympus.domain.tenant import Weekday
from olympus.entrypoints.http.figures_out import figure_out, percentage_out

Figure = Annotated[Decimal | None, Meta(description="An exact number, or null where nothing is known.")]
LocalTime = Annotated[
    datetime | None, Meta(description="An instant, with the offset of the tenant's clock; null for all time.")
]


def _described(metric: Metric) -> Any:
    """The type of a metric's figure, which says what it means."""
    return Annotated[Decimal | None, Meta(description=metric.definition)]


class ComparedWithOut(Struct):
    """The earlier stretch of time that the figures are set beside."""

    comparison: Annotated[Comparison, Meta(description="How it was chosen.")]
    start: LocalTime
    end: LocalTime
    until: Annotated[
        datetime | None, Meta(description="Where the timeframe itself is cut for a fair comparison: at now.")
    ]
    partial: Annotated[
        bool, Meta(description="Whether the period is still running, so that only its elapsed part is compared.")
    ]


class TimeframeOut(Struct):
    """What the name of the timeframe means to this tenant: from `start` until just before `end`."""

    name: Annotated[str, Meta(description="The timeframe's name.", examples=["this_week"])]
    start: LocalTime
    end: LocalTime
    start_utc: Annotated[datetime | None, Meta(description="The same instant in UTC.")]
    end_utc: Annotated[datetime | None, Meta(description="The same instant in UTC.")]
    timezone: Annotated[str, Meta(description="IANA name of the time zone.", examples=["Europe/Rome"])]
    week_start: Annotated[Weekday, Meta(description="First day of the tenant's week.")]
    day_start: Annotated[str, Meta(description="Local time at which the business day begins.", examples=["00:00"])]
    compared_with: ComparedWithOut | None


class ComparedOut(Struct):
    """A figure beside the one before."""

    current: Figure
    previous: Figure
    change: Annotated[Decimal | None, Meta(description="`current` minus `previous`.")]
    change_percentage: Annotated[
        Decimal | None, Meta(description="The change in per cent of the previous figure; null from 0.")
    ]
    trend: Annotated[Direction | None, Meta(description="`stable` under 1 per cent.")]


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


class DefinitionOut(Struct):
    """What a figure says about itself."""

    label: str
    unit: Unit
    definition: str
    higher_is_better: Annotated[bool | None, Meta(description="null where neither is good by itself.")]


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


DEFINITIONS = {
    metric.name: DefinitionOut(metric.label, metric.unit, metric.definition, metric.higher_is_better)
    for metric in CATALOGUE.values()
}


def dashboard_out(dashboard: Dashboard) -> DashboardOut:
    """The answer that tells a dashboard."""
    currency = dashboard.currency
    compared = {name: _compared(reading, currency) for name, reading in dashboard.readings.items()}
    zone = dashboard.settings.zone
    return DashboardOut(
        tenant_id=dashboard.tenant_id,
        period=dashboard.timeframe.name,
        timeframe=_timeframe(dashboard),
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
        other_currencies=_other_currencies(dashboard.readings),
        source=dashboard.source,
        as_of=dashboard.as_of.astimezone(zone),
        events_until=_local(dashboard.events_until, zone),
        definitions=DEFINITIONS,
    )


def _metrics(timeframe: str, compared: Mapping[str, ComparedOut]) -> MetricsOut:
    figures: dict[str, Any] = {name: each.current for name, each in compared.items()}
    return MetricsOut(timeframe=timeframe, **figures)


def _compared(reading: Reading, currency: str | None) -> ComparedOut:
    change = reading.change or UNKNOWN
    return ComparedOut(
        current=figure_out(reading.metric, reading.value, currency),
        previous=figure_out(reading.metric, reading.previous, currency),
        change=figure_out(reading.metric, change.absolute, currency),
        change_percentage=percentage_out(change.percentage),
        trend=change.direction,
    )


def _timeframe(dashboard: Dashboard) -> TimeframeOut:
    settings, interval = dashboard.settings, dashboard.timeframe.interval
    return TimeframeOut(
        name=dashboard.timeframe.name,
        start=_local(interval.start, settings.zone),
        end=_local(interval.end, settings.zone),
        start_utc=interval.start,
        end_utc=interval.end,
        timezone=settings.time_zone,
        week_start=settings.week_start,
        day_start=f"{settings.day_start:%H:%M}",
        compared_with=_compared_with(dashboard),
    )


def _compared_with(dashboard: Dashboard) -> ComparedWithOut | None:
    compared, zone = dashboard.compared, dashboard.settings.zone
    if compared is None:
        return None
    return ComparedWithOut(
        comparison=compared.comparison,
        start=_local(compared.earlier.start, zone),
        end=_local(compared.earlier.end, zone),
        until=_local(compared.current.end, zone) if compared.partial else None,
        partial=compared.partial,
    )


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
    return PointOut(start=_local(point.bucket.start, dashboard.settings.zone), **figures)


def _other_currencies(readings: Mapping[str, Reading]) -> dict[str, dict[str, Decimal | None]]:
    by_currency: dict[str, dict[str, Decimal | None]] = {}
    for name, reading in readings.items():
        for currency, amount in reading.other_currencies.items():
            by_currency.setdefault(currency, {})[name] = figure_out(reading.metric, amount, currency)
    return by_currency


def _local(instant: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if instant is None else instant.astimezone(zone)
