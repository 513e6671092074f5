"""Which values a tenant's dimensions have, so that questions can name them."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from olympus.domain.calendar.timeframe import resolve_timeframe
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import QueryWords, metric_query
from olympus.domain.questions.tenant_values import TenantValues
from olympus.domain.tenant import TenantId
from olympus.ports.clock import Clock
from olympus.ports.figure_source import FigureSource
from olympus.ports.tenants import Tenants
from olympus.use_cases.answer_query import Answering
from olympus.use_cases.single_flight import SingleFlight

_HOLDS = timedelta(minutes=1)
_MOST_TENANTS = 500
_MOST_VALUES = 20_000
"""Of one dimension, the ones with most to tell."""

_TOLD_BY = {
    Dimension.LOCATION: ("orders_placed", "logins", "stock_on_hand"),
    Dimension.CHANNEL: ("orders_placed",),
    Dimension.PAYMENT_METHOD: ("payments",),
    Dimension.CURRENCY: ("payments",),
    Dimension.CATEGORY: ("units_sold",),
    Dimension.PRODUCT: ("units_sold", "stock_on_hand"),
    Dimension.LOGIN_METHOD: ("logins",),
}
"""The figures whose rows name the values of a dimension. Customers are left out: they may be a million."""


@dataclass(frozen=True, slots=True)
class _Kept:
    values: TenantValues
    read_at: datetime


class KnownValues:
    """The values of tenants, read from their figures and kept for a minute."""

    def __init__(self, tenants: Tenants, figures: FigureSource, clock: Clock) -> None:
        self._tenants = tenants
        self._figures = figures
        self._clock = clock
        self._kept: OrderedDict[TenantId, _Kept] = OrderedDict()
        self._reading: SingleFlight[TenantId, TenantValues] = SingleFlight()

    async def of(self, tenant_id: TenantId) -> TenantValues:
        """The values of one tenant. Raises SourceUnavailable."""
        kept = self._kept.get(tenant_id)
        if kept and self._clock.now() - kept.read_at < _HOLDS:
            return kept.values
        return await self._reading(tenant_id, lambda: self._read(tenant_id))

    async def _read(self, tenant_id: TenantId) -> TenantValues:
        now = self._clock.now()
        settings = await self._tenants.settings(tenant_id)
        timeframe = resolve_timeframe("all_time", now=now, settings=settings)
        names: dict[Dimension, dict[str, str]] = {}
        async with self._figures.snapshot(tenant_id) as snapshot:
            answering = Answering(tenant_id, settings, timeframe, None, now, snapshot)
            for dimension, metrics in _TOLD_BY.items():
                names[dimension] = {}
                for metric in metrics:
                    query = metric_query(
                        QueryWords(metrics=[metric], dimensions=[dimension], order=[(metric, "desc")])
                    )
                    rows = await answering.rows(query, None)
                    values = [row.values[dimension] for row in rows[:_MOST_VALUES]]
                    names[dimension] |= {str(value): str(value) for value in values if value is not None}
            names[Dimension.PRODUCT] |= await snapshot.product_names(names[Dimension.PRODUCT])
        kept = _Kept(await asyncio.to_thread(TenantValues, names), now)
        self._kept[tenant_id] = kept
        self._kept.move_to_end(tenant_id)
        if len(self._kept) > _MOST_TENANTS:
            self._kept.popitem(last=False)
        return kept.values
