"""Recommended actions as they travel."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from olympus.domain.actions.action import Category, Priority, RecommendedAction, Rule
from olympus.domain.replenishment.policy import ReplenishmentPolicy
from olympus.use_cases.recommend_actions import RecommendedActions


class EvidenceOut(Struct):
    """One of the figures that led to a recommendation."""

    metric: str
    value: Decimal
    context: Annotated[str, Meta(description="What the figure is, in words.")]


class ImpactOut(Struct):
    """What an action is worth, if the assumption holds."""

    amount: Annotated[
        Decimal, Meta(description="In four weeks; what lies in stock, or comes of a late order, once.")
    ]
    currency: str | None
    assumption: str


class ActionOut(Struct, kw_only=True):
    """An action, why, and what it is worth."""

    id: Annotated[str, Meta(description="The same for the same rule about the same things.")]
    category: Category
    priority: Annotated[
        Priority, Meta(description="By the estimated impact next to the revenue of four weeks, and by urgency.")
    ]
    action: Annotated[str, Meta(description="What to do.")]
    impact: Annotated[str, Meta(description="What it brings.")]
    rationale: Annotated[str, Meta(description="Why.")]
    insights: list[EvidenceOut]
    rule: Annotated[Rule, Meta(description="What made the recommendation.")]
    estimated_impact: Annotated[ImpactOut | None, Meta(description="null where no money is known.")]
    urgent: Annotated[bool, Meta(description="Whether waiting until next week loses something.")]
    product_ids: list[str]
    customer_ids: Annotated[list[str], Meta(description="At most twenty, those who ordered for most first.")]
    location_id: str | None


class PolicyOut(Struct):
    """How products are reordered."""

    lead_time_days: int
    service_level: float
    review_days: int


class LookedAtOut(Struct):
    """The trade that was looked at: from `start` until just before `end`."""

    start: datetime
    end: datetime
    days: Annotated[int, Meta(description="Of them, days since the first event.")]
    timezone: Annotated[str, Meta(description="IANA name of the time zone.", examples=["Europe/Rome"])]


class ActionsOut(Struct, kw_only=True):
    """The recommended actions, the most valuable first."""

    tenant_id: str
    recommendations: list[ActionOut]
    found: Annotated[int, Meta(description="How many there are without the limit.")]
    location_id: str | None
    looked_at: LookedAtOut
    reordering: PolicyOut
    currency: Annotated[str | None, Meta(description="The reporting currency (ISO 4217).", examples=["EUR"])]
    as_of: Annotated[datetime, Meta(description="When this was computed.")]
    notes: Annotated[list[str], Meta(description="Why nothing is said of some things.")]


def actions_out(told: RecommendedActions) -> ActionsOut:
    """The answer that tells the recommendations."""
    trade, zone = told.trade, told.trade.settings.zone
    start, end = trade.interval.bounds
    return ActionsOut(
        tenant_id=trade.tenant_id,
        recommendations=[_action(each) for each in told.actions],
        found=told.found,
        location_id=trade.location_id,
        looked_at=LookedAtOut(start.astimezone(zone), end.astimezone(zone), trade.days, trade.settings.time_zone),
        reordering=policy_out(told.request.policy),
        currency=trade.currency,
        as_of=trade.as_of.astimezone(zone),
        notes=list(trade.notes),
    )


def policy_out(policy: ReplenishmentPolicy) -> PolicyOut:
    """How products are reordered."""
    return PolicyOut(policy.lead_time_days, policy.service_level, policy.review_days)


def _action(told: RecommendedAction) -> ActionOut:
    proposal = told.proposal
    worth = proposal.worth
    return ActionOut(
        id=proposal.id,
        category=proposal.rule.category,
        priority=told.priority,
        action=proposal.action,
        impact=proposal.impact,
        rationale=proposal.rationale,
        insights=[EvidenceOut(each.metric, each.value, each.context) for each in proposal.evidence],
        rule=proposal.rule,
        estimated_impact=ImpactOut(worth.amount, worth.currency, worth.assumption) if worth else None,
        urgent=proposal.is_urgent,
        product_ids=list(proposal.product_ids),
        customer_ids=list(proposal.customer_ids),
        location_id=proposal.location_id,
    )


EXAMPLE = {
    "tenant_id": "my-cafe",
    "recommendations": [
        {
            "id": "reorder-3f2a9c71b0d4",
            "category": "inventory",
            "priority": "high",
            "action": "Order 61 units of Margherita today.",
            "impact": "Keeps about 28 units from being missed, sales of 448.00 EUR.",
            "rationale": "23 units in stock, forecast to run out on Sunday 22 March; the reorder point is 43.2, "
            "and a delivery takes 7 days.",
            "insights": [
                {"metric": "stock_on_hand", "value": 23, "context": "units in stock now"},
                {
                    "metric": "forecast_demand",
                    "value": 28,
                    "context": "units forecast in the 7 days of a delivery",
                },
            ],
            "rule": "reorder",
            "estimated_impact": {
                "amount": 448.0,
                "currency": "EUR",
                "assumption": "If the order waits for 7 days, customers want 28 units more before it comes than "
                "there are, and buy nothing instead; a unit brings 16.00 EUR.",
            },
            "urgent": True,
            "product_ids": ["margherita"],
            "customer_ids": [],
            "location_id": None,
        }
    ],
    "found": 4,
    "location_id": None,
    "looked_at": {
        "start": "2026-02-18T00:00:00+01:00",
        "end": "2026-03-18T00:00:00+01:00",
        "days": 28,
        "timezone": "Europe/Rome",
    },
    "reordering": {"lead_time_days": 7, "service_level": 0.95, "review_days": 7},
    "currency": "EUR",
    "as_of": "2026-03-18T13:00:00+01:00",
    "notes": [],
}
"""What an answer looks like, for the documentation; of the insights it shows two."""
