"""Bring every recorded event to the warehouse, once, and go on where it was left."""

import asyncio
import logging
import time
from collections.abc import Callable

from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_log import EventLog
from olympus.ports.export_meter import ExportMeter
from olympus.ports.export_progress import ExportProgress, TurnLost
from olympus.ports.warehouse import Warehouse, WarehouseUnfit
from olympus.use_cases.retrying import Pauses, pause

logger = logging.getLogger(__name__)

MOST_EVENTS = 2_500
MOST_BYTES = 2 * 1024 * 1024
"""Of a batch: what is held in memory is a few times as much, whatever waits."""

_ASK_FOR_THE_TURN_SECONDS = 10.0
_SHORTEST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
"""Seconds after trouble."""


class ExportEvents:
    """Batches in the order of the log. The progress is confirmed after a batch is in the warehouse, not before.

    Cut off anywhere, it goes on with the same batch: the warehouse takes each event once however often it comes.
    What stands in the way, an outage or a warehouse that somebody must mend, holds up the export alone; it is
    tried again, at first soon and then every minute.
    """

    def __init__(
        self,
        log: EventLog,
        progress: ExportProgress,
        warehouse: Warehouse,
        meter: ExportMeter,
        *,
        every_seconds: float,
        most_events: int = MOST_EVENTS,
    ) -> None:
        self._log = log
        self._progress = progress
        self._warehouse = warehouse
        self._meter = meter
        self._every_seconds = every_seconds
        self._most_events = most_events

    async def run(self, stopping: asyncio.Event) -> None:
        """Export until `stopping` is set, whenever it is this process's turn."""
        pauses = Pauses(shortest=_SHORTEST_PAUSE, longest=_LONGEST_PAUSE)
        while not stopping.is_set():
            try:
                async with self._progress.turn() as mine:
                    if mine:
                        await self._prepare()
                        await self._keep_exporting(stopping, pauses)
                        continue
            except TurnLost:
                logger.warning("another process exports to the warehouse by now: this one waits for its turn")
            except (SourceUnavailable, WarehouseUnfit) as trouble:
                await self._tell(trouble)
                await pause(stopping, pauses.next_seconds())
                continue
            except Exception as bug:
                logger.exception("the export to the warehouse failed; trying again later")
                await self._tell(bug)
                await pause(stopping, pauses.next_seconds())
                continue
            await pause(stopping, _ASK_FOR_THE_TURN_SECONDS)

    async def __call__(self, *, told: Callable[[int], None] = lambda events: None) -> int | None:
        """Export everything that is settled, and say how many events that were; None if another process exports.

        `told` hears of the events of each batch. Raises SourceUnavailable, WarehouseUnfit.
        """
        try:
            async with self._progress.turn() as mine:
                return await self._export_all(told) if mine else None
        except TurnLost:
            return None

    async def _export_all(self, told: Callable[[int], None]) -> int:
        await self._prepare()
        exported = 0
        while (events := await self._export_batch()) is not None:
            exported += events
            told(events)
        return exported

    async def _keep_exporting(self, stopping: asyncio.Event, pauses: Pauses) -> None:
        while not stopping.is_set():
            exported = await self._export_batch()
            pauses.reset()
            if exported is None or exported < self._most_events // 2:
                await pause(stopping, self._every_seconds)

    async def _prepare(self) -> None:
        incarnation = await self._warehouse.prepare()
        progress = await self._progress.current()
        if progress.incarnation == incarnation:
            return
        if progress.exported_until:
            logger.warning("the warehouse may have lost what it had: everything is exported again")
        await self._progress.start_over(incarnation)

    async def _export_batch(self) -> int | None:
        """The events of the next batch; None where nothing waits."""
        progress = await self._progress.current()
        until = progress.attempting_until or await self._log.settled()
        if until <= progress.exported_until:
            if progress.trouble:  # the warehouse is prepared, and has everything
                await self._progress.confirm(progress.exported_until, after=progress)
            return None
        batch = await self._log.read(
            progress.exported_until, until, most_events=self._most_events, most_bytes=MOST_BYTES
        )
        if batch:
            until = batch[-1].position
            if until != progress.attempting_until:
                await self._progress.begin(until, after=progress)
            began = time.perf_counter()
            await self._warehouse.load(batch)
            self._meter.exported(len(batch), time.perf_counter() - began)
        await self._progress.confirm(until, after=progress)
        return len(batch)

    async def _tell(self, trouble: Exception) -> None:
        """Operators see it in the health of every process."""
        logger.warning("the export to the warehouse waits: %s", trouble)
        self._meter.failed()
        said = str(trouble) if isinstance(trouble, SourceUnavailable | WarehouseUnfit) else type(trouble).__name__
        try:
            await self._progress.failed(said)
        except SourceUnavailable:
            logger.debug("nor can its trouble be noted")
