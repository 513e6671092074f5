"""Ports that lead a worker to its death, wrapped around the real ones: the service itself knows nothing of it."""

import asyncio
import os
import signal
from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any

from sqlalchemy import event as hooks

from bench.faults.points.death import Death
from bench.faults.points.point import Point
from olympus.composition import Container
from olympus.domain.events.event import Event
from olympus.ports.event_store import EventStore, Recorded
from olympus.ports.event_stream import Delivery, EventStream

_is_recording: ContextVar[bool] = ContextVar("is_recording", default=False)


def lead_to(death: Death, container: Container, stopping: asyncio.Event) -> None:
    """Put these ports around those of a container, before anything is made of them."""
    hooks.listen(container.engine().sync_engine, "commit", lambda _: _before_commit(death))
    container.stream.override(DyingStream(container.stream(), death, stopping))
    container.event_store.override(DyingStore(container.event_store(), death, stopping))


def _before_commit(death: Death) -> None:
    """The database was told everything but to commit. Dead letters have a transaction of their own."""
    if _is_recording.get():
        death.at(Point.BEFORE_COMMIT)


class DyingStream:
    """A stream at whose points a worker may die; in all else the real one."""

    def __init__(self, stream: EventStream, death: Death, stopping: asyncio.Event) -> None:
        self._stream = stream
        self._death = death
        self._stopping = stopping

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    async def read(self, worker: str, **how: Any) -> list[Delivery]:
        deliveries = await self._stream.read(worker, **how)
        if deliveries:
            self._death.at(Point.AFTER_READ)
        return deliveries

    async def take_over(self, worker: str, **how: Any) -> list[Delivery]:
        deliveries = await self._stream.take_over(worker, **how)
        if deliveries:
            self._death.at(Point.TAKING_OVER)
        return deliveries

    async def acknowledge(self, positions: Sequence[str]) -> None:
        self._death.at(Point.BEFORE_ACKNOWLEDGING)
        if self._stopping.is_set():
            os.kill(os.getpid(), signal.SIGKILL)
        await self._stream.acknowledge(positions)

    async def trim(self) -> int:
        self._death.at(Point.BEFORE_TRIM)
        forgotten = await self._stream.trim()
        if forgotten:
            self._death.at(Point.AFTER_TRIM)
        return forgotten


class DyingStore:
    """A store at whose points a worker may die; in all else the real one."""

    def __init__(self, store: EventStore, death: Death, stopping: asyncio.Event) -> None:
        self._store = store
        self._death = death
        self._stopping = stopping

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def record(self, events: Sequence[Event]) -> Recorded:
        if self._death.is_due(Point.STOPPING):
            os.kill(os.getpid(), signal.SIGTERM)
            await self._stopping.wait()
        before = _is_recording.set(True)
        try:
            recorded = await self._store.record(events)
        finally:
            _is_recording.reset(before)
        self._death.at(Point.AFTER_COMMIT)
        return recorded
