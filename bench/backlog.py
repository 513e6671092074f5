"""How soon a worker that starts commits something, however much waits for it."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median

from sqlalchemy import text

from bench.figure import Figure
from bench.servers import fresh_servers
from bench.trade import messages
from bench.workers import append_all, environment_of
from olympus.composition import Container, running
from olympus.settings import Settings

_STARTS = 3
_GIVE_UP_SECONDS = 30


def measure(*, quick: bool) -> Iterator[Figure]:
    """Start a worker a few times on what the ones before have left."""
    count = 100_000 if quick else 1_000_000
    with fresh_servers() as settings:
        seconds = asyncio.run(_measure(settings, count))
    name = f"worker: first commit after its start, {count:,} entries waiting"
    yield Figure(name, median(seconds), "s", at_most=2)


async def _measure(settings: Settings, count: int) -> list[float]:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    bodies = (body for _, body in messages(count, tenants=10, start=start, span=timedelta(days=1)))
    async with running(settings) as container:
        await container.migrate()
        while some := list(islice(bodies, 50_000)):
            await append_all(container, some)
        return [await _first_commit(container, settings) for _ in range(_STARTS)]


async def _first_commit(container: Container, settings: Settings) -> float:
    before = await _commits(container)
    began = time.perf_counter()
    worker = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("olympus"),
        "worker",
        env=environment_of(settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while await _commits(container) == before:
            assert time.perf_counter() - began < _GIVE_UP_SECONDS, "nothing was committed"
            await asyncio.sleep(0.02)
        return time.perf_counter() - began
    finally:
        worker.terminate()
        await worker.wait()


async def _commits(container: Container) -> int:
    """A figure that moves with the first events that are recorded."""
    async with container.engine().connect() as connection:
        return int(await connection.scalar(text("SELECT coalesce(sum(count), 0) FROM rollup")) or 0)
