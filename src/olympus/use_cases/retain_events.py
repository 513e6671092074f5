"""Keep what was sent in the hot store for as long as was decided, and no longer than it takes to export it."""

import asyncio
import logging
from datetime import timedelta

from olympus.ports.clock import Clock
from olympus.ports.errors import SourceUnavailable
from olympus.ports.export_progress import ExportProgress
from olympus.ports.raw_event_months import RawEventMonths
from olympus.use_cases.retrying import pause

logger = logging.getLogger(__name__)

_EVERY_SECONDS = 3600.0


class RetainEvents:
    """Makes room for the months to come, and drops those that are older than `hot_days` and confirmed as exported.

    Without `hot_days`, or without a warehouse, nothing is ever dropped.
    """

    def __init__(
        self, months: RawEventMonths, progress: ExportProgress | None, clock: Clock, *, hot_days: int | None
    ) -> None:
        self._months = months
        self._progress = progress
        self._clock = clock
        self._hot_days = hot_days

    async def run(self, stopping: asyncio.Event) -> None:
        """Tend to the months every hour until `stopping` is set."""
        while not stopping.is_set():
            try:
                await self()
            except SourceUnavailable as outage:
                logger.warning("%s; months are tended to later", outage)
            except Exception:
                logger.exception("the months of raw events cannot be tended to; trying again later")
            await pause(stopping, _EVERY_SECONDS)

    async def __call__(self) -> None:
        """Once. Raises SourceUnavailable."""
        now = self._clock.now()
        await self._months.make_room(now)
        if self._hot_days is None or self._progress is None:
            return
        exported = (await self._progress.current()).exported_until
        before = now - timedelta(days=self._hot_days)
        for month in await self._months.drop(received_before=before, exported_until=exported):
            logger.info("%s was dropped: all of it is in the warehouse", month)
