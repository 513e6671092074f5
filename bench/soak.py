"""`python -m bench.soak`: a steady load for an hour; does memory or delay grow?"""

import argparse
import asyncio
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console

from bench.figure import Figure, tell
from bench.servers import fresh_servers
from bench.trade import messages
from bench.workers import append_all, worker_process
from olympus.composition import Container, running
from olympus.settings import Settings

_TICK_SECONDS = 0.25
_WARMING_UP_SECONDS = 60
_PARTS = 4
"""The first part of the hour is compared with the last."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The worker's memory, and how long the oldest entry has waited."""

    resident_megabytes: float
    waits_seconds: float


async def soak(settings: Settings, *, rate: int, seconds: float, console: Console) -> list[Sample]:
    """Send so many events a second, and look at the worker meanwhile."""
    bodies = _endless(rate)
    samples: list[Sample] = []
    async with running(settings) as container:
        await container.migrate()
        with worker_process(settings) as worker:
            began = time.monotonic()
            while (elapsed := time.monotonic() - began) < seconds:
                await append_all(container, list(islice(bodies, round(rate * _TICK_SECONDS))))
                samples.append(await _sample(container, worker))
                if len(samples) % round(60 / _TICK_SECONDS) == 0:
                    console.print(f"{elapsed / 60:.0f} min: {samples[-1]}", highlight=False)
                await asyncio.sleep(max(0.0, len(samples) * _TICK_SECONDS - (time.monotonic() - began)))
    return samples


def _endless(rate: int) -> Iterator[bytes]:
    """Trade at the speed of the clock, hour after hour."""
    hours = 0
    while True:
        start = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=hours)
        made = messages(3600 * rate, tenants=10, start=start, span=timedelta(hours=1), seed=hours)
        yield from (body for _, body in made)
        hours += 1


async def _sample(container: Container, worker: "subprocess.Popen[bytes]") -> Sample:
    waits = (await container.stream().backlog()).oldest_seconds
    return Sample(_resident_megabytes(worker.pid), waits)


def _resident_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS:"))


def figures(samples: list[Sample]) -> Iterator[Figure]:
    """The last part of the time beside the first, after warming up."""
    steady = samples[min(len(samples) // _PARTS, round(_WARMING_UP_SECONDS / _TICK_SECONDS)) :]
    size = max(2, len(steady) // _PARTS)
    first, last = steady[:size], steady[-size:]
    yield Figure(
        "resident memory of the worker, last part", median(each.resident_megabytes for each in last), "MB"
    )
    yield Figure(
        "  against the first part",
        median(each.resident_megabytes for each in last) / median(each.resident_megabytes for each in first),
        "×",
        at_most=1.1,
    )
    yield Figure("wait of the oldest entry, 95th percentile, first part", _95th(first), "s")
    yield Figure("wait of the oldest entry, 95th percentile, last part", _95th(last), "s")


def _95th(samples: list[Sample]) -> float:
    return quantiles((each.waits_seconds for each in samples), n=20)[-1]


def main() -> None:
    """Half of the highest rate for an hour, unless told otherwise."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--rate", type=int, default=4_000, help="events a second")
    parser.add_argument("--minutes", type=float, default=60)
    chosen = parser.parse_args()
    console = Console(width=120, highlight=False)
    with fresh_servers() as settings:
        samples = asyncio.run(soak(settings, rate=chosen.rate, seconds=chosen.minutes * 60, console=console))
    for figure in figures(samples):
        tell(figure, console)


if __name__ == "__main__":
    main()
