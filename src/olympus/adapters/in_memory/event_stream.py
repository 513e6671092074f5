"""The queue of messages in the memory of one process."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from olympus.ports.clock import Clock
from olympus.ports.event_stream import (
    BATCH_BYTES,
    Backlog,
    Delivery,
    EventStream,
    Message,
    ShardBacklog,
    WorkerState,
)

_SHARD = "memory"


@dataclass(slots=True)
class _Entry:
    """A message on the queue: with nobody, with a worker, or acknowledged."""

    position: str
    message: Message
    appended_at: datetime
    worker: str | None = None
    handed_out_at: datetime | None = None
    attempts: int = 0
    acknowledged: bool = False


class InMemoryEventStream(EventStream):
    """Keeps messages until the process ends, or until they are acknowledged and trimmed."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: dict[str, _Entry] = {}
        self._waiting: dict[str, _Entry] = {}
        self._pending: dict[str, _Entry] = {}
        self._put_until: dict[str, datetime] = {}
        self._heard_of: dict[str, datetime] = {}
        self._appended = 0
        self._arrived = asyncio.Event()

    async def append(self, messages: Sequence[Message]) -> None:
        # every method lets others run, as those of a distant server do: a loop around one must not hang the rest
        await asyncio.sleep(0)
        for message in messages:
            self._put(message)

    async def append_once(self, messages: Sequence[tuple[str, Message]], *, remember_seconds: float) -> list[bool]:
        await asyncio.sleep(0)
        now = self._clock.now()
        self._forget_keys_until(now)
        put = []
        for key, message in messages:
            new = self._put_until.get(key, now) <= now
            put.append(new)
            if new:
                self._put_until.pop(key, None)
                self._put_until[key] = now + timedelta(seconds=remember_seconds)
                self._put(message)
        return put

    async def read(
        self, worker: str, *, limit: int, wait_seconds: float, limit_bytes: int = BATCH_BYTES
    ) -> list[Delivery]:
        await asyncio.sleep(0)
        self._heard_of[worker] = self._clock.now()
        try:
            async with asyncio.timeout(wait_seconds):
                while not self._waiting:
                    self._arrived.clear()
                    await self._arrived.wait()
        except TimeoutError:
            return []
        return self._hand_out(_first(self._waiting.values(), limit, limit_bytes), worker)

    async def own_pending(self, worker: str, *, limit: int, limit_bytes: int = BATCH_BYTES) -> list[Delivery]:
        await asyncio.sleep(0)
        own = [entry for entry in self._in_order(self._pending) if entry.worker == worker]
        return self._hand_out(_first(own, limit, limit_bytes), worker)

    async def take_over(
        self, worker: str, *, idle_seconds: float, limit: int, limit_bytes: int = BATCH_BYTES
    ) -> list[Delivery]:
        await asyncio.sleep(0)
        latest = self._clock.now() - timedelta(seconds=idle_seconds)
        idle = [
            entry
            for entry in self._in_order(self._pending)
            if entry.handed_out_at is not None and entry.handed_out_at <= latest
        ]
        return self._hand_out(_first(idle, limit, limit_bytes), worker)

    async def hold(self, worker: str, positions: Sequence[str]) -> None:
        await asyncio.sleep(0)
        for position in positions:
            if entry := self._pending.get(position):
                entry.worker, entry.handed_out_at = worker, self._clock.now()

    async def acknowledge(self, positions: Sequence[str]) -> None:
        await asyncio.sleep(0)
        for position in positions:
            if entry := self._pending.pop(position, None):
                entry.acknowledged = True

    async def trim(self) -> int:
        await asyncio.sleep(0)
        done = []
        for entry in self._entries.values():
            if not entry.acknowledged:
                break
            done.append(entry.position)
        for position in done:
            del self._entries[position]
        return len(done)

    async def backlog(self) -> Backlog:
        await asyncio.sleep(0)
        open_since = [entry.appended_at for entry in self._entries.values() if not entry.acknowledged]
        oldest_seconds = (self._clock.now() - min(open_since)).total_seconds() if open_since else 0.0
        return Backlog((ShardBacklog(_SHARD, len(open_since), len(self._pending), oldest_seconds),))

    def shard_of(self, message: Message) -> str:
        return _SHARD

    async def workers(self) -> list[WorkerState]:
        await asyncio.sleep(0)
        held = Counter(entry.worker for entry in self._pending.values())
        now = self._clock.now()
        return [
            WorkerState(worker, _SHARD, held[worker], (now - heard_of).total_seconds())
            for worker, heard_of in self._heard_of.items()
        ]

    async def dismiss(self, *, idle_seconds: float) -> int:
        gone = [
            state.worker
            for state in await self.workers()
            if not state.pending and state.idle_seconds >= idle_seconds
        ]
        for worker in gone:
            del self._heard_of[worker]
        return len(gone)

    def _forget_keys_until(self, now: datetime) -> None:
        """The oldest keys whose time is over; a later one that was to be remembered for less stays a while."""
        for key in list(takewhile(lambda key: self._put_until[key] <= now, self._put_until)):
            del self._put_until[key]

    def _put(self, message: Message) -> None:
        self._appended += 1
        entry = _Entry(str(self._appended), message, self._clock.now())
        self._entries[entry.position] = self._waiting[entry.position] = entry
        self._arrived.set()

    def _hand_out(self, entries: Iterable[_Entry], worker: str) -> list[Delivery]:
        now = self._heard_of[worker] = self._clock.now()
        deliveries = []
        for entry in entries:
            entry.worker, entry.handed_out_at, entry.attempts = worker, now, entry.attempts + 1
            self._waiting.pop(entry.position, None)
            self._pending[entry.position] = entry
            deliveries.append(Delivery(entry.position, entry.message, entry.attempts))
        return deliveries

    @staticmethod
    def _in_order(entries: dict[str, _Entry]) -> list[_Entry]:
        return sorted(entries.values(), key=lambda entry: int(entry.position))


def _first(entries: Iterable[_Entry], limit: int, limit_bytes: int) -> list[_Entry]:
    """The first entries, until there are so many of them or their bodies have so many bytes."""
    first: list[_Entry] = []
    size = 0
    for entry in entries:
        if len(first) >= limit or size >= limit_bytes:
            break
        first.append(entry)
        size += len(entry.message.body)
    return first
