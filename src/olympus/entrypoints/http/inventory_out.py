"""A product's inventory forecast as it travels."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from olympus.domain.actions.wording import figure
from olympus.domain.replenishment.demand import DayDemand
from olympus.domain.replenishment.inventory_forecast import InventoryForecast
from olympus.entrypoints.http.actions_out import PolicyOut, policy_out

_DECIMALS = 4


class DemandOut(Struct):
    """What is expected to be sold on a day; of today, what is still to come."""

    date: date
    predicted_quantity: Decimal
    lower_bound: Annotated[Decimal, Meta(description="With its upper bound the interval of 80 %.")]
    upper_bound: Decimal


class InventoryForecastOut(Struct, kw_only=True):
    """A product's demand, and when and how much of it to reorder."""

    tenant_id: str
    product_id: str
    name: Annotated[str | None, Meta(description="What the product was last called.")]
    location_id: Annotated[str | None, Meta(description="null: all locations together.")]
    current_stock: Annotated[Decimal | None, Meta(description="As of now; null where it was never counted.")]
    predicted_demand: list[DemandOut]
    recommended_reorder_date: Annotated[
        date | None,
        Meta(
            description="The first day on which the projected stock is at or below the reorder point; null where "
            "there is none among the days shown, or the stock is not known."
        ),
    ]
    recommended_reorder_quantity: Annotated[
        Decimal | None, Meta(description="On that day; 0 without one, null where the stock is not known.")
    ]
    confidence_score: Annotated[
        float,
        Meta(
            description="0 to 1: how well demand until the delivery after next is known, "
            "1 / (1 + coefficient of variation) · n / (n + 7) with n days on which it was sold."
        ),
    ]
    demand_in_lead_time: Annotated[Decimal, Meta(description="From the reorder date on, or from today.")]
    safety_stock: Decimal
    reorder_point: Annotated[Decimal, Meta(description="The sum of these two.")]
    runs_out_on: Annotated[date | None, Meta(description="The day on which the last is expected to be sold.")]
    days_of_cover: Annotated[
        Decimal | None, Meta(description="How long the stock lasts; null where nothing is sold or counted.")
    ]
    reordering: PolicyOut
    model: Annotated[str | None, Meta(description="The method of the forecast; null where nothing is sold.")]
    timezone: Annotated[str, Meta(description="IANA name of the time zone.", examples=["Europe/Rome"])]
    as_of: Annotated[datetime, Meta(description="When this was computed.")]
    notes: Annotated[list[str], Meta(description="What to know before ordering.")]


def inventory_forecast_out(told: InventoryForecast) -> InventoryForecastOut:
    """The answer that tells the forecast."""
    plan = told.plan
    return InventoryForecastOut(
        tenant_id=told.tenant_id,
        product_id=told.product_id,
        name=told.name,
        location_id=told.location_id,
        current_stock=plan.on_hand,
        predicted_demand=[_demand(each) for each in told.demand.days],
        recommended_reorder_date=plan.reorder_date,
        recommended_reorder_quantity=plan.reorder_quantity,
        confidence_score=round(told.confidence, 4),
        demand_in_lead_time=figure(plan.demand_in_lead_time, _DECIMALS),
        safety_stock=figure(plan.safety_stock, _DECIMALS),
        reorder_point=figure(plan.reorder_point, _DECIMALS),
        runs_out_on=plan.runs_out_on,
        days_of_cover=None if plan.days_of_cover is None else figure(plan.days_of_cover),
        reordering=policy_out(told.policy),
        model=told.demand.model,
        timezone=told.settings.time_zone,
        as_of=told.as_of.astimezone(told.settings.zone),
        notes=list(told.notes),
    )


def _demand(day: DayDemand) -> DemandOut:
    numbers = (figure(each, _DECIMALS) for each in (day.expected, day.lower, day.upper))
    return DemandOut(day.day, *numbers)


EXAMPLE = {
    "tenant_id": "my-cafe",
    "product_id": "margherita",
    "name": "Margherita",
    "location_id": None,
    "current_stock": 23,
    "predicted_demand": [
        {"date": "2026-03-18", "predicted_quantity": 3.2, "lower_bound": 1.1, "upper_bound": 5.3},
        {"date": "2026-03-19", "predicted_quantity": 4.1, "lower_bound": 1.8, "upper_bound": 6.4},
    ],
    "recommended_reorder_date": "2026-03-18",
    "recommended_reorder_quantity": 61,
    "confidence_score": 0.8311,
    "demand_in_lead_time": 28.0,
    "safety_stock": 15.2,
    "reorder_point": 43.2,
    "runs_out_on": "2026-03-23",
    "days_of_cover": 5.7,
    "reordering": {"lead_time_days": 7, "service_level": 0.95, "review_days": 7},
    "model": "combination",
    "timezone": "Europe/Rome",
    "as_of": "2026-03-18T13:00:00+01:00",
    "notes": [],
}
"""What an answer looks like, for the documentation; the demand would go on for four weeks."""
