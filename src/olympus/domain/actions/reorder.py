"""Reorder before the stock runs out."""

from collections.abc import Iterator
from datetime import date, timedelta

from olympus.domain.actions.action import Evidence, Proposal, Rule, Worth
from olympus.domain.actions.product_trade import ProductTrade
from olympus.domain.actions.wording import count, day, estimate, exactly, figure, money
from olympus.domain.replenishment.plan import ReorderPlan
from olympus.domain.replenishment.policy import ReplenishmentPolicy


def reorder(
    product: ProductTrade,
    plan: ReorderPlan,
    policy: ReplenishmentPolicy,
    *,
    today: date,
    currency: str | None,
) -> Proposal | None:
    """A product whose stock falls to its reorder point before orders are thought about again.

    Its worth is the shortage that comes of not ordering until then, at the product's average price. What is missed
    before a delivery of today could come is beyond help, and does not count.
    """
    if plan.on_hand is None or plan.reorder_date is None or not plan.reorder_quantity:
        return None
    if plan.reorder_date >= today + timedelta(days=policy.review_days):
        return None
    shortage = plan.avoidable_shortage or 0.0
    worth = None
    if product.price is not None:
        amount = estimate(exactly(shortage) * product.price, currency)
        worth = Worth(
            amount,
            currency,
            f"If the order waits for {count(policy.review_days, 'day')}, customers want {count(shortage, 'unit')} "
            "more before it comes than there are, and buy nothing instead; a unit brings "
            f"{money(product.price, currency)}.",
        )
    when = "today" if plan.reorder_date <= today else f"by {day(plan.reorder_date)}"
    return Proposal(
        rule=Rule.REORDER,
        subjects=(product.product_id,),
        action=f"Order {count(plan.reorder_quantity, 'unit')} of {product.label} {when}.",
        impact=_impact(shortage, worth, currency),
        rationale=_rationale(plan, policy, today),
        evidence=tuple(_evidence(product, plan, policy)),
        worth=worth,
        is_urgent=_runs_out_before_delivery(plan, policy, today),
        product_ids=(product.product_id,),
        location_id=product.location_id,
    )


def _impact(shortage: float, worth: Worth | None, currency: str | None) -> str:
    units = f"Keeps about {count(shortage, 'unit')} from being missed"
    return f"{units}, sales of {money(worth.amount, currency)}." if worth else f"{units}."


def _rationale(plan: ReorderPlan, policy: ReplenishmentPolicy, today: date) -> str:
    stock = f"{count(plan.on_hand or 0, 'unit')} in stock"
    point = f"the reorder point is {figure(plan.reorder_point):,f}"
    if plan.runs_out_on is None:
        return f"{stock}; {point}, and a delivery takes {count(policy.lead_time_days, 'day')}."
    if plan.on_hand is not None and plan.on_hand <= 0:
        return f"Nothing is left, and a delivery takes {count(policy.lead_time_days, 'day')}."
    when = "today" if plan.runs_out_on <= today else f"on {day(plan.runs_out_on)}"
    return (
        f"{stock}, forecast to run out {when}; {point}, and a delivery takes "
        f"{count(policy.lead_time_days, 'day')}."
    )


def _runs_out_before_delivery(plan: ReorderPlan, policy: ReplenishmentPolicy, today: date) -> bool:
    return plan.runs_out_on is not None and plan.runs_out_on <= today + timedelta(days=policy.lead_time_days)


def _evidence(product: ProductTrade, plan: ReorderPlan, policy: ReplenishmentPolicy) -> Iterator[Evidence]:
    if plan.on_hand is not None:
        yield Evidence("stock_on_hand", plan.on_hand, "units in stock now")
    yield Evidence(
        "forecast_demand",
        figure(plan.demand_in_lead_time),
        f"units forecast in the {policy.lead_time_days} days of a delivery",
    )
    yield Evidence(
        "safety_stock",
        figure(plan.safety_stock),
        f"units against errors of the forecast, at a service level of {policy.service_level:g}",
    )
    yield Evidence("reorder_point", figure(plan.reorder_point), "units at which to order")
    if plan.days_of_cover is not None:
        yield Evidence("days_of_cover", figure(plan.days_of_cover), "days the stock lasts at the forecast demand")
    yield Evidence("units_sold", figure(product.units_sold), f"units sold in the last {product.days} days")
