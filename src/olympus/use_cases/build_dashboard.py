"""Build a tenant's dashboard: a few metric queries over one timeframe, on one snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from olympus.domain.calendar.comparison import Comparison, compare_with
from olympus.domain.calendar.granularity import Granularity, granularity_for
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.timeframe import resolve_timeframe
from olympus.domain.dashboard import BestSeller, Dashboard, SeriesPoint
from olympus.domain.errors import OlympusError
from olympus.domain.exact import ZERO
from olympus.domain.insights import insights
from olympus.domain.metrics.catalogue import CATALOGUE, metric_named
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.metric import Ratio, Sum
from olympus.domain.query.answer import Row
from olympus.domain.query.metric_query import Filter, MetricQuery, Operator
from olympus.domain.tenant import TenantId
from olympus.ports.clock import Clock
from olympus.ports.figure_source import FigureSource
from olympus.ports.tenants import Tenants
from olympus.use_cases.answer_query import Answering

_MOST_POINTS = 1_000
_BEST_SELLERS = 10
_IN_SERIES = tuple(
    metric
    for metric in CATALOGUE.values()
    if isinstance(metric.formula, Sum)
    or (isinstance(metric.formula, Ratio) and isinstance(metric.formula.denominator, Sum))
)
"""The chart shows what sums give; counting different people a bucket is a question of its own."""

_OF_PRODUCTS = metric_named("item_sales"), metric_named("units_sold")


@dataclass(frozen=True, slots=True)
class DashboardRequest:
    """What a caller asks for, in the words of the contract; `time_zone` stands in for the tenant's."""

    timeframe: str | None = None
    start: str | None = None
    end: str | None = None
    compare: str = Comparison.PREVIOUS_PERIOD
    location_id: str | None = None
    time_zone: str | None = None


class BuildDashboard:
    """Answers with every headline figure from one consistent snapshot."""

    def __init__(self, tenants: Tenants, figures: FigureSource, clock: Clock) -> None:
        self._tenants = tenants
        self._figures = figures
        self._clock = clock

    async def __call__(self, tenant_id: TenantId, request: DashboardRequest) -> Dashboard:
        """The dashboard. Raises OlympusError for what cannot be asked, SourceUnavailable for an outage."""
        check_location(request.location_id)
        settings = await self._tenants.settings(tenant_id)
        if request.time_zone:
            settings = replace(settings, time_zone=request.time_zone)
        now = self._clock.now()
        timeframe = resolve_timeframe(
            request.timeframe, now=now, settings=settings, start=request.start, end=request.end
        )
        compared = compare_with(timeframe, Comparison(request.compare), now, settings)
        async with self._figures.snapshot(tenant_id) as snapshot:
            answering = Answering(tenant_id, settings, timeframe, compared, now, snapshot)
            return await _build(answering, request.location_id)


async def _build(answering: Answering, location_id: str | None) -> Dashboard:
    here = (Filter(Dimension.LOCATION, Operator.IS, (location_id,)),) if location_id else ()
    currency = await answering.currency()
    headline = MetricQuery(metrics=tuple(CATALOGUE.values()), filters=here)
    readings, events_until = await answering.totals(headline, currency)
    alone = replace(answering, compared=None)
    granularity, series = await _series(alone, here, currency)
    return Dashboard(
        tenant_id=answering.tenant_id,
        settings=answering.settings,
        timeframe=answering.timeframe,
        compared=answering.compared,
        location_id=location_id,
        readings=readings,
        best_sellers=await _best_sellers(alone, here, currency),
        insights=insights(readings),
        granularity=granularity,
        series=series,
        currency=currency,
        source=answering.snapshot.source,
        as_of=answering.now,
        events_until=events_until,
    )


async def _series(
    answering: Answering, here: tuple[Filter, ...], currency: str | None
) -> tuple[Granularity, tuple[SeriesPoint, ...]]:
    """The chart: what has passed of the timeframe, or of the time that has events."""
    timeframe, now = answering.timeframe, answering.now
    drawn, granularity = timeframe.interval, timeframe.granularity
    extent = await answering.snapshot.extent() or Interval(now, now)
    if drawn.start is None:
        drawn = drawn.within(extent).until(now)
        granularity = granularity_for(drawn.length)
    elif extent.bounds[1] > now:
        drawn = drawn.until(now)
    query = MetricQuery(metrics=_IN_SERIES, filters=here, granularity=granularity)
    rows = await replace(answering, timeframe=replace(timeframe, interval=drawn)).rows(query, currency)
    return granularity, tuple(
        SeriesPoint(row.bucket, {name: reading.value for name, reading in row.readings.items()})
        for row in rows[:_MOST_POINTS]
        if row.bucket
    )


async def _best_sellers(
    answering: Answering, here: tuple[Filter, ...], currency: str | None
) -> tuple[BestSeller, ...]:
    query = MetricQuery(metrics=_OF_PRODUCTS, dimensions=(Dimension.PRODUCT,), filters=here)
    rows = (await answering.rows(query, currency))[:_BEST_SELLERS]
    names = await answering.names(rows)
    return tuple(_best_seller(row, names) for row in rows)


def _best_seller(row: Row, names: Mapping[str, str]) -> BestSeller:
    product_id = str(row.values[Dimension.PRODUCT])
    quantity, amount = row.readings["units_sold"].value, row.readings["item_sales"].value
    return BestSeller(product_id, names.get(product_id), quantity or ZERO, amount or ZERO)


class InvalidLocation(OlympusError):
    """An id that no location can have."""

    def __init__(self) -> None:
        super().__init__("A location's id has 1 to 256 characters, and no NUL among them.", field="location_id")


def check_location(location_id: str | None) -> None:
    """Raises InvalidLocation."""
    if location_id is not None and ("\0" in location_id or not 1 <= len(location_id) <= 256):
        raise InvalidLocation
