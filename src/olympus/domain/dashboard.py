"""The dashboard: every headline figure of a timeframe, what it is compared with, and what stands out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from olympus.domain.calendar.comparison import ComparedInterval
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.timeframe import Timeframe
from olympus.domain.insights import Insight
from olympus.domain.query.answer import Readings
from olympus.domain.tenant import TenantId, TenantSettings


@dataclass(frozen=True, slots=True)
class BestSeller:
    """A product, what it sold, and what that came to in the reporting currency."""

    product_id: str
    name: str | None
    quantity: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """The figures of one bucket of the chart, by metric name."""

    bucket: Interval
    values: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """What a tenant sees of a timeframe. `events_until` is the time of the last event in it, if any."""

    tenant_id: TenantId
    settings: TenantSettings
    timeframe: Timeframe
    compared: ComparedInterval | None
    location_id: str | None
    readings: Readings
    best_sellers: tuple[BestSeller, ...]
    insights: tuple[Insight, ...]
    granularity: Granularity
    series: tuple[SeriesPoint, ...]
    currency: str | None
    source: str
    as_of: datetime
    events_until: datetime | None
