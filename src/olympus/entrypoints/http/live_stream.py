"""What one listener hears of a tenant."""

import asyncio
import logging
from collections.abc import AsyncIterator

from olympus.domain.errors import OlympusError
from olympus.domain.tenant import TenantId
from olympus.entrypoints.http.dashboard_answers import DashboardAnswers
from olympus.entrypoints.http.exact_json import exact_json
from olympus.ports.clock import Clock
from olympus.ports.errors import SourceUnavailable
from olympus.use_cases.build_dashboard import DashboardRequest
from olympus.use_cases.known_versions import Following, KnownVersions
from olympus.use_cases.retrying import pause

HEARTBEAT_SECONDS = 15.0
"""A line on which nothing is said for a while is cut by what stands between."""

_RECONNECT_MILLISECONDS = 2_000
_BETWEEN_EVENTS_SECONDS = 0.25
_AFTER_AN_OUTAGE_SECONDS = 1.0
_HEARTBEAT = b": still here\n\n"
_OUTAGE = b": the figures cannot be read now\n\n"

logger = logging.getLogger(__name__)


class LiveStream:
    """Nothing is queued for a listener: who is slow hears of the last change only."""

    def __init__(
        self,
        known: KnownVersions,
        dashboards: DashboardAnswers,
        clock: Clock,
        tenant_id: TenantId,
        figures: DashboardRequest | None,
        *,
        last_event_id: str | None = None,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
    ) -> None:
        self._known = known
        self._dashboards = dashboards
        self._clock = clock
        self._tenant_id = tenant_id
        self._figures = figures
        self._told = last_event_id
        self._shown: str | None = None
        self._heartbeat_seconds = heartbeat_seconds

    async def chunks(self) -> AsyncIterator[bytes]:
        """The events, encoded, until the process stops. An outage is waited out."""
        yield b"retry: %d\n\n" % _RECONNECT_MILLISECONDS
        with self._known.following(self._tenant_id) as following:
            while not following.has_ended:
                following.stirred.clear()
                while following.told:
                    yield _event("anomaly", following.told.popleft())
                version = self._known.latest(self._tenant_id)
                if str(version) != self._told:
                    yield self._change(version)
                    try:
                        yield await self._figures_at(version)
                    except SourceUnavailable:
                        yield _OUTAGE
                        await asyncio.sleep(_AFTER_AN_OUTAGE_SECONDS)
                        continue
                    except OlympusError as error:
                        # the settings are such now that it cannot be asked: whoever connects again is told
                        logger.info("a live stream ends: %s", error)
                        return
                    self._told = str(version)
                    await asyncio.sleep(_BETWEEN_EVENTS_SECONDS)
                elif not await _stirred(following, self._heartbeat_seconds):
                    yield _HEARTBEAT

    def _change(self, version: int) -> bytes:
        told = {"tenant_id": self._tenant_id, "version": version, "at": self._clock.now()}
        return _event("change", exact_json(told))

    async def _figures_at(self, version: int) -> bytes:
        """The figures if they are wanted and others than before, and the id: not before all of it is told."""
        if self._figures is None:
            return _told_until(version)
        _, answer = await self._dashboards(self._tenant_id, self._figures)
        if answer.tag == self._shown:
            return _told_until(version)
        self._shown = answer.tag
        return _told_until(version, _event("dashboard", answer.body))


def _event(name: str, data: bytes) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (name.encode(), data)


def _told_until(version: int, event: bytes = b"") -> bytes:
    """An event with its id, or an id alone, which a browser notes without telling anyone."""
    return b"id: %d\n" % version + (event or b"\n")


async def _stirred(following: Following, seconds: float) -> bool:
    await pause(following.stirred, seconds)
    return following.stirred.is_set()
