"""All rules over one tenant's trade."""

from collections.abc import Iterator

from olympus.domain.actions.action import Proposal, RecommendedAction
from olympus.domain.actions.bundle import bundles
from olympus.domain.actions.customers_at_risk import customers_at_risk
from olympus.domain.actions.failing_payments import failing_payments
from olympus.domain.actions.peak_hours import peak_hours
from olympus.domain.actions.price_off import price_off
from olympus.domain.actions.quiet_hours import quiet_hours
from olympus.domain.actions.ranking import ranked
from olympus.domain.actions.reorder import reorder
from olympus.domain.actions.slow_mover import slow_mover
from olympus.domain.actions.trade import Trade
from olympus.domain.replenishment.policy import ReplenishmentPolicy


def recommended(trade: Trade, policy: ReplenishmentPolicy) -> list[RecommendedAction]:
    """What every rule proposes, the most valuable first."""
    return ranked(_proposals(trade, policy), revenue=trade.revenue_of_four_weeks)


def _proposals(trade: Trade, policy: ReplenishmentPolicy) -> Iterator[Proposal]:
    found = (
        *(
            reorder(trade.stocked[place], plan, policy, today=trade.today, currency=trade.currency)
            for place, plan in trade.plans.items()
        ),
        *(slow_mover(each, currency=trade.currency) for each in trade.stocked.values()),
        *(price_off(each, currency=trade.currency) for each in trade.stocked.values()),
        peak_hours(
            trade.hours,
            average_order=trade.average_order,
            currency=trade.currency,
            location_id=trade.location_id,
        ),
        quiet_hours(trade.hours, location_id=trade.location_id),
        customers_at_risk(trade.overdue, currency=trade.currency),
    )
    yield from (each for each in found if each is not None)
    if trade.days:
        yield from failing_payments(
            trade.payments,
            trade.payments_before,
            days=trade.days,
            average_payment=trade.average_payment,
            currency=trade.currency,
        )
    if trade.days_of_baskets:
        yield from bundles(trade.baskets, trade.products, days=trade.days_of_baskets, currency=trade.currency)
