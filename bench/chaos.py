"""Kill the worker again and again during an intake, and count afterwards: `make chaos`."""

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from sqlalchemy import text

from bench.servers import fresh_servers
from bench.trade import messages
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.adapters.in_memory.ledger import Ledger
from olympus.composition import Container, running
from olympus.domain.calendar.interval import ALL_TIME
from olympus.domain.metrics.figure import Sums
from olympus.domain.tenant import TenantId
from olympus.ports.event_stream import EventStream, Intake, Message
from olympus.ports.figure_source import FigureSource
from olympus.settings import Settings

_START = datetime(2026, 3, 1, tzinfo=UTC)
_TENANTS = 5
_GIVE_UP_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is in the store after all the killing, beside what was sent."""

    sent: int
    stored: int
    kills: int
    pending: int
    differing_tenants: tuple[str, ...]

    @property
    def is_exact(self) -> bool:
        """Nothing lost, nothing counted twice, nothing left over."""
        return self.sent == self.stored and not self.pending and not self.differing_tenants


async def killed_worker(settings: Settings, *, events: int, kills: int, seed: int) -> Outcome:
    """Send events, a tenth of them twice and out of order, to a worker that is killed at random moments."""
    chance = random.Random(seed)
    bodies = [
        body for _, body in messages(events, tenants=_TENANTS, start=_START, span=timedelta(days=30), seed=seed)
    ]
    arriving = bodies + chance.sample(bodies, events // 10)
    chance.shuffle(arriving)
    async with running(settings) as container:
        await container.migrate()
        stream = container.stream()
        await _append(stream, arriving)
        for _ in range(kills):
            await _work_and_die(settings, chance.uniform(0.5, 2.5))
        await _work_to_the_end(settings, stream)
        return await _outcome(container, bodies, kills)


async def _append(stream: EventStream, bodies: list[bytes]) -> None:
    for first in range(0, len(bodies), 2_000):
        await stream.append([Message(body, Intake.STREAM) for body in bodies[first : first + 2_000]])


async def _work_and_die(settings: Settings, after_seconds: float) -> None:
    worker = _start_worker(settings)
    await asyncio.sleep(after_seconds)
    worker.send_signal(signal.SIGKILL)
    await asyncio.to_thread(worker.wait)


async def _work_to_the_end(settings: Settings, stream: EventStream) -> None:
    worker = _start_worker(settings)
    try:
        give_up_at = time.monotonic() + _GIVE_UP_SECONDS
        while (await stream.backlog()).entries and time.monotonic() < give_up_at:
            await asyncio.sleep(0.05)
    finally:
        worker.send_signal(signal.SIGTERM)
        await asyncio.to_thread(worker.wait)


def _start_worker(settings: Settings) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url or "",
        "REDIS_URL": settings.redis_url or "",
        "OLYMPUS_WORKER": "chaos",  # the name by which a restarted worker finds what it left unfinished
        "OLYMPUS_BATCH_SIZE": "500",
    }
    command = [str(Path(sys.executable).with_name("olympus")), "worker"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


async def _outcome(container: Container, bodies: list[bytes], kills: int) -> Outcome:
    ledger = Ledger()
    decoder = container.decoder()
    sent = [decoder.decode(body, received_at=_START + timedelta(days=60)) for body in bodies]
    await InMemoryEventStore(ledger).record(sent)
    tenants = sorted({event.tenant_id for event in sent})
    plain = InMemoryFigureSource(ledger)
    differing = [
        tenant
        for tenant in tenants
        if await _everything(container.figures(), tenant) != await _everything(plain, tenant)
    ]
    backlog = await container.stream().backlog()
    async with container.engine().connect() as connection:
        stored = int(await connection.scalar(text("SELECT count(*) FROM events")) or 0)
    return Outcome(len(bodies), stored, kills, backlog.entries, tuple(differing))


async def _everything(source: FigureSource, tenant: TenantId) -> object:
    async with source.snapshot(tenant) as snapshot:
        [sums] = await snapshot.sums([ALL_TIME])
        return (
            _comparable(sums),
            await snapshot.people([ALL_TIME]),
            await snapshot.best_sellers(ALL_TIME, currency=None),
        )


def _comparable(sums: Sums) -> dict[object, tuple[int, Decimal, Decimal]]:
    return {key: (added.count, added.amount, added.quantity) for key, added in sums.added.items()}


def main() -> None:
    """Run it once, with a seed that replays the same kills and the same events."""
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    chosen = parser.parse_args()
    console = Console(highlight=False)
    console.print(f"seed {chosen.seed}")
    with fresh_servers() as settings:
        outcome = asyncio.run(killed_worker(settings, events=chosen.events, kills=chosen.kills, seed=chosen.seed))
    console.print(outcome)
    console.print("nothing lost, nothing counted twice" if outcome.is_exact else "NOT EXACT")
    sys.exit(not outcome.is_exact)


if __name__ == "__main__":
    main()
