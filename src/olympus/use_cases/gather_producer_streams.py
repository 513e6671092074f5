"""Put what producers keep on streams of their own onto the durable one: history, and what nobody heard."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_decoder import EventDecoder
from olympus.ports.event_stream import EventStream
from olympus.ports.producer_streams import ProducerStreams, Unread
from olympus.use_cases.retrying import pause

_EACH = 200
_STREAMS_AT_ONCE = 100
_EVERY_SECONDS = 10.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Gathered:
    """How many entries were found that had not been gathered before, and on how many streams."""

    streams: int
    messages: int


class GatherProducerStreams:
    """Reads each stream on from where it was left.

    An interrupted or repeated run loses and doubles nothing: a position moves only after what lies before it
    is durable, and an event counts once however often it comes.
    """

    def __init__(
        self,
        producers: ProducerStreams,
        stream: EventStream,
        decoder: EventDecoder,
        *,
        patterns: Sequence[str],
    ) -> None:
        self._producers = producers
        self._stream = stream
        self._decoder = decoder
        self._patterns = patterns

    async def run(self, stopping: asyncio.Event) -> None:
        """Gather again and again until `stopping` is set; outages are waited out."""
        while self._patterns and not stopping.is_set():
            try:
                await self(stopping=stopping)
            except SourceUnavailable as outage:
                logger.warning("%s; gathering later", outage)
            except Exception:
                logger.exception("the producers' streams cannot be gathered; trying again later")
            await pause(stopping, _EVERY_SECONDS)

    async def __call__(
        self,
        patterns: Sequence[str] | None = None,
        *,
        told: Callable[[int], None] | None = None,
        stopping: asyncio.Event | None = None,
    ) -> Gathered:
        """Gather all there is; `told` hears of each number of entries. Raises SourceUnavailable."""
        streams: set[str] = set()
        messages = 0
        async for names in self._producers.find(patterns or self._patterns):
            for first in range(0, len(names), _STREAMS_AT_ONCE):
                some = names[first : first + _STREAMS_AT_ONCE]
                while (unread := await self._producers.unread(some, limit=_EACH)) and not _is_set(stopping):
                    number = await self._gather(unread)
                    messages += number
                    streams.update(some := [stretch.stream for stretch in unread])
                    if told:
                        told(number)
        return Gathered(len(streams), messages)

    async def _gather(self, stretches: Sequence[Unread]) -> int:
        messages = [
            message._replace(tenant_id=self._decoder.likely_tenant(message.body))
            for stretch in stretches
            for message in stretch.messages
        ]
        await self._stream.append(messages)
        await self._producers.gathered(stretches)
        return len(messages)


def _is_set(stopping: asyncio.Event | None) -> bool:
    return stopping is not None and stopping.is_set()
