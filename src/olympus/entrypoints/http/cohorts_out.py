"""Cohorts as they travel."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.customers.cohorts import DEFINITIONS, Cohort, CohortPeriod, CohortTable
from olympus.domain.money import average_of_money, rounded, shortest, spelled_out
from olympus.entrypoints.http.figures_out import RATIO_DECIMALS

Rate = Annotated[Decimal, Meta(description="From 0 to 1.")]


class CohortPeriodOut(Struct, kw_only=True):
    """What a cohort did in one period."""

    period_index: Annotated[int, Meta(description="0 for the period in which the cohort joined.")]
    period_label: Annotated[str, Meta(description="Which day, week or month it is.", examples=["2026-02"])]
    customers_active: Annotated[int, Meta(description="Customers with an order that is not cancelled.")]
    revenue: Annotated[Decimal, Meta(description="Payments less refunds of their orders.")]
    retention_rate: Rate
    partial: Annotated[bool, Meta(description="Whether the period is still running.")]


class CohortOut(Struct, kw_only=True):
    """Customers who joined together."""

    cohort_key: Annotated[
        str,
        Meta(
            description="The day, ISO week or month in which they joined; else the first day of that unit.",
            examples=["2026-01"],
        ),
    ]
    start: Annotated[datetime | None, Meta(description="Where it begins, in local time.")]
    end: Annotated[datetime | None, Meta(description="Before which it ends.")]
    cohort_size: int
    periods: Annotated[list[CohortPeriodOut], Meta(description="Those that have begun.")]
    lifetime_value: Annotated[Decimal, Meta(description="Revenue per customer so far.")]


class CohortsOut(Struct, kw_only=True):
    """Who joined when, who came back, and what they paid."""

    tenant_id: str
    granularity: Granularity
    cohorts: Annotated[list[CohortOut], Meta(description="Those that have anyone, the oldest first.")]
    average_retention: Annotated[
        list[Rate],
        Meta(description="By period index: the rate over all cohorts that have been through it."),
    ]
    lifetime_value: Annotated[
        Decimal | None, Meta(description="Revenue per customer so far, over all cohorts; null without customers.")
    ]
    total_customers: int
    currency: Annotated[str | None, Meta(description="The reporting currency (ISO 4217).", examples=["EUR"])]
    other_currencies: Annotated[
        dict[str, Decimal], Meta(description="What these customers paid in other currencies; never added.")
    ]
    timezone: Annotated[str, Meta(description="IANA name of the time zone.", examples=["Europe/Rome"])]
    as_of: Annotated[datetime, Meta(description="When this was computed.")]
    definitions: Annotated[dict[str, str], Meta(description="What each figure means.")]
    notes: Annotated[list[str], Meta(description="What to know before reading the figures.")]


def cohorts_out(table: CohortTable) -> CohortsOut:
    """The answer that tells a table of cohorts."""
    value = table.lifetime_value
    return CohortsOut(
        tenant_id=table.tenant_id,
        granularity=table.granularity,
        cohorts=[_cohort(each, table) for each in table.cohorts],
        average_retention=[rate_out(each) for each in table.average_retention],
        lifetime_value=None if value is None else average_of_money(value, table.currency),
        total_customers=sum(each.size for each in table.cohorts),
        currency=table.currency,
        other_currencies={each: spelled_out(paid, each) for each, paid in table.other_currencies.items()},
        timezone=table.settings.time_zone,
        as_of=table.as_of.astimezone(table.settings.zone),
        definitions=dict(DEFINITIONS),
        notes=list(table.notes),
    )


def rate_out(rate: Decimal) -> Decimal:
    """A part of a whole, rounded as every ratio is."""
    return shortest(rounded(rate, RATIO_DECIMALS))


def _cohort(cohort: Cohort, table: CohortTable) -> CohortOut:
    start, end = cohort.unit.bounds
    return CohortOut(
        cohort_key=cohort.name,
        start=start.astimezone(table.settings.zone),
        end=end.astimezone(table.settings.zone),
        cohort_size=cohort.size,
        periods=[_period(each, table.currency) for each in cohort.periods],
        lifetime_value=average_of_money(cohort.lifetime_value, table.currency),
    )


def _period(period: CohortPeriod, currency: str | None) -> CohortPeriodOut:
    return CohortPeriodOut(
        period_index=period.index,
        period_label=period.name,
        customers_active=period.customers_active,
        revenue=spelled_out(period.revenue, currency),
        retention_rate=rate_out(period.retention_rate),
        partial=period.partial,
    )


EXAMPLE = {
    "tenant_id": "demo-pizza",
    "granularity": "month",
    "cohorts": [
        {
            "cohort_key": "2026-02",
            "start": "2026-02-01T00:00:00+01:00",
            "end": "2026-03-01T00:00:00+01:00",
            "cohort_size": 40,
            "periods": [
                {
                    "period_index": 0,
                    "period_label": "2026-02",
                    "customers_active": 40,
                    "revenue": 1210.5,
                    "retention_rate": 1,
                    "partial": False,
                },
                {
                    "period_index": 1,
                    "period_label": "2026-03",
                    "customers_active": 14,
                    "revenue": 402.0,
                    "retention_rate": 0.35,
                    "partial": True,
                },
            ],
            "lifetime_value": 40.3125,
        }
    ],
    "average_retention": [1],
    "lifetime_value": 40.3125,
    "total_customers": 40,
    "currency": "EUR",
    "other_currencies": {"USD": 20.0},
    "timezone": "Europe/Rome",
    "as_of": "2026-03-18T13:00:00+01:00",
    "definitions": {"cohort_size": DEFINITIONS["cohort_size"]},
    "notes": [],
}
"""What an answer looks like, for the documentation."""
