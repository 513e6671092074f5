"""Every customer of a tenant in one of the segments, and what each segment is like."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import median_low

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.reach import day_numbered
from olympus.domain.customers.reading import Lifetime, Lifetimes
from olympus.domain.customers.scores import FIFTHS, scores
from olympus.domain.customers.segment import Segment, segment_of
from olympus.domain.exact import ZERO, add
from olympus.domain.tenant import TenantId, TenantSettings

METHOD = (
    "RFM: every customer with an order that is not cancelled is scored 1 to 5, by fifths of all customers of all "
    "time, for recency (whole local days since the last order), frequency (orders) and monetary value (total of "
    "the orders in the reporting currency); equal values have equal scores. Recency and the middle of the other "
    "two name the segment."
)


@dataclass(frozen=True, slots=True)
class SegmentFigures:
    """What the customers of a segment come to. `typical_…` is the median: half have no more."""

    segment: Segment
    customers: int
    orders: int
    orders_in_currency: int
    value: Decimal
    typical_days: int
    typical_orders: int
    typical_value: Decimal

    @property
    def average_order_value(self) -> Decimal | None:
        """In the reporting currency; None where no order is in it."""
        return self.value / self.orders_in_currency if self.orders_in_currency else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmentation:
    """The segments that have anyone, the best first."""

    tenant_id: TenantId
    settings: TenantSettings
    segments: tuple[SegmentFigures, ...]
    customers: int
    value: Decimal
    currency: str | None
    other_currencies: dict[str, Decimal]
    as_of: datetime
    notes: tuple[str, ...]

    def percentage_of(self, figures: SegmentFigures) -> Decimal:
        """Its part of all customers."""
        return Decimal(100 * figures.customers) / self.customers

    def value_percentage_of(self, figures: SegmentFigures) -> Decimal | None:
        """Its part of the value of all customers; None where they have none."""
        return 100 * figures.value / self.value if self.value > 0 else None


def segmentation(
    lifetimes: Lifetimes, *, tenant_id: TenantId, settings: TenantSettings, currency: str | None, now: datetime
) -> Segmentation:
    """Everyone who ordered before `now` in exactly one segment."""
    customers = lifetimes.customers
    days = days_since([each.last_ordered_at for each in customers], now, BusinessCalendar(settings))
    recency = scores([-each for each in days])
    frequency = scores([each.orders for each in customers])
    monetary = scores([each.value for each in customers])
    members: defaultdict[Segment, list[tuple[int, Lifetime]]] = defaultdict(list)
    for r, f, m, since, customer in zip(recency, frequency, monetary, days, customers, strict=True):
        members[segment_of(r, f, m)].append((since, customer))
    figures = tuple(_figures(segment, members[segment]) for segment in Segment if segment in members)
    return Segmentation(
        tenant_id=tenant_id,
        settings=settings,
        segments=figures,
        customers=len(customers),
        value=_total(each.value for each in figures),
        currency=currency,
        other_currencies=dict(lifetimes.other_currencies),
        as_of=now,
        notes=_notes(customers, days),
    )


def days_since(instants: Sequence[datetime], now: datetime, calendar: BusinessCalendar) -> list[int]:
    """How many of the tenant's days ago each instant was; 0 is today."""
    if not instants:
        return []
    today = calendar.date_of(now).toordinal()
    first = calendar.date_of(min(instants)).toordinal()
    # looked up among the beginnings of days: asking the calendar a million times takes seconds
    starts = [calendar.start_of(day_numbered(number)) for number in range(first, today + 1)]
    return [max(len(starts) - bisect_right(starts, instant), 0) for instant in instants]


def _figures(segment: Segment, members: Sequence[tuple[int, Lifetime]]) -> SegmentFigures:
    customers = [customer for _, customer in members]
    return SegmentFigures(
        segment=segment,
        customers=len(customers),
        orders=sum(each.orders for each in customers),
        orders_in_currency=sum(each.orders_in_currency for each in customers),
        value=_total(each.value for each in customers),
        typical_days=median_low(days for days, _ in members),
        typical_orders=median_low(each.orders for each in customers),
        typical_value=median_low(each.value for each in customers),
    )


def _total(amounts: Iterable[Decimal]) -> Decimal:
    total = ZERO
    for amount in amounts:
        total = add(total, amount)
    return total


def _notes(customers: Sequence[Lifetime], days: Sequence[int]) -> tuple[str, ...]:
    """What a reader has to know before believing the segments."""
    if not customers:
        return ("There are no customers yet: no order that is not cancelled names one.",)
    if len(customers) < FIFTHS:
        return (f"With fewer than {FIFTHS} customers there are no fifths: the scores only say who comes first.",)
    if len({(since, each.orders, each.value) for since, each in zip(days, customers, strict=True)}) == 1:
        return ("All customers are alike in recency, orders and value, so all are in one segment.",)
    return ()
