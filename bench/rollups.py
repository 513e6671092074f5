"""What rollups cost the intake: the same events through the same store, with them and without.

Without them the store still sifts, writes events with their facts, names products and keeps the currency. What it
leaves out is all that is done for rollups alone: reading what is known of the orders, working out what changes,
and moving the sums and the people. The two take turns on an empty database, decoded events in batches of the size
that COPY is measured with.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from unittest.mock import patch

from bench.emptying import empty
from bench.figure import Figure
from bench.servers import fresh_servers
from bench.trade import messages
from olympus.adapters.postgres import event_store
from olympus.composition import Container, running
from olympus.domain.events.event import Event
from olympus.settings import Settings

_START = datetime(2026, 3, 1, tzinfo=UTC)
_BATCH = 5_000
_TURNS = 5


def measure(*, quick: bool) -> Iterator[Figure]:
    """Rows a second of PostgresEventStore.record, ten tenants, an hour of trade."""
    count = 20_000 if quick else 100_000
    with fresh_servers() as settings:
        yield from asyncio.run(_measure(settings, count))


async def _measure(settings: Settings, count: int) -> list[Figure]:
    async with running(settings) as container:
        await container.migrate()
        decoder = container.decoder()
        bodies = messages(count, tenants=10, start=_START, span=timedelta(hours=1))
        events = [decoder.decode(body, received_at=_START + timedelta(days=3)) for _, body in bodies]
        await _rate(container, events, nullcontext())
        turns = [
            (await _rate(container, events, nullcontext()), await _rate(container, events, _without_rollups()))
            for _ in range(_TURNS)
        ]
    cost = median(1 - whole / bare for whole, bare in turns)
    return [
        Figure("store, events and facts and rollups", median(rate for rate, _ in turns), "rows/s"),
        Figure("store, events and facts alone", median(rate for _, rate in turns), "rows/s"),
        Figure("share of the rate that rollups cost", cost, at_most=0.35),
    ]


async def _rate(container: Container, events: Sequence[Event], how: AbstractContextManager[object]) -> float:
    store = container.event_store()
    with how:
        began = time.perf_counter()
        for first in range(0, len(events), _BATCH):
            await store.record(events[first : first + _BATCH])
        rate = len(events) / (time.perf_counter() - began)
    await empty(container.engine())
    return rate


def _without_rollups() -> AbstractContextManager[object]:
    async def nothing_known(*_: Any) -> list[Any]:
        return []

    async def leave(*_: Any) -> None:
        pass

    return patch.multiple(event_store, facts_of_orders=nothing_known, Delta=id, _move_rollups=leave)
