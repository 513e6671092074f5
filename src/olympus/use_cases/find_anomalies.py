"""Find the anomalies of a stretch of the tenant's time."""

from dataclasses import dataclass

from olympus.domain.anomalies.anomaly import Anomaly, Severity, shifts
from olympus.domain.calendar.timeframe import Timeframe, resolve_timeframe
from olympus.domain.metrics.catalogue import metric_named
from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.anomaly_store import AnomalyStore
from olympus.ports.clock import Clock
from olympus.ports.tenants import Tenants


@dataclass(frozen=True, slots=True, kw_only=True)
class AnomalyRequest:
    """Which anomalies are wanted; by default those of the last 30 days. `severity` is the least that counts."""

    metric: str | None = None
    timeframe: str | None = None
    start: str | None = None
    end: str | None = None
    location_id: str | None = None
    severity: str | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class FoundAnomalies:
    """The latest first. `of_everything` counts them beyond the limit too."""

    tenant_id: TenantId
    settings: TenantSettings
    timeframe: Timeframe
    anomalies: tuple[Anomaly, ...]
    of_everything: int


class FindAnomalies:
    """Answers with what was odd."""

    def __init__(self, tenants: Tenants, store: AnomalyStore, clock: Clock) -> None:
        self._tenants = tenants
        self._store = store
        self._clock = clock

    async def __call__(self, tenant_id: TenantId, request: AnomalyRequest) -> FoundAnomalies:
        """What was odd. Raises OlympusError for what cannot be asked, SourceUnavailable for an outage."""
        metric = metric_named(request.metric) if request.metric else None
        least = Severity(request.severity) if request.severity else Severity.LOW
        settings = await self._tenants.settings(tenant_id)
        bounded = request.start or request.end
        timeframe = resolve_timeframe(
            request.timeframe or (None if bounded else "last_30_days"),
            now=self._clock.now(),
            settings=settings,
            start=request.start,
            end=request.end,
        )
        found = [
            each
            for each in shifts(await self._store.find(tenant_id, timeframe.interval))
            if (metric is None or each.place.metric == metric.name)
            and (request.location_id is None or each.place.location == request.location_id)
            and each.severity.rank >= least.rank
        ]
        found.sort(key=lambda each: (each.place.unit.bounds, each.id), reverse=True)
        return FoundAnomalies(tenant_id, settings, timeframe, tuple(found[: request.limit]), len(found))
