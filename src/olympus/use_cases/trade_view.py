"""A tenant's trade over one interval, as one snapshot has it: what all readings of it have in common."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.timeframe import Timeframe
from olympus.domain.forecasts.metric_history import HistoryRequest, MetricHistory
from olympus.domain.metrics.catalogue import metric_named
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.answer import Readings, Row
from olympus.domain.query.metric_query import Filter, MetricQuery, Operator
from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.figure_source import FigureSnapshot
from olympus.use_cases.answer_query import Answering
from olympus.use_cases.read_histories import histories_on


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeView:
    """Reads figures of the interval at a location, or at all of them; money is in `currency`.

    `days` are those of the interval since the tenant's first event.
    """

    tenant_id: TenantId
    settings: TenantSettings
    location_id: str | None
    interval: Interval
    days: int
    currency: str | None
    now: datetime
    snapshot: FigureSnapshot

    async def totals(self, *metrics: str) -> Readings:
        """What these metrics come to."""
        query = MetricQuery(metrics=tuple(map(metric_named, metrics)), filters=filters_on(self.location_id))
        totals, _ = await self._over(self.interval).totals(query, self.currency)
        return totals

    async def rows(
        self,
        *metrics: str,
        by: tuple[Dimension, ...],
        products: Collection[str] = (),
        interval: Interval | None = None,
    ) -> list[Row]:
        """The same by dimensions, of some products, or over another interval."""
        query = MetricQuery(
            metrics=tuple(map(metric_named, metrics)),
            dimensions=by,
            filters=filters_on(self.location_id, products),
        )
        return await self._over(interval or self.interval).rows(query, self.currency)

    async def orders_by_hour(self) -> MetricHistory:
        """How many orders there were in each of the last hours."""
        filters = filters_on(self.location_id)
        [history] = await self._histories(
            HistoryRequest(metric=metric_named("orders"), granularity=Granularity.HOUR, filters=filters)
        )
        return history

    async def units_by_day(self, products: Collection[str], location_id: str | None) -> list[MetricHistory]:
        """How many units of each product were sold on each of the last days, at one location or at all."""
        return await self._histories(
            HistoryRequest(
                metric=metric_named("units_sold"),
                granularity=Granularity.DAY,
                filters=filters_on(location_id, products),
                by=Dimension.PRODUCT,
            )
        )

    async def _histories(self, asked: HistoryRequest) -> list[MetricHistory]:
        return await histories_on(self.snapshot, self.tenant_id, self.settings, asked, self.now)

    def _over(self, interval: Interval) -> Answering:
        timeframe = Timeframe("custom", interval, Granularity.DAY, None)
        return Answering(self.tenant_id, self.settings, timeframe, None, self.now, self.snapshot)


def filters_on(location_id: str | None, products: Collection[str] = ()) -> tuple[Filter, ...]:
    """What to choose where a location or some products are meant."""
    return (
        *((Filter(Dimension.LOCATION, Operator.IS, (location_id,)),) if location_id is not None else ()),
        *((Filter(Dimension.PRODUCT, Operator.IN, tuple(products)),) if products else ()),
    )
