"""Gather what the rules of recommended actions look at: figures from one snapshot, and forecasts in one batch."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from olympus.domain.actions.basket_tally import BasketTally
from olympus.domain.actions.failing_payments import Attempts, PaymentCell
from olympus.domain.actions.hours_ahead import FEWEST_WEEKS, hours_ahead, hours_to_forecast
from olympus.domain.actions.product_trade import ProductTrade
from olympus.domain.actions.request import LEAST_DAYS, USUAL_TIMEFRAME, ActionsRequest
from olympus.domain.actions.trade import Trade
from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.timeframe import Timeframe, resolve_timeframe
from olympus.domain.calendar.wall_clock import moved
from olympus.domain.customers.overdue import Overdue, overdue
from olympus.domain.exact import ZERO
from olympus.domain.forecasts.continuing import series_of_history
from olympus.domain.forecasts.metric_history import HistoryRequest, MetricHistory
from olympus.domain.metrics.catalogue import metric_named
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.proportion import Counted
from olympus.domain.query.answer import Row
from olympus.domain.query.metric_query import Filter, MetricQuery, Operator
from olympus.domain.query.reading import Condition, StockRead
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
from olympus.use_cases.answer_query import Answering
from olympus.use_cases.build_dashboard import check_location
from olympus.use_cases.read_histories import histories_on

MOST_FORECAST = 100
"""Products; reading and forecasting three years of each takes about five seconds."""

_READ_AT_ONCE = 10
"""Products; between readings others are answered."""

MOST_BASKETS = 50_000
_MAY_RUN_OUT = 2
"""A product is forecast if its stock lasts no longer than so many times as an order has to, at its pace."""

_LEAST_BEFORE = timedelta(days=84)
"""What payments are set beside: the twelve weeks before, or as long as the time looked at."""

_PRICED_BEFORE = timedelta(days=366)
_DAY = timedelta(days=1)
_PAYMENT_DIMENSIONS = (Dimension.PAYMENT_METHOD, Dimension.CHANNEL, Dimension.LOCATION)


@dataclass(frozen=True, slots=True)
class _Figures:
    """What came from the snapshot, before anything is forecast."""

    trade: Trade
    demanded: Sequence[MetricHistory]
    orders_by_hour: MetricHistory


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
        async with self._figures.snapshot(tenant_id) as snapshot:
            found = await _Reading(tenant_id, settings, request, now, snapshot).figures()
        trade = await self._with_forecasts(found, request.policy)
        trade = await self._with_baskets(trade)
        if request.location_id is not None:
            note = "Customers are those of the whole business: nothing is said of them for one location."
            return replace(trade, notes=(*trade.notes, note))
        return replace(trade, overdue=await self._overdue(trade))

    async def _with_forecasts(self, found: _Figures, policy: ReplenishmentPolicy) -> Trade:
        days = policy.forecast_days
        demanded = [each for each in found.demanded if not is_hardly_sold(each)]
        batch = [demand_series(each, days) for each in demanded]
        by_hour = found.orders_by_hour
        staffed = len(by_hour.values) >= FEWEST_WEEKS * 7 * 24 and not by_hour.silent_since
        if staffed:
            batch.append(series_of_history(by_hour, hours_to_forecast(by_hour)))
        forecasts = await asyncio.to_thread(self._forecaster.forecast, batch) if batch else []
        demands = {str(each.value): average_demand(each, days) for each in found.demanded if is_hardly_sold(each)}
        demands |= {
            str(each.value): demand_of(each, forecast) for each, forecast in zip(demanded, forecasts, strict=False)
        }
        plans = {
            each: reorder_plan(demand, found.trade.products[each].on_hand, policy, looked_ahead=policy.review_days)
            for each, demand in demands.items()
        }
        hours = hours_ahead(by_hour, forecasts[-1]) if staffed else []
        return replace(found.trade, plans=plans, hours=hours)

    async def _overdue(self, trade: Trade) -> list[Overdue]:
        async with self._customers.snapshot(trade.tenant_id) as snapshot:
            lifetimes = await snapshot.lifetimes(before=trade.as_of, currency=trade.currency)
        # in a thread: of a million customers it takes seconds, in which others are to be answered
        return await asyncio.to_thread(overdue, lifetimes.customers, trade.as_of, BusinessCalendar(trade.settings))

    async def _with_baskets(self, trade: Trade) -> Trade:
        tally, since = BasketTally(), trade.interval.bounds[0]
        reached = trade.interval.bounds[1]
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
        covered = (trade.interval.bounds[1] - max(reached, since)) / _DAY
        return replace(trade, baskets=tally, days_of_baskets=max(round(covered), 1) if tally.baskets else 0)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One snapshot being read."""

    tenant_id: TenantId
    settings: TenantSettings
    request: ActionsRequest
    now: datetime
    snapshot: FigureSnapshot

    async def figures(self) -> _Figures:
        timeframe = _timeframe(self.request, self.settings, self.now)
        extent = await self.snapshot.extent()
        interval = _looked_at(timeframe, extent, self.now)
        days = _days_of_trade(interval, extent)
        answering = self._over(interval)
        currency = await answering.currency()
        totals, _ = await answering.totals(self._query("revenue", "order_value", "average_order_value"), currency)
        products = await self._products(answering, interval, days, currency)
        payments, average_payment = await self._payments(interval, currency)
        before, _ = await self._payments(_before(interval), currency)
        soon = _may_run_out(products, self.request.policy)
        trade = Trade(
            tenant_id=self.tenant_id,
            settings=self.settings,
            interval=interval,
            days=days,
            today=BusinessCalendar(self.settings).date_of(self.now),
            as_of=self.now,
            location_id=self.request.location_id,
            currency=currency,
            revenue=totals["revenue"].value or totals["order_value"].value or ZERO,
            average_order=_positive(totals["average_order_value"].value),
            average_payment=average_payment,
            products=products,
            payments=payments,
            payments_before=before,
        )
        demanded = [
            each
            for first in range(0, len(soon[:MOST_FORECAST]), _READ_AT_ONCE)
            for each in await self._histories(
                "units_sold", Granularity.DAY, soon[:MOST_FORECAST][first : first + _READ_AT_ONCE]
            )
        ]
        [by_hour] = await self._histories("orders", Granularity.HOUR)
        notes = _notes(trade, timeframe, extent, by_hour, left_out=len(soon[MOST_FORECAST:]))
        return _Figures(replace(trade, notes=notes), demanded, by_hour)

    async def _products(
        self, answering: Answering, interval: Interval, days: int, currency: str | None
    ) -> dict[str, ProductTrade]:
        """Every product that was sold in the interval or is in stock."""
        query = self._query("item_sales", "units_sold", by=(Dimension.PRODUCT,))
        rows = {str(row.values[Dimension.PRODUCT]): row for row in await answering.rows(query, currency)}
        levels = await self.snapshot.stock(
            StockRead((interval.bounds[0], self.now), None, (Dimension.PRODUCT,), self._conditions())
        )
        stock = {(label, str(product)): level.on_hand for (label, (product,)), level in levels.items()}
        ids = {*rows, *(product for _, product in stock)}
        unsold = [each for each in ids - set(rows) if stock.get((1, each))]
        earlier = await self._earlier(interval, unsold, currency) if unsold else {}
        names = await self.snapshot.product_names(ids) if ids else {}
        return {
            each: ProductTrade(
                product_id=each,
                name=names.get(each),
                units_sold=_value(rows.get(each), "units_sold"),
                days=days,
                price=_price(rows.get(each) or earlier.get(each)),
                on_hand=stock.get((1, each)),
                on_hand_before=stock.get((0, each)),
                location_id=self.request.location_id,
            )
            for each in sorted(ids)
        }

    async def _earlier(
        self, interval: Interval, products: Collection[str], currency: str | None
    ) -> Mapping[str, Row]:
        """What products were sold for in the year before."""
        start = interval.bounds[0]
        query = self._query("item_sales", "units_sold", by=(Dimension.PRODUCT,), products=products)
        rows = await self._over(Interval(moved(start, -_PRICED_BEFORE), start)).rows(query, currency)
        return {str(row.values[Dimension.PRODUCT]): row for row in rows}

    async def _payments(self, interval: Interval, currency: str | None) -> tuple[Attempts, Decimal | None]:
        """Failures among attempts, cell by cell, and the average payment."""
        query = self._query("payments", "payment_failures", "gross_payments", by=_PAYMENT_DIMENSIONS)
        rows = await self._over(interval).rows(query, currency)
        attempts: dict[PaymentCell, Counted] = {}
        paid, payments = ZERO, ZERO
        for row in rows:
            failed, completed = _value(row, "payment_failures"), _value(row, "payments")
            cell = PaymentCell(*(_text(row.values[each]) for each in _PAYMENT_DIMENSIONS))
            attempts[cell] = Counted(int(failed), int(failed + completed))
            if not row.readings["gross_payments"].other_currencies:
                paid, payments = paid + _value(row, "gross_payments"), payments + completed
        return attempts, _positive(paid / payments) if payments else None

    async def _histories(
        self, metric: str, granularity: Granularity, products: Sequence[str] = ()
    ) -> list[MetricHistory]:
        asked = HistoryRequest(
            metric=metric_named(metric),
            granularity=granularity,
            filters=self._filters(products),
            by=Dimension.PRODUCT if products else None,
        )
        return await histories_on(self.snapshot, self.tenant_id, self.settings, asked, self.now)

    def _over(self, interval: Interval) -> Answering:
        timeframe = Timeframe("custom", interval, Granularity.DAY, None)
        return Answering(self.tenant_id, self.settings, timeframe, None, self.now, self.snapshot)

    def _query(self, *metrics: str, by: tuple[Dimension, ...] = (), products: Collection[str] = ()) -> MetricQuery:
        return MetricQuery(
            metrics=tuple(metric_named(each) for each in metrics), dimensions=by, filters=self._filters(products)
        )

    def _filters(self, products: Collection[str] = ()) -> tuple[Filter, ...]:
        here, which = self.request.location_id, tuple(products)
        return (
            *((Filter(Dimension.LOCATION, Operator.IS, (here,)),) if here is not None else ()),
            *((Filter(Dimension.PRODUCT, Operator.IN, which),) if which else ()),
        )

    def _conditions(self) -> tuple[Condition, ...]:
        here = self.request.location_id
        return (Condition(Dimension.LOCATION, frozenset({here})),) if here is not None else ()


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


def _before(interval: Interval) -> Interval:
    start, _ = interval.bounds
    return Interval(moved(start, -max(interval.length, _LEAST_BEFORE)), start)


def _may_run_out(products: Mapping[str, ProductTrade], policy: ReplenishmentPolicy) -> list[str]:
    """The products that are sold and may soon be needed, those that last shortest first."""
    most = _MAY_RUN_OUT * policy.protected_days
    covers = {
        each.product_id: float(each.on_hand) / each.a_day
        for each in products.values()
        if each.on_hand is not None and each.a_day > 0
    }
    return sorted((each for each, cover in covers.items() if cover <= most), key=lambda each: (covers[each], each))


def _value(row: Row | None, metric: str) -> Decimal:
    return (row.readings[metric].value if row else None) or ZERO


def _price(row: Row | None) -> Decimal | None:
    """What a unit brought on average; None where some were sold in other currencies."""
    units = _value(row, "units_sold")
    if row is None or units <= 0 or row.readings["item_sales"].other_currencies:
        return None
    return _positive(_value(row, "item_sales") / units)


def _positive(amount: Decimal | None) -> Decimal | None:
    return amount if amount is not None and amount > 0 else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _notes(
    trade: Trade, timeframe: Timeframe, extent: Interval | None, by_hour: MetricHistory, *, left_out: int
) -> tuple[str, ...]:
    """Why nothing is said of some things."""
    if extent is None and not trade.products:
        return ("There is nothing to recommend: this tenant has no events yet.",)
    notes = []
    shorter = timeframe.interval.start and trade.interval.bounds[0] < timeframe.interval.start
    if shorter:
        notes.append(f"The timeframe was taken back to {LEAST_DAYS} days: less is no evidence.")
    if all(each.on_hand is None for each in trade.products.values()):
        notes.append("No stock was ever counted, so nothing is said of reordering and of slow movers.")
    if by_hour.silent_since:
        notes.append("Nothing was heard for more than two weeks, so nothing is said of staff in the coming week.")
    elif len(by_hour.values) < FEWEST_WEEKS * 7 * 24:
        notes.append(f"There are not yet {FEWEST_WEEKS} weeks of orders, so nothing is said of staff.")
    if left_out:
        notes.append(
            f"Of the products that may run out, {MOST_FORECAST} were forecast, those that last shortest; "
            f"{left_out:,} were not."
        )
    return tuple(notes)
