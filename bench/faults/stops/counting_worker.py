"""`olympus worker`, the command itself, with a counter around its store; it tells the count when it ends.

`python -m bench.faults.stops.counting_worker`
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any

from olympus.composition import Container
from olympus.domain.events.event import Event
from olympus.entrypoints import worker
from olympus.entrypoints.cli import main
from olympus.ports.event_store import EventStore, Recorded


class Counting:
    """A store that counts what becomes of events; in all else the real one."""

    def __init__(self, store: EventStore, counts: dict[str, int]) -> None:
        self._store = store
        self._counts = counts

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def record(self, events: Sequence[Event]) -> Recorded:
        recorded = await self._store.record(events)
        self._counts["new"] += recorded.new
        self._counts["duplicates"] += recorded.duplicates
        return recorded


def run_worker() -> None:
    """Leaves with the command's own exit code."""
    counts = {"new": 0, "duplicates": 0}
    really_work = worker.work

    async def work_and_count(
        container: Container, stopping: asyncio.Event, *, heard: Callable[[], None] | None = None
    ) -> None:
        container.event_store.override(Counting(container.event_store(), counts))
        await really_work(container, stopping, heard=heard)

    worker.work = work_and_count
    try:
        main(["worker"])
    finally:
        print(json.dumps(counts), flush=True)


if __name__ == "__main__":
    run_worker()
