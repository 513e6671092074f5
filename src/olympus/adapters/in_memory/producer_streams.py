"""Streams of producers in the memory of one process."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from fnmatch import fnmatchcase

from olympus.ports.event_stream import Intake, Message
from olympus.ports.producer_streams import ProducerStreams, Unread


class InMemoryProducerStreams(ProducerStreams):
    """Keeps what was added until the process ends."""

    def __init__(self) -> None:
        self._bodies: defaultdict[str, list[bytes]] = defaultdict(list)
        self._gathered: defaultdict[str, int] = defaultdict(int)

    def add(self, stream: str, body: bytes) -> None:
        """What a producer does."""
        self._bodies[stream].append(body)

    async def find(self, patterns: Sequence[str]) -> AsyncIterator[list[str]]:
        await asyncio.sleep(0)
        yield [stream for stream in self._bodies if any(fnmatchcase(stream, pattern) for pattern in patterns)]

    async def unread(self, streams: Sequence[str], *, limit: int) -> list[Unread]:
        await asyncio.sleep(0)
        found = []
        for stream in streams:
            start = self._gathered[stream]
            bodies = self._bodies[stream][start : start + limit]
            if bodies:
                messages = tuple(Message(body, Intake.STREAM, stream) for body in bodies)
                found.append(Unread(stream, messages, str(start + len(bodies))))
        return found

    async def gathered(self, stretches: Sequence[Unread]) -> None:
        await asyncio.sleep(0)
        for stretch in stretches:
            self._gathered[stretch.stream] = int(stretch.position)
