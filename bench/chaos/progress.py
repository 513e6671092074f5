"""How much is worked off, how long nothing moves, and how long after an outage it moves again."""

import asyncio
import contextlib
import time

from bench.chaos.producer import Producer
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_stream import Backlog, EventStream

_LOOK_EVERY_SECONDS = 0.05


class Stuck(Exception):
    """There is work, and nothing of it gets done any more."""


class Progress:
    """Looks at the stream directly, all the time.

    What is worked off is what was appended and is not waiting. An append that may have been done twice moves
    that number down: it is then measured anew, so that progress is never seen where there is none.
    """

    def __init__(self, stream: EventStream, producer: Producer, *, give_up_seconds: float) -> None:
        self._stream = stream
        self._producer = producer
        self._give_up_seconds = give_up_seconds
        self._unsure = 0
        self._measure_anew = False
        self._moved_at = time.monotonic()
        self._looked = asyncio.Condition()
        self.worked_off = 0
        self.backlog = Backlog(())
        self.longest_standstill = 0.0

    @property
    def is_drained(self) -> bool:
        return self._producer.is_done and not (self.backlog.entries or self.backlog.pending)

    async def watch(self) -> None:
        """Keep looking. Raises Stuck."""
        while True:
            with contextlib.suppress(SourceUnavailable):  # it is being restarted
                await self._look()
            self._measure_standstill()
            await asyncio.sleep(_LOOK_EVERY_SECONDS)

    async def reach(self, messages: int) -> None:
        """Return once that many messages are worked off, or all there are."""
        async with self._looked:
            await self._looked.wait_for(lambda: self.worked_off >= messages or self.is_drained)

    async def drain(self) -> None:
        """Return once everything is sent and nothing is left."""
        async with self._looked:
            await self._looked.wait_for(lambda: self.is_drained)

    async def seconds_until_it_moves(self) -> float:
        """How long it takes from now until something is worked off."""
        begun = time.monotonic()
        self._measure_anew = True  # what was done before and nobody saw is no movement
        async with self._looked:
            await self._looked.wait_for(lambda: self._moved_at > begun or self.is_drained)
        return time.monotonic() - begun

    async def _look(self) -> None:
        async with self._producer.sending:
            self.backlog = await self._stream.backlog()
            worked_off = self._producer.appended - self.backlog.entries
            unsure = self._producer.unsure
        async with self._looked:
            if self._measure_anew or unsure != self._unsure:
                self._measure_anew, self._unsure, self.worked_off = False, unsure, worked_off
            elif worked_off > self.worked_off:
                self._moved_at, self.worked_off = time.monotonic(), worked_off
            self._looked.notify_all()

    def _measure_standstill(self) -> None:
        standstill = 0 if self.is_drained else time.monotonic() - self._moved_at
        if self.backlog.entries > self.backlog.pending:  # what others hold has to wait until it is taken over
            self.longest_standstill = max(self.longest_standstill, standstill)
        if standstill > self._give_up_seconds:
            raise Stuck(
                f"nothing was worked off for {standstill:.0f} seconds, and {self.backlog.entries:,} entries wait"
            )
