"""Gather what the rules of recommended actions look at: figures from one snapshot, and forecasts in one batch."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby

from olympus.domain.actions.basket_tally import BasketTally
from olympus.domain.actions.hours_ahead import FEWEST_WEEKS, hours_ahead, hours_to_forecast
from olympus.domain.actions.product_trade import ProductTrade, StockPlace
from olympus.domain.actions.request import LEAST_DAYS, USUAL_TIMEFRAME, ActionsRequest
from olympus.domain.actions.trade import Trade
from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.timeframe import Timeframe, resolve_timeframe
from olympus.domain.calendar.wall_clock import moved
from olympus.domain.customers.overdue import Overdue, overdue
from olympus.domain.exact import ZERO
from olympus.domain.forecasts.continuing import series_of_history
from olympus.domain.forecasts.metric_history import MetricHistory
from olympus.domain.replenishment.few_sales import average_demand, is_hardly_sold
from olympus.domain.replenishment.forecast_demand import demand_of, demand_series
from olympus.domain.replenishment.plan import reorder_plan
from olympus.domain.replenishment.policy import ReplenishmentPolicy
from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.clock import Clock
from olympus.ports.customer_source import CustomerSource
from olympus.ports.figure_source import FigureSnapshot, FigureSource
from olympus.ports.forecaster import Forecaster
from olympus.ports.purchase_history import PurchaseHistory
from olympus.ports.tenants import Tenants
from olympus.use_cases.build_dashboard import check_location
from olympus.use_cases.read_payments import read_payments
from olympus.use_cases.read_products import read_products
from olympus.use_cases.trade_view import TradeView

MOST_FORECAST = 100
"""Products; reading and forecasting three years of each takes about five seconds."""

MOST_BASKETS = 50_000
_READ_AT_ONCE = 10
"""Products; between readings others are answered."""

_MAY_RUN_OUT = 2
"""A product is forecast if its stock lasts no longer than so many times as an order has to, at its pace."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Figures:
    """What came from the snapshot, before anything is forecast."""

    trade: Trade
    demanded: Mapping[StockPlace, MetricHistory]
    orders_by_hour: MetricHistory

    @property
    def says_when_orders_come(self) -> bool:
        """Whether there are enough hours, up to now."""
        history = self.orders_by_hour
        return len(history.values) >= FEWEST_WEEKS * 7 * 24 and not history.silent_since


class GatherTrade:
    """Brings a tenant's trade together. Sums, stock and histories agree; customers and baskets are read beside."""

    def __init__(
        self,
        tenants: Tenants,
        figures: FigureSource,
        customers: CustomerSource,
        purchases: PurchaseHistory,
        *,
        forecaster: Forecaster,
        clock: Clock,
    ) -> None:
        self._tenants = tenants
        self._figures = figures
        self._customers = customers
        self._purchases = purchases
        self._forecaster = forecaster
        self._clock = clock

    async def __call__(self, tenant_id: TenantId, request: ActionsRequest) -> Trade:
        """The trade. Raises OlympusError for what cannot be asked, SourceUnavailable for an outage."""
        check_location(request.location_id)
        settings, now = await self._tenants.settings(tenant_id), self._clock.now()
        timeframe = _timeframe(request, settings, now)
        async with self._figures.snapshot(tenant_id) as snapshot:
            found = await _figures(tenant_id, settings, request, timeframe, now=now, snapshot=snapshot)
        # in a thread: plans for a year of each of a hundred products take ten seconds
        trade = await asyncio.to_thread(self._with_forecasts, found, request.policy)
        trade = await self._with_baskets(trade)
        if request.location_id is not None:
            note = "Customers are those of the whole business: nothing is said of them for one location."
            return replace(trade, notes=(*trade.notes, note))
        return replace(trade, overdue=await self._overdue(trade))

    def _with_forecasts(self, found: _Figures, policy: ReplenishmentPolicy) -> Trade:
        days, by_hour = policy.forecast_days, found.orders_by_hour
        demands = {
            place: average_demand(each, days) for place, each in found.demanded.items() if is_hardly_sold(each)
        }
        sold = {place: each for place, each in found.demanded.items() if place not in demands}
        batch = [demand_series(each, days) for each in sold.values()]
        if found.says_when_orders_come:
            batch.append(series_of_history(by_hour, hours_to_forecast(by_hour)))
        forecasts = self._forecaster.forecast(batch) if batch else []
        demands |= {
            place: demand_of(each, forecast)
            for (place, each), forecast in zip(sold.items(), forecasts, strict=False)
        }
        return replace(
            found.trade,
            plans={
                place: reorder_plan(
                    demand, found.trade.stocked[place].on_hand, policy, looked_ahead=policy.review_days
                )
                for place, demand in demands.items()
            },
            hours=hours_ahead(by_hour, forecasts[-1]) if found.says_when_orders_come else [],
        )

    async def _overdue(self, trade: Trade) -> list[Overdue]:
        async with self._customers.snapshot(trade.tenant_id) as snapshot:
            lifetimes = await snapshot.lifetimes(before=trade.as_of, currency=trade.currency)
        # in a thread: of a million customers it takes seconds, in which others are to be answered
        return await asyncio.to_thread(overdue, lifetimes.customers, trade.as_of, BusinessCalendar(trade.settings))

    async def _with_baskets(self, trade: Trade) -> Trade:
        tally = BasketTally()
        since, until = trade.interval.bounds
        reached = until
        async for page in self._purchases.newest_first(trade.tenant_id):
            counted = [
                each.items
                for each in page
                if each.at is not None
                and each.at in trade.interval
                and trade.location_id in (None, each.location_id)
            ]
            await asyncio.to_thread(tally.add, counted)
            reached = min((each.at for each in page if each.at is not None), default=reached)
            if reached < since or tally.baskets >= MOST_BASKETS:
                break
        covered = max(round((until - max(reached, since)) / _DAY), 1)
        return replace(trade, baskets=tally, days_of_baskets=covered if tally.baskets else 0)


async def _figures(
    tenant_id: TenantId,
    settings: TenantSettings,
    request: ActionsRequest,
    timeframe: Timeframe,
    *,
    now: datetime,
    snapshot: FigureSnapshot,
) -> _Figures:
    extent = await snapshot.extent()
    interval = _looked_at(timeframe, extent, now)
    view = TradeView(
        tenant_id=tenant_id,
        settings=settings,
        location_id=request.location_id,
        interval=interval,
        days=_days_of_trade(interval, extent),
        currency=settings.currency or await snapshot.default_currency(),
        now=now,
        snapshot=snapshot,
    )
    totals = await view.totals("revenue", "order_value", "average_order_value")
    products, payments = await read_products(view), await read_payments(view)
    average_order = totals["average_order_value"].value
    trade = Trade(
        tenant_id=tenant_id,
        settings=settings,
        interval=interval,
        days=view.days,
        today=BusinessCalendar(settings).date_of(now),
        as_of=now,
        location_id=request.location_id,
        currency=view.currency,
        revenue=totals["revenue"].value or totals["order_value"].value or ZERO,
        average_order=average_order if average_order and average_order > 0 else None,
        average_payment=payments.average,
        products=products.overall,
        stocked=products.stocked,
        payments=payments.now,
        payments_before=payments.before,
    )
    soon = _may_run_out(trade.stocked, request.policy)
    found = _Figures(trade, await _demanded(view, soon[:MOST_FORECAST]), await view.orders_by_hour())
    notes = _notes(found, timeframe, extent, left_out=len(soon[MOST_FORECAST:]))
    return replace(found, trade=replace(trade, notes=notes))


def _timeframe(request: ActionsRequest, settings: TenantSettings, now: datetime) -> Timeframe:
    usual = None if request.start or request.end else USUAL_TIMEFRAME
    return resolve_timeframe(
        request.timeframe or usual, now=now, settings=settings, start=request.start, end=request.end
    )


def _looked_at(timeframe: Timeframe, extent: Interval | None, now: datetime) -> Interval:
    """What has passed of the timeframe, or else the four weeks that end with it."""
    first = extent.bounds[0] if extent else now
    end = min(timeframe.interval.end or now, now)
    start = min(timeframe.interval.start or first, moved(end, -LEAST_DAYS * _DAY))
    return Interval(start, end)


def _days_of_trade(interval: Interval, extent: Interval | None) -> int:
    """Days of the interval since the tenant's first event."""
    if extent is None:
        return 0
    start, end = interval.bounds
    return max(round((end - max(start, extent.bounds[0])) / _DAY), 0)


def _may_run_out(stocked: Mapping[StockPlace, ProductTrade], policy: ReplenishmentPolicy) -> list[StockPlace]:
    """The products that are sold and may soon be needed, those that last shortest first."""
    most = _MAY_RUN_OUT * policy.protected_days
    covers: dict[StockPlace, Decimal] = {}
    for place, each in stocked.items():
        if each.on_hand is not None and each.units_sold > 0 and each.days:
            covers[place] = each.on_hand * each.days / each.units_sold
    soon = [place for place, cover in covers.items() if cover <= most]
    return sorted(soon, key=lambda place: (covers[place], place.product_id, place.location_id or ""))


async def _demanded(view: TradeView, places: Sequence[StockPlace]) -> dict[StockPlace, MetricHistory]:
    found: dict[StockPlace, MetricHistory] = {}
    in_order = sorted(places, key=lambda place: (place.location_id or "", place.product_id))
    for location_id, alike in groupby(in_order, key=lambda place: place.location_id):
        products = [place.product_id for place in alike]
        for first in range(0, len(products), _READ_AT_ONCE):
            histories = await view.units_by_day(products[first : first + _READ_AT_ONCE], location_id)
            found |= {StockPlace(str(each.value), location_id): each for each in histories}
    return found


def _notes(found: _Figures, timeframe: Timeframe, extent: Interval | None, *, left_out: int) -> tuple[str, ...]:
    """Why nothing is said of some things."""
    trade, by_hour = found.trade, found.orders_by_hour
    if extent is None and not trade.products:
        return ("There is nothing to recommend: this tenant has no events yet.",)
    notes = []
    if timeframe.interval.start and trade.interval.bounds[0] < timeframe.interval.start:
        notes.append(f"The timeframe was taken back to {LEAST_DAYS} days: less is no evidence.")
    if all(each.on_hand is None for each in trade.products.values()):
        notes.append("No stock was ever counted, so nothing is said of reordering and of slow movers.")
    if by_hour.silent_since:
        notes.append("Nothing was heard for more than two weeks, so nothing is said of staff in the coming week.")
    elif not found.says_when_orders_come:
        notes.append(f"There are not yet {FEWEST_WEEKS} weeks of orders, so nothing is said of staff.")
    if left_out:
        notes.append(
            f"Of the products that may run out, {MOST_FORECAST} were forecast, those that last shortest; "
            f"{left_out:,} were not."
        )
    return tuple(notes)
