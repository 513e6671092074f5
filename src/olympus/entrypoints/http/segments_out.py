"""Segments as they travel."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from olympus.domain.customers.characteristics import characteristics
from olympus.domain.customers.segment import Segment
from olympus.domain.customers.segments import METHOD, Segmentation, SegmentFigures
from olympus.domain.money import average_of_money, spelled_out
from olympus.entrypoints.http.figures_out import percentage_out


class SegmentOut(Struct, kw_only=True):
    """Customers who are alike in how recently, how often and for how much they order."""

    segment_id: Segment
    name: str
    description: Annotated[str, Meta(description="Who they are, and what is worth doing about them.")]
    customer_count: int
    percentage: Annotated[Decimal | None, Meta(description="Of all customers, in per cent.")]
    orders: Annotated[int, Meta(description="Their orders that are not cancelled.")]
    avg_order_value: Annotated[
        Decimal | None, Meta(description="Per order in the reporting currency; null where there is none.")
    ]
    value: Annotated[Decimal, Meta(description="The total of these orders.")]
    value_percentage: Annotated[
        Decimal | None, Meta(description="Of the value of all customers, in per cent; null where that is none.")
    ]
    characteristics: Annotated[list[str], Meta(description="What they are like, in words.")]


class SegmentsOut(Struct, kw_only=True):
    """Every customer in one segment."""

    tenant_id: str
    segments: list[SegmentOut]
    total_customers: Annotated[int, Meta(description="Customers who ever ordered and did not cancel.")]
    total_value: Decimal
    currency: Annotated[str | None, Meta(description="The reporting currency (ISO 4217).", examples=["EUR"])]
    other_currencies: Annotated[
        dict[str, Decimal], Meta(description="What was ordered in other currencies; never added.")
    ]
    timezone: Annotated[str, Meta(description="IANA name of the time zone.", examples=["Europe/Rome"])]
    as_of: Annotated[datetime, Meta(description="When this was computed.")]
    method: Annotated[str, Meta(description="How customers come to their segments.")]
    notes: Annotated[list[str], Meta(description="What to know before believing the segments.")]


def segments_out(told: Segmentation) -> SegmentsOut:
    """The answer that tells the segments."""
    return SegmentsOut(
        tenant_id=told.tenant_id,
        segments=[_segment(each, told) for each in told.segments],
        total_customers=told.customers,
        total_value=spelled_out(told.value, told.currency),
        currency=told.currency,
        other_currencies={each: spelled_out(paid, each) for each, paid in told.other_currencies.items()},
        timezone=told.settings.time_zone,
        as_of=told.as_of.astimezone(told.settings.zone),
        method=METHOD,
        notes=list(told.notes),
    )


def _segment(figures: SegmentFigures, told: Segmentation) -> SegmentOut:
    average = figures.average_order_value
    return SegmentOut(
        segment_id=figures.segment,
        name=figures.segment.label,
        description=figures.segment.description,
        customer_count=figures.customers,
        percentage=percentage_out(told.percentage_of(figures)),
        orders=figures.orders,
        avg_order_value=None if average is None else average_of_money(average, told.currency),
        value=spelled_out(figures.value, told.currency),
        value_percentage=percentage_out(told.value_percentage_of(figures)),
        characteristics=characteristics(figures, told.currency),
    )


EXAMPLE = {
    "tenant_id": "demo-pizza",
    "segments": [
        {
            "segment_id": "champions",
            "name": "Champions",
            "description": Segment.CHAMPIONS.description,
            "customer_count": 12,
            "percentage": 30,
            "orders": 90,
            "avg_order_value": 21.5,
            "value": 1935.0,
            "value_percentage": 61.2,
            "characteristics": [
                "The last order was typically 2 days ago.",
                "Each ordered typically 7 times.",
                "Each ordered typically for 150.00 EUR in all.",
            ],
        }
    ],
    "total_customers": 40,
    "total_value": 3161.76,
    "currency": "EUR",
    "other_currencies": {"USD": 20.0},
    "timezone": "Europe/Rome",
    "as_of": "2026-03-18T13:00:00+01:00",
    "method": METHOD,
    "notes": [],
}
"""What an answer looks like, for the documentation; it would go on with the other segments."""
