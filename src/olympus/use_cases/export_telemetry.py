"""Take the figures of this process to a collector, again and again."""

import asyncio
import logging

from olympus.ports.errors import SourceUnavailable
from olympus.ports.telemetry import TelemetryExport
from olympus.use_cases.measure_backlog import MeasureBacklog
from olympus.use_cases.retrying import pause

logger = logging.getLogger(__name__)


class ExportTelemetry:
    """What cannot be sent is not kept: the next figures contain it, as they only ever grow."""

    def __init__(self, export: TelemetryExport, measure_backlog: MeasureBacklog, *, every_seconds: float) -> None:
        self._export = export
        self._measure_backlog = measure_backlog
        self._every_seconds = every_seconds

    async def run(self, stopping: asyncio.Event) -> None:
        """Send until `stopping` is set, and then a last time."""
        try:
            while not stopping.is_set():
                await pause(stopping, self._every_seconds)
                await self._send()
        finally:
            await self._export.close()

    async def _send(self) -> None:
        await self._measure_backlog()
        try:
            await self._export.send()
        except SourceUnavailable as trouble:
            logger.warning("figures could not be exported: %s", trouble)
