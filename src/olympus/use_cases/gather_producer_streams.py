"""Put what producers keep on streams of their own onto the durable one: history, and what nobody heard."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_decoder import EventDecoder
from olympus.ports.event_stream import EventStream, Message
from olympus.ports.producer_streams import ProducerStreams, Unread
from olympus.use_cases.retrying import pause
from olympus.use_cases.stream_room import StreamRoom, TooMuchWaits

_EACH = 20
_STREAMS_AT_ONCE = 50
_APPENDED_BYTES = 4 * 1024 * 1024
"""About as much as the stream takes in time; a message has at most a quarter of it."""
_WAIT_FOR_ROOM_SECONDS = 1.0
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
        room: StreamRoom,
        *,
        patterns: Sequence[str],
    ) -> None:
        self._producers = producers
        self._stream = stream
        self._decoder = decoder
        self._room = room
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
                    for stretches in _in_portions(unread):
                        number = await self._gather(stretches, stopping)
                        messages += number
                        if told:
                            told(number)
                    streams.update(some := [stretch.stream for stretch in unread])
        return Gathered(len(streams), messages)

    async def _gather(self, stretches: Sequence[Unread], stopping: asyncio.Event | None) -> int:
        messages = [
            message._replace(tenant_id=self._decoder.likely_tenant(message.body))
            for stretch in stretches
            for message in stretch.messages
        ]
        if not await self._has_room(messages, stopping):
            return 0
        await self._stream.append(messages)
        await self._producers.gathered(stretches)
        return len(messages)

    async def _has_room(self, messages: Sequence[Message], stopping: asyncio.Event | None) -> bool:
        """Wait until these would not wait behind too much; False when told to stop before."""
        until = stopping or asyncio.Event()
        while not until.is_set():
            try:
                await self._room.check(messages)
            except TooMuchWaits:
                await pause(until, _WAIT_FOR_ROOM_SECONDS)
            else:
                return True
        return False


def _in_portions(stretches: Sequence[Unread]) -> Iterator[list[Unread]]:
    """Some stretches at a time, of as many bytes as the stream takes in one go."""
    portion: list[Unread] = []
    size = 0
    for stretch in stretches:
        portion.append(stretch)
        size += sum(len(message.body) for message in stretch.messages)
        if size >= _APPENDED_BYTES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _is_set(stopping: asyncio.Event | None) -> bool:
    return stopping is not None and stopping.is_set()
