"""Everything about a tenant's trade that the rules look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from olympus.domain.actions.basket_tally import BasketTally
from olympus.domain.actions.failing_payments import Attempts
from olympus.domain.actions.hours_ahead import HourAhead
from olympus.domain.actions.product_trade import ProductTrade, StockPlace
from olympus.domain.calendar.interval import Interval
from olympus.domain.customers.overdue import Overdue
from olympus.domain.replenishment.plan import ReorderPlan
from olympus.domain.tenant import TenantId, TenantSettings

FOUR_WEEKS = 28
"""Days; money is compared over four weeks, which have each weekday as often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """Figures over the interval looked at, of which `days` have trade, and forecasts as of now.

    Money is in `currency`. `revenue` is what was earned in the interval; averages are None where there is nothing
    to divide by. `products` are those of the whole interval, `stocked` the same where each is kept; `plans` has a
    plan for each of these whose stock may run out soon.
    """

    tenant_id: TenantId
    settings: TenantSettings
    interval: Interval
    days: int
    today: date
    as_of: datetime
    location_id: str | None = None
    currency: str | None = None
    revenue: Decimal = Decimal(0)
    average_order: Decimal | None = None
    average_payment: Decimal | None = None
    products: Mapping[str, ProductTrade] = field(default_factory=dict)
    stocked: Mapping[StockPlace, ProductTrade] = field(default_factory=dict)
    plans: Mapping[StockPlace, ReorderPlan] = field(default_factory=dict)
    hours: Sequence[HourAhead] = ()
    payments: Attempts = field(default_factory=dict)
    payments_before: Attempts = field(default_factory=dict)
    overdue: Sequence[Overdue] = ()
    baskets: BasketTally = field(default_factory=BasketTally)
    days_of_baskets: int = 0
    notes: tuple[str, ...] = ()

    @property
    def revenue_of_four_weeks(self) -> Decimal | None:
        """At the pace of the interval; None where nothing was earned."""
        return self.revenue * FOUR_WEEKS / self.days if self.days and self.revenue > 0 else None
