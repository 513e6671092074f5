"""Forecasts as they were made, held against what happened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from olympus.domain.forecasts.accuracy import coverage, smape
from olympus.domain.forecasts.forecast import Steps
from olympus.domain.forecasts.metric_forecast import MetricForecast
from olympus.domain.forecasts.metric_history import HistoryRequest
from olympus.domain.tenant import TenantId


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptForecast:
    """What was expected of which units, and when that was said. `starts` are those of the units."""

    tenant_id: TenantId
    request: HistoryRequest
    made_at: datetime
    model: str
    starts: tuple[datetime, ...]
    mean: Steps
    lower_80: Steps
    upper_80: Steps
    lower_95: Steps
    upper_95: Steps


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How far off forecasts were that came due: `units` of them, counted once for each forecast that named them.

    `bias` is what they were too high by, as a share of what happened, and `error` (WAPE) how far they were off
    either way; None where nothing happened. sMAPE is in per cent, coverage from 0 to 1.
    """

    units: int
    smape: float
    error: float | None
    bias: float | None
    coverage_80: float
    coverage_95: float


def kept_forecast(made: MetricForecast) -> KeptForecast:
    """What is kept of a forecast."""
    points = made.points
    return KeptForecast(
        tenant_id=made.history.tenant_id,
        request=made.history.request,
        made_at=made.history.as_of,
        model=made.basis.model,
        starts=tuple(point.unit.bounds[0] for point in points),
        mean=tuple(point.mean for point in points),
        lower_80=tuple(point.lower_80 for point in points),
        upper_80=tuple(point.upper_80 for point in points),
        lower_95=tuple(point.lower_95 for point in points),
        upper_95=tuple(point.upper_95 for point in points),
    )


def accuracy_of(kept: Iterable[KeptForecast], happened: Mapping[datetime, float]) -> Accuracy | None:
    """How right forecasts of the same figures were, given what happened in the units that are over."""
    due = [
        (happened[start], *bounds)
        for each in kept
        for start, *bounds in zip(
            each.starts, each.mean, each.lower_80, each.upper_80, each.lower_95, each.upper_95, strict=True
        )
        if start in happened
    ]
    if not due:
        return None
    actual, mean, lower_80, upper_80, lower_95, upper_95 = zip(*due, strict=True)
    return Accuracy(
        units=len(due),
        smape=smape(actual, mean),
        error=_share([abs(said - was) for said, was in zip(mean, actual, strict=True)], actual),
        bias=_share([said - was for said, was in zip(mean, actual, strict=True)], actual),
        coverage_80=coverage(actual, lower_80, upper_80),
        coverage_95=coverage(actual, lower_95, upper_95),
    )


def _share(differences: Sequence[float], actual: Sequence[float]) -> float | None:
    scale = fmean(map(abs, actual))
    return fmean(differences) / scale if scale else None
