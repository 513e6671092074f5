"""Build a tenant's dashboard: settings, timeframe and figures brought together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.change import change
from olympus.domain.calendar.comparison import ComparedInterval, Comparison, compare_with
from olympus.domain.calendar.granularity import Granularity, granularity_for
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.timeframe import Timeframe, resolve_timeframe
from olympus.domain.dashboard import BestSeller, Dashboard, Reading, SeriesPoint
from olympus.domain.errors import OlympusError
from olympus.domain.facts.stock import StockSummary
from olympus.domain.insights import insights
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.figure import Figures
from olympus.domain.metrics.metric import Ratio, Sum
from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.clock import Clock
from olympus.ports.figure_source import FigureSnapshot, FigureSource
from olympus.ports.tenants import Tenants

_MOST_POINTS = 1_000
_IN_SERIES = tuple(
    metric
    for metric in CATALOGUE.values()
    if isinstance(metric.formula, Sum)
    or (isinstance(metric.formula, Ratio) and isinstance(metric.formula.denominator, Sum))
)
"""The chart shows what sums give; counting different people a bucket is a question of its own."""


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
        _check_location(request.location_id)
        settings = await self._tenants.settings(tenant_id)
        if request.time_zone:
            settings = replace(settings, time_zone=request.time_zone)
        now = self._clock.now()
        timeframe = resolve_timeframe(
            request.timeframe, now=now, settings=settings, start=request.start, end=request.end
        )
        compared = compare_with(timeframe, Comparison(request.compare), now, settings)
        async with self._figures.snapshot(tenant_id) as snapshot:
            return await _Building(
                tenant_id, settings, timeframe, compared, request.location_id, now, snapshot
            ).build()


@dataclass(frozen=True, slots=True)
class _Building:
    """One dashboard at work on one snapshot."""

    tenant_id: TenantId
    settings: TenantSettings
    timeframe: Timeframe
    compared: ComparedInterval | None
    location_id: str | None
    now: datetime
    snapshot: FigureSnapshot

    async def build(self) -> Dashboard:
        currency = self.settings.currency or await self.snapshot.default_currency()
        intervals = [self.timeframe.interval, *([self.compared.earlier] if self.compared else [])]
        current, *earlier = [await self._figures_of(interval, currency) for interval in intervals]
        readings = _readings(current, earlier[0] if earlier else None)
        granularity, series = await self._series(currency)
        return Dashboard(
            tenant_id=self.tenant_id,
            settings=self.settings,
            timeframe=self.timeframe,
            compared=self.compared,
            location_id=self.location_id,
            readings=readings,
            best_sellers=await self._best_sellers(currency),
            insights=insights(readings, currency),
            granularity=granularity,
            series=series,
            currency=currency,
            as_of=self.now,
            events_until=current.sums.events_until,
        )

    async def _figures_of(self, interval: Interval, currency: str | None) -> Figures:
        [sums] = await self.snapshot.sums([interval], location_id=self.location_id)
        [people] = await self.snapshot.people([interval], location_id=self.location_id)
        stock = await self.snapshot.stock(
            before=min(interval.end or self.now, self.now),
            default_reorder_point=self.settings.default_reorder_point,
            location_id=self.location_id,
        )
        return Figures(sums, people, stock, currency)

    async def _best_sellers(self, currency: str | None) -> tuple[BestSeller, ...]:
        sold = await self.snapshot.best_sellers(
            self.timeframe.interval, currency=currency, location_id=self.location_id
        )
        return tuple(BestSeller(each.product_id, each.name, each.quantity, each.amount) for each in sold)

    async def _series(self, currency: str | None) -> tuple[Granularity, tuple[SeriesPoint, ...]]:
        """The chart: what has passed of the timeframe, or of the time that has events."""
        drawn, granularity = self.timeframe.interval.until(self.now), self.timeframe.granularity
        if drawn.start is None:
            drawn = drawn.within(await self.snapshot.extent() or Interval(self.now, self.now))
            granularity = granularity_for(drawn.length)
        calendar = BusinessCalendar(self.settings)
        buckets = list(islice(calendar.buckets(drawn, granularity), _MOST_POINTS))
        sums = await self.snapshot.sums([bucket.part for bucket in buckets], location_id=self.location_id)
        return granularity, tuple(
            SeriesPoint(bucket.unit, {metric.name: figures.of(metric) for metric in _IN_SERIES})
            for bucket, figures in zip(
                buckets, (Figures(own, {}, StockSummary(), currency) for own in sums), strict=True
            )
        )


class InvalidLocation(OlympusError):
    """An id that no location can have."""

    def __init__(self) -> None:
        super().__init__("A location's id has 1 to 256 characters, and no NUL among them.", field="location_id")


def _check_location(location_id: str | None) -> None:
    if location_id is not None and ("\0" in location_id or not 1 <= len(location_id) <= 256):
        raise InvalidLocation


def _readings(current: Figures, earlier: Figures | None) -> Mapping[str, Reading]:
    return {
        metric.name: Reading(
            metric=metric,
            value=(value := current.of(metric)),
            previous=(previous := earlier.of(metric) if earlier else None),
            change=change(value, previous) if earlier else None,
            other_currencies=current.in_other_currencies(metric),
        )
        for metric in CATALOGUE.values()
    }
