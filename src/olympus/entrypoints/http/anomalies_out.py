"""Anomalies as they travel."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from olympus.domain.anomalies.anomaly import Anomaly, Direction, Severity
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.metric import Unit
from olympus.use_cases.find_anomalies import FoundAnomalies


class PartOut(Struct, kw_only=True):
    """What a value of a dimension has of the deviation."""

    dimension: str
    value: str | int | None
    label: str
    expected: Decimal
    actual: Decimal
    contribution: Annotated[Decimal, Meta(description="Actual less expected; they add up to the deviation.")]


class AnomalyOut(Struct, kw_only=True):
    """A point that is not as it was to be expected."""

    id: Annotated[str, Meta(description="The same however often it is found.")]
    at: Annotated[datetime, Meta(description="Where the hour or day begins, in local time.")]
    until: Annotated[datetime, Meta(description="Where it ends; later where the points after it are odd alike.")]
    granularity: Granularity
    metric: str
    label: Annotated[str, Meta(description="What the metric is called.", examples=["Orders"])]
    unit: Unit
    location_id: Annotated[str | None, Meta(description="Null for the whole tenant.")]
    value: Decimal
    expected: Decimal
    lower: Decimal
    upper: Decimal
    severity: Severity
    direction: Direction
    deviations: Annotated[float, Meta(description="Robust standard deviations from the expectation.")]
    explained_by: Annotated[list[PartOut], Meta(description="Of the dimension that tells most; may be empty.")]
    detected_at: datetime


class AnomaliesOut(Struct, kw_only=True):
    """What was odd, the latest first."""

    tenant_id: str
    timeframe: str
    timezone: str
    anomalies: list[AnomalyOut]
    anomalies_in_all: int


def anomalies_out(found: FoundAnomalies) -> AnomaliesOut:
    """The answer that tells them."""
    zone = found.settings.zone
    return AnomaliesOut(
        tenant_id=found.tenant_id,
        timeframe=found.timeframe.name,
        timezone=found.settings.time_zone,
        anomalies=[
            _anomaly(each, each.place.unit.bounds[0].astimezone(zone), each.until.astimezone(zone))
            for each in found.anomalies
        ],
        anomalies_in_all=found.of_everything,
    )


def _anomaly(anomaly: Anomaly, at: datetime, until: datetime) -> AnomalyOut:
    return AnomalyOut(
        id=anomaly.id,
        at=at,
        until=until,
        granularity=anomaly.place.granularity,
        metric=anomaly.place.metric,
        label=CATALOGUE[anomaly.place.metric].label,
        unit=CATALOGUE[anomaly.place.metric].unit,
        location_id=anomaly.place.location,
        value=anomaly.value,
        expected=anomaly.expected,
        lower=anomaly.lower,
        upper=anomaly.upper,
        severity=anomaly.severity,
        direction=anomaly.direction,
        deviations=round(anomaly.deviations, 2),
        explained_by=[
            PartOut(
                dimension=part.dimension,
                value=part.value,
                label=part.label,
                expected=part.expected,
                actual=part.actual,
                contribution=part.contribution,
            )
            for part in anomaly.explained_by
        ],
        detected_at=anomaly.detected_at,
    )
