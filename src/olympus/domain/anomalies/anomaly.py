"""An anomaly: what was odd in one unit of a tenant's calendar, by how much, and what made it so."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.errors import UnknownName
from olympus.domain.tenant import TenantId


class Severity(StrEnum):
    """How far beyond its interval a point lies, the least first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @classmethod
    def of(cls, beyond: float) -> "Severity":
        """`beyond` is the distance from the expectation in half-widths of the interval, negative below."""
        return next((each for limit, each in _LIMITS if abs(beyond) < limit), cls.CRITICAL)

    @property
    def rank(self) -> int:
        """0 for the least."""
        return tuple(Severity).index(self)

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise UnknownName("severity", value, cls, field="severity")


_LIMITS = ((1.5, Severity.LOW), (2.5, Severity.MEDIUM), (4.0, Severity.HIGH))


class Direction(StrEnum):
    """On which side of its expectation a point lies."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Part:
    """What one value of a dimension has of the deviation; those of a dimension add up to it exactly."""

    dimension: str
    value: str | int | None
    label: str
    expected: Decimal
    actual: Decimal

    @property
    def contribution(self) -> Decimal:
        return self.actual - self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and when a point stands. `location` is None for the whole tenant."""

    tenant_id: TenantId
    metric: str
    granularity: Granularity
    location: str | None
    unit: Interval

    @property
    def id(self) -> str:
        """The same for the same point, whoever judges it and however often."""
        start, _ = self.unit.bounds
        at = ["" if self.location is None else f"at {self.location}", start.isoformat()]
        text = "\n".join([self.tenant_id, self.metric, self.granularity, *at])
        return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """A point outside of its interval. `until` is later than the end of its unit where others followed it."""

    place: Place
    value: Decimal
    expected: Decimal
    lower: Decimal
    upper: Decimal
    beyond: float
    deviations: float
    detected_at: datetime
    explained_by: tuple[Part, ...] = ()
    until: datetime

    @property
    def id(self) -> str:
        return self.place.id

    @property
    def severity(self) -> Severity:
        return Severity.of(self.beyond)

    @property
    def direction(self) -> Direction:
        return Direction.UP if self.value > self.expected else Direction.DOWN

    def goes_on_as(self, other: "Anomaly") -> bool:
        """Whether `other` is the next point of the same shift of level."""
        here, there = self.place, other.place
        same = (here.metric, here.granularity, here.location) == (there.metric, there.granularity, there.location)
        return same and self.direction is other.direction and self.until == there.unit.start


def shifts(points: Iterable[Anomaly]) -> list[Anomaly]:
    """Points beside each other on one side as one anomaly: the first, until the end of the last."""
    latest: dict[tuple[str, Granularity, str | None], int] = {}
    found: list[Anomaly] = []
    for point in sorted(points, key=lambda each: each.place.unit.bounds):
        series = point.place.metric, point.place.granularity, point.place.location
        before = latest.get(series)
        if before is not None and found[before].goes_on_as(point):
            found[before] = replace(found[before], until=point.until)
        else:
            latest[series] = len(found)
            found.append(point)
    return found


def as_payload(anomaly: Anomaly) -> dict[str, Any]:
    """The anomaly as it is told to others: numbers are JSON numbers, times RFC 3339 in UTC."""
    place = anomaly.place
    return {
        "id": anomaly.id,
        "tenant_id": place.tenant_id,
        "at": place.unit.bounds[0].isoformat(),
        "until": anomaly.until.isoformat(),
        "granularity": place.granularity.value,
        "metric": place.metric,
        "location_id": place.location,
        "value": float(anomaly.value),
        "expected": float(anomaly.expected),
        "lower": float(anomaly.lower),
        "upper": float(anomaly.upper),
        "severity": anomaly.severity.value,
        "direction": anomaly.direction.value,
        "deviations": round(anomaly.deviations, 2),
        "explained_by": [
            {
                "dimension": part.dimension,
                "value": part.value,
                "label": part.label,
                "expected": float(part.expected),
                "actual": float(part.actual),
                "contribution": float(part.contribution),
            }
            for part in anomaly.explained_by
        ],
        "detected_at": anomaly.detected_at.isoformat(),
    }
