"""Cohorts: customers who joined together, and how many of them came back and what they paid since.

A customer joins with the first order that is not cancelled, in the tenant's own day, week or month.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.customers.cohort_grid import CohortGrid
from olympus.domain.customers.reading import CohortCell, CohortCounts
from olympus.domain.exact import ZERO, add
from olympus.domain.tenant import TenantId, TenantSettings


@dataclass(frozen=True, slots=True)
class CohortPeriod:
    """What a cohort did in one period; the 0th is that in which it joined. Of a running one, what has passed."""

    index: int
    name: str
    interval: Interval
    customers_active: int
    revenue: Decimal
    retention_rate: Decimal
    partial: bool


@dataclass(frozen=True, slots=True)
class Cohort:
    """The customers who joined in one unit of the calendar, and the periods that have begun since.

    `lifetime_revenue` is all that they have paid until now, also outside the periods that are shown.
    """

    name: str
    unit: Interval
    size: int
    periods: tuple[CohortPeriod, ...]
    lifetime_revenue: Decimal

    @property
    def lifetime_value(self) -> Decimal:
        """Revenue per customer so far."""
        return self.lifetime_revenue / self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortTable:
    """The cohorts that have anyone, the oldest first."""

    tenant_id: TenantId
    settings: TenantSettings
    granularity: Granularity
    cohorts: tuple[Cohort, ...]
    average_retention: tuple[Decimal, ...]
    """By period: of all customers whose cohorts have been through it, the part that was active."""
    currency: str | None
    other_currencies: Mapping[str, Decimal]
    as_of: datetime
    notes: tuple[str, ...]

    @property
    def lifetime_value(self) -> Decimal | None:
        """Revenue per customer so far, over all cohorts; None without customers."""
        customers = sum(each.size for each in self.cohorts)
        return _total(each.lifetime_revenue for each in self.cohorts) / customers if customers else None


def cohort_table(
    counts: CohortCounts, grid: CohortGrid, *, tenant_id: TenantId, settings: TenantSettings, currency: str | None
) -> CohortTable:
    """From what was read over a grid to the cohorts in it."""
    revenue = {cell: _own(paid, currency) for cell, paid in counts.revenue.items()}
    cohorts = tuple(
        _cohort(index, size, counts, revenue, grid)
        for index in range(grid.cohorts)
        if (size := counts.sizes.get(index))
    )
    return CohortTable(
        tenant_id=tenant_id,
        settings=settings,
        granularity=grid.units.granularity,
        cohorts=cohorts,
        average_retention=_average_retention(cohorts),
        currency=currency,
        other_currencies=_others(counts, currency),
        as_of=grid.now,
        notes=() if cohorts else (NOBODY,),
    )


NOBODY = "Nobody joined in this time: no order of it that is not cancelled is the first of a customer."


def _cohort(
    index: int, size: int, counts: CohortCounts, revenue: Mapping[CohortCell, Decimal], grid: CohortGrid
) -> Cohort:
    return Cohort(
        name=grid.names[index],
        unit=grid.unit(index),
        size=size,
        periods=tuple(
            CohortPeriod(
                index=label - index,
                name=grid.names[label],
                interval=grid.unit(label).until(grid.now),
                customers_active=(active := counts.active.get((index, label), 0)),
                revenue=revenue.get((index, label), ZERO),
                retention_rate=Decimal(active) / size,
                partial=grid.is_running(label),
            )
            for label in grid.periods_of(index)
        ),
        lifetime_revenue=_total(paid for (cohort, _), paid in revenue.items() if cohort == index),
    )


def _average_retention(cohorts: Iterable[Cohort]) -> tuple[Decimal, ...]:
    """The ratio of totals, not the mean of ratios: a cohort of two must not weigh as much as one of a hundred."""
    active: dict[int, int] = {}
    customers: dict[int, int] = {}
    for cohort in cohorts:
        for period in cohort.periods:
            if not period.partial:
                active[period.index] = active.get(period.index, 0) + period.customers_active
                customers[period.index] = customers.get(period.index, 0) + cohort.size
    return tuple(Decimal(active[index]) / customers[index] for index in sorted(customers))


def _own(paid: Mapping[str | None, Decimal], currency: str | None) -> Decimal:
    return _total(amount for said, amount in paid.items() if (said or currency) == currency)


def _others(counts: CohortCounts, currency: str | None) -> dict[str, Decimal]:
    """What these customers paid in other currencies."""
    others: dict[str, Decimal] = {}
    for paid in counts.revenue.values():
        for said, amount in paid.items():
            if said and said != currency:
                others[said] = add(others.get(said, ZERO), amount)
    return {said: others[said] for said in sorted(others)}


def _total(amounts: Iterable[Decimal]) -> Decimal:
    total = ZERO
    for amount in amounts:
        total = add(total, amount)
    return total


DEFINITIONS = {
    "cohort": "Customers whose first order that is not cancelled lies in the same local day, week or month.",
    "cohort_size": "How many customers that is.",
    "customers_active": "Customers of the cohort with an order in the period that is not cancelled.",
    "retention_rate": "customers_active / cohort_size.",
    "revenue": (
        "Completed payments minus refunds of the cohort's orders, each in the period in which it happened, in the "
        "reporting currency."
    ),
    "average_retention": (
        "By period: the active customers of all cohorts that have been through the whole period, divided by the "
        "sizes of those cohorts."
    ),
    "lifetime_value": "All revenue of the cohort's customers until now, divided by its size.",
}
"""What each figure means, in a sentence."""
