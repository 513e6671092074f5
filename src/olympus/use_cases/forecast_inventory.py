"""Forecast a product's demand, and say when and how much of it to reorder."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.forecasts.metric_history import HistoryRequest, MetricHistory
from olympus.domain.metrics.catalogue import metric_named
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Filter, Operator
from olympus.domain.query.reading import Condition, StockRead
from olympus.domain.replenishment.demand import Demand, confidence_in
from olympus.domain.replenishment.few_sales import average_demand, is_hardly_sold
from olympus.domain.replenishment.forecast_demand import demand_of, demand_series
from olympus.domain.replenishment.inventory_forecast import InventoryForecast, UnknownProduct, check_product_id
from olympus.domain.replenishment.plan import ReorderPlan, reorder_plan
from olympus.domain.replenishment.policy import ReplenishmentPolicy
from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.clock import Clock
from olympus.ports.figure_source import FigureSnapshot, FigureSource
from olympus.ports.forecaster import Forecaster
from olympus.ports.tenants import Tenants
from olympus.use_cases.build_dashboard import check_location
from olympus.use_cases.read_histories import histories_on


@dataclass(frozen=True, slots=True)
class InventoryRequest:
    """Which product, at which location (None: at all together), and how it is reordered. Raises OlympusError."""

    product_id: str
    location_id: str | None = None
    policy: ReplenishmentPolicy = field(default_factory=ReplenishmentPolicy)

    def __post_init__(self) -> None:
        check_product_id(self.product_id)
        check_location(self.location_id)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is recorded of the product."""

    name: str | None
    on_hand: Decimal | None
    history: MetricHistory


class ForecastInventory:
    """Sales and stock from one snapshot, the forecast and the plan in a thread."""

    def __init__(self, tenants: Tenants, figures: FigureSource, forecaster: Forecaster, clock: Clock) -> None:
        self._tenants = tenants
        self._figures = figures
        self._forecaster = forecaster
        self._clock = clock

    async def __call__(self, tenant_id: TenantId, request: InventoryRequest) -> InventoryForecast:
        """The forecast. Raises UnknownProduct, SourceUnavailable for an outage."""
        settings, now = await self._tenants.settings(tenant_id), self._clock.now()
        async with self._figures.snapshot(tenant_id) as snapshot:
            known = await _known(snapshot, tenant_id, settings, request, now)
        shown = request.policy.shown_days
        demand, plan = await asyncio.to_thread(self._planned, known, request.policy)
        return InventoryForecast(
            tenant_id=tenant_id,
            settings=settings,
            product_id=request.product_id,
            name=known.name,
            location_id=request.location_id,
            policy=request.policy,
            demand=demand.until(shown),
            plan=plan,
            confidence=confidence_in(demand, request.policy.protected_days),
            as_of=now,
            notes=tuple(_notes(known, demand, shown, request, has_date=plan.reorder_date is not None)),
        )

    def _planned(self, known: _Known, policy: ReplenishmentPolicy) -> tuple[Demand, ReorderPlan]:
        demand = self._demand(known.history, policy.forecast_days)
        return demand, reorder_plan(demand, known.on_hand, policy, looked_ahead=policy.shown_days)

    def _demand(self, history: MetricHistory, days: int) -> Demand:
        if is_hardly_sold(history):
            return average_demand(history, days)
        [forecast] = self._forecaster.forecast([demand_series(history, days)])
        return demand_of(history, forecast)


async def _known(
    snapshot: FigureSnapshot,
    tenant_id: TenantId,
    settings: TenantSettings,
    request: InventoryRequest,
    now: datetime,
) -> _Known:
    """What there is of the product. Raises UnknownProduct where there is nothing, at any location."""
    product = request.product_id
    names = await snapshot.product_names([product])
    here = [Condition(Dimension.PRODUCT, frozenset({product}))]
    filters = [Filter(Dimension.PRODUCT, Operator.IS, (product,))]
    if request.location_id is not None:
        here.append(Condition(Dimension.LOCATION, frozenset({request.location_id})))
        filters.append(Filter(Dimension.LOCATION, Operator.IS, (request.location_id,)))
    levels = await snapshot.stock(StockRead((now,), settings.default_reorder_point, (), tuple(here)))
    asked = HistoryRequest(metric=metric_named("units_sold"), granularity=Granularity.DAY, filters=tuple(filters))
    [history] = await histories_on(snapshot, tenant_id, settings, asked, now)
    if not names and not levels and history.is_empty:
        raise UnknownProduct(product)
    on_hand = next(iter(levels.values())).on_hand if levels else None
    return _Known(names.get(product), on_hand, history)


def _notes(known: _Known, demand: Demand, shown: int, request: InventoryRequest, *, has_date: bool) -> list[str]:
    """What a reader has to know before ordering."""
    notes = list(demand.warnings)
    where = " at this location" if request.location_id is not None else ""
    if known.history.is_empty:
        notes.append(f"It was not sold{where} in the last three years: no demand is expected.")
    if known.on_hand is None:
        notes.append(
            f"The stock{where} is not known: it was never counted, so there is no date and no quantity to reorder."
        )
    elif known.on_hand < 0:
        notes.append("The stock is below zero: more was taken than was counted. What is missing is ordered too.")
    if known.on_hand is not None and not has_date:
        notes.append(f"Nothing is to be ordered within {shown} days.")
    return notes
