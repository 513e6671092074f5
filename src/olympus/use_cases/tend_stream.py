"""Keep the stream in order beside the work on it: forget what is done, and who is gone."""

import asyncio
import logging

from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_stream import EventStream
from olympus.use_cases.retrying import pause

_EVERY_SECONDS = 2.0
_GONE_AFTER_SECONDS = 3600.0
"""A worker of which nothing was heard for so long, and that holds nothing, will not come back by its name."""

logger = logging.getLogger(__name__)


class TendStream:
    """One of these runs in each worker process; several at once do no harm."""

    def __init__(self, stream: EventStream) -> None:
        self._stream = stream

    async def run(self, stopping: asyncio.Event) -> None:
        """Tend until `stopping` is set; outages are left to those who work."""
        while not stopping.is_set():
            try:
                await self()
            except SourceUnavailable as outage:
                logger.debug("%s; tending later", outage)
            except Exception:
                logger.exception("the stream cannot be tended; trying again later")
            await pause(stopping, _EVERY_SECONDS)

    async def __call__(self) -> None:
        """Once. Raises SourceUnavailable."""
        await self._stream.trim()
        await self._stream.dismiss(idle_seconds=_GONE_AFTER_SECONDS)
