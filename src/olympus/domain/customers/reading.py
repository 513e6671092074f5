"""What a source of customers is asked to read, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from olympus.domain.query.reading import Slice


@dataclass(frozen=True, slots=True)
class CohortRead:
    """Customers by when they joined, and what they did in stretches of time.

    A customer joins with the first order that is not cancelled. Cohort i joined from `bounds[i]` until just
    before `bounds[i + 1]`. Of the stretches each has a label of its own; they do not overlap.
    """

    bounds: tuple[datetime, ...]
    active: tuple[Slice, ...]


CohortCell = tuple[int, int]
"""Which cohort, and the label of the stretch."""


@dataclass(frozen=True, slots=True)
class CohortCounts:
    """How many customers joined, how many of them ordered when, and what they paid.

    What would be zero may be left out.
    """

    sizes: Mapping[int, int]
    """Customers by cohort."""
    active: Mapping[CohortCell, int]
    """Customers with an order that is not cancelled."""
    revenue: Mapping[CohortCell, Mapping[str | None, Decimal]]
    """Payments less refunds of their orders, by currency (None: the tenant's own)."""


class Lifetime(NamedTuple):
    """What one customer has ordered so far, cancelled orders left out. One who ordered nothing has none.

    `value` is the total of the `orders_in_currency`, those in the reporting currency. `first_ordered_at` is the
    time of the first order that is not cancelled.
    """

    last_ordered_at: datetime
    orders: int
    orders_in_currency: int
    value: Decimal
    first_ordered_at: datetime
    customer_id: str


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """Every customer of a tenant, in any order, and what was ordered in other currencies beside."""

    customers: Sequence[Lifetime]
    other_currencies: Mapping[str, Decimal]
