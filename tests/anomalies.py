"""Anomalies for tests: a test names only what it is about."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from olympus.domain.anomalies.anomaly import Anomaly, Place
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.tenant import TenantId
from tests.factories import CAFE

DAY = timedelta(days=1)
MONDAY = datetime(2026, 3, 16, tzinfo=UTC)


def an_anomaly(
    at: datetime = MONDAY,
    *,
    value: int = 50,
    metric: str = "orders",
    location: str | None = None,
    tenant: TenantId = CAFE,
) -> Anomaly:
    """A day on which 100 were expected, give or take 10."""
    place = Place(
        tenant_id=tenant,
        metric=metric,
        granularity=Granularity.DAY,
        location=location,
        unit=Interval(at, at + DAY),
    )
    return Anomaly(
        place=place,
        value=Decimal(value),
        expected=Decimal(100),
        lower=Decimal(90),
        upper=Decimal(110),
        beyond=(value - 100) / 10,
        deviations=(value - 100) / 4,
        detected_at=at + DAY + timedelta(minutes=1),
        until=at + DAY,
    )
