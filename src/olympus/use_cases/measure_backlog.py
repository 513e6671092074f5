"""Tell the meters what waits now, on the stream and for the warehouse."""

import asyncio
import logging

from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_stream import EventStream
from olympus.ports.intake_meter import IntakeMeter
from olympus.use_cases.survey_export import SurveyExport

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.5
"""Whoever collects figures waits for all of them; a stream that gives no answer may not keep the others back."""


class MeasureBacklog:
    """Asks when somebody wants to know, so that the figures are of now, and of nobody where nobody asks."""

    def __init__(
        self,
        stream: EventStream,
        meter: IntakeMeter,
        survey_export: SurveyExport | None = None,
        *,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._stream = stream
        self._meter = meter
        self._survey_export = survey_export
        self._patience = patience_seconds

    async def __call__(self) -> None:
        """Tell what waits, or nothing where no answer comes in time: no figure is better than an old one.

        It never fails.
        """
        await asyncio.gather(self._measure_stream(), self._measure_export())

    async def _measure_stream(self) -> None:
        try:
            async with asyncio.timeout(self._patience):
                backlog = await self._stream.backlog()
        except (SourceUnavailable, TimeoutError):
            self._meter.backlog(())
        except Exception:
            logger.exception("what waits on the stream cannot be told")
            self._meter.backlog(())
        else:
            self._meter.backlog(backlog.shards)

    async def _measure_export(self) -> None:
        if self._survey_export is None:
            return
        try:
            async with asyncio.timeout(self._patience):
                await self._survey_export()
        except (SourceUnavailable, TimeoutError):
            self._survey_export.forget()
        except Exception:
            logger.exception("how far the export lags cannot be told")
            self._survey_export.forget()
