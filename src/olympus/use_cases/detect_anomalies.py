"""Judge what happened last, and keep what is odd."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from decimal import Decimal

from olympus.domain.anomalies.anomaly import Anomaly, Place
from olympus.domain.anomalies.sensitivity import Sensitivity
from olympus.domain.anomalies.watch_list import BY_LOCATION, MOST_LOCATIONS, WATCHED, watched
from olympus.domain.anomalies.watched_series import Judgement
from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.forecasts.metric_history import HistoryRequest, MetricHistory
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.tenant import TenantId
from olympus.ports.anomaly_detector import AnomalyDetector
from olympus.ports.anomaly_store import AnomalyStore
from olympus.ports.clock import Clock
from olympus.ports.data_versions import DataVersions
from olympus.ports.detection_progress import DetectionProgress
from olympus.ports.errors import SourceUnavailable
from olympus.use_cases.explain_anomaly import ExplainAnomaly
from olympus.use_cases.read_histories import ReadHistories
from olympus.use_cases.retrying import pause

logger = logging.getLogger(__name__)

_LOOK_EVERY_SECONDS = 20.0
_AT_ONCE = 100
_STRAGGLERS = timedelta(minutes=1)
"""Events that end an hour are a moment under way."""
_AFTER_OUTAGE, _AFTER_FAULT = timedelta(minutes=2), timedelta(hours=1)
_DECIMALS = 4


class DetectAnomalies:
    """Of each tenant the last complete hours and days, tenant-wide and by location where there are few."""

    def __init__(  # noqa: PLR0917
        self,
        read_histories: ReadHistories,
        detector: AnomalyDetector,
        store: AnomalyStore,
        progress: DetectionProgress,
        versions: DataVersions,
        explain: ExplainAnomaly,
        clock: Clock,
        *,
        sensitivity: Sensitivity = Sensitivity.NORMAL,
    ) -> None:
        self._read_histories = read_histories
        self._detector = detector
        self._store = store
        self._progress = progress
        self._versions = versions
        self._explain = explain
        self._clock = clock
        self._sensitivity = sensitivity
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="anomalies")

    async def run(self, stopping: asyncio.Event) -> None:
        """Judge whoever is due until `stopping` is set. Outages are waited out."""
        while not stopping.is_set():
            try:
                for tenant_id in await self._progress.due(self._clock.now(), limit=_AT_ONCE):
                    if stopping.is_set():
                        return
                    await self._in_turn(tenant_id)
            except SourceUnavailable as outage:
                logger.warning("%s; anomalies are looked for later", outage)
            except Exception:
                logger.exception("anomalies cannot be looked for; trying again later")
            await pause(stopping, _LOOK_EVERY_SECONDS)

    async def __call__(self, tenant_id: TenantId) -> list[Anomaly]:
        """Judge a tenant now; what was new. Raises SourceUnavailable."""
        now = self._clock.now()
        version = (await self._versions.current([tenant_id]))[tenant_id]
        histories = [
            history
            for granularity, names in WATCHED.items()
            for name in names
            for history in await self._histories(tenant_id, name, granularity)
        ]
        judged = await asyncio.get_running_loop().run_in_executor(self._thread, self._judged, histories)
        found, ordinary = [], []
        for history, judgements in zip(histories, judged, strict=True):
            odd, usual = _told_apart(history, judgements, now)
            found += odd
            ordinary += usual
        found = [await self._explain(each) for each in found]
        new = await self._store.settle(tenant_id, found, ordinary)
        await self._progress.judged(tenant_id, version=version, at=now, due_at=_due_at(histories, now))
        return new

    def _judged(self, histories: Sequence[MetricHistory]) -> list[list[Judgement | None]]:
        return self._detector.judge([watched(each, self._sensitivity) for each in histories])

    async def _in_turn(self, tenant_id: TenantId) -> None:
        """A tenant that cannot be judged keeps none of the others waiting, whose turn comes before its next."""
        async with self._progress.turn(tenant_id) as mine:
            if not mine:
                return
            try:
                await self(tenant_id)
            except SourceUnavailable as outage:  # or a tenant of whom nothing can be read in time
                logger.warning("%s; the anomalies of a tenant are looked for later", outage)
                await self._put_off(tenant_id, _AFTER_OUTAGE)
            except Exception:
                logger.exception("the anomalies of a tenant cannot be looked for")
                await self._put_off(tenant_id, _AFTER_FAULT)

    async def _put_off(self, tenant_id: TenantId, pause: timedelta) -> None:
        now = self._clock.now()
        await self._progress.judged(tenant_id, version=0, at=now, due_at=now + pause)

    async def _histories(self, tenant_id: TenantId, name: str, granularity: Granularity) -> list[MetricHistory]:
        metric = CATALOGUE[name]
        whole = await self._read_histories(tenant_id, HistoryRequest(metric=metric, granularity=granularity))
        if name not in BY_LOCATION or whole[0].is_empty:
            return whole
        request = HistoryRequest(metric=metric, granularity=granularity, by=Dimension.LOCATION)
        places = [each for each in await self._read_histories(tenant_id, request) if each.value is not None]
        return whole + places if 1 < len(places) <= MOST_LOCATIONS else whole


def _told_apart(
    history: MetricHistory, judgements: Sequence[Judgement | None], now: datetime
) -> tuple[list[Anomaly], list[str]]:
    """What is odd, and the ids of what is not, or not any more."""
    found, ordinary = [], []
    for unit, judgement in zip(history.units[len(history.units) - len(judgements) :], judgements, strict=True):
        place = Place(
            tenant_id=history.tenant_id,
            metric=history.request.metric.name,
            granularity=history.request.granularity,
            location=None if history.value is None else str(history.value),
            unit=unit,
        )
        if judgement and judgement.is_odd:
            found.append(_anomaly(place, judgement, now))
        elif judgement:
            ordinary.append(place.id)
    return found, ordinary


def _anomaly(place: Place, judgement: Judgement, now: datetime) -> Anomaly:
    return Anomaly(
        place=place,
        value=_decimal(judgement.value),
        expected=_decimal(judgement.expected),
        lower=_decimal(judgement.lower),
        upper=_decimal(judgement.upper),
        beyond=judgement.beyond,
        deviations=judgement.deviations,
        detected_at=now,
        until=place.unit.bounds[1],
    )


def _decimal(number: float) -> Decimal:
    return Decimal(repr(round(number, _DECIMALS)))


def _due_at(histories: Sequence[MetricHistory], now: datetime) -> datetime | None:
    """When the running hour is over; never for a tenant that has fallen silent, before it is heard of again."""
    history = histories[0]
    if history.silent_since or not history.units:
        return None
    hour: Interval = BusinessCalendar(history.settings).unit_around(now, Granularity.HOUR)
    return hour.bounds[1] + _STRAGGLERS
