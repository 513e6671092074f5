"""A worker that is stopped under load, and what it leaves behind each time."""

import asyncio
import json
import random
import signal
import subprocess
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from subprocess import Popen

from bench.faults.processes import exit_code, put_down, started_module
from bench.faults.verdict import Verdict, differing
from bench.faults.waiting import worked_off
from bench.recomputation import stored_events
from bench.trade import messages
from olympus.composition import running
from olympus.ports.event_stream import EventStream, Intake, Message
from olympus.settings import Settings

_START = datetime(2026, 3, 1, tzinfo=UTC)
_MORE_THAN_EVER_SENT = 10_000_000
_BATCH = 500
_BACKLOG = 3_000
_AT_A_TIME = 20
_EVERY_SECONDS = 0.02
_LONGEST_LIFE_SECONDS = 0.8
_STOPS_WITHIN_SECONDS = 10
_FINISHES_WITHIN_SECONDS = 120


async def stops(settings: Settings, *, count: int, seed: int) -> Verdict:
    """Stop a worker so often at random moments while events keep coming; then let one finish, and count."""
    chance = random.Random(seed)
    async with running(settings) as container:
        await container.migrate()
        stream = container.stream()
        load = _Load(stream, seed)
        lives = _Lives(settings, stream)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(load.keep_coming())
            for _ in range(count):
                await load.ensure_backlog()
                await lives.stop_after(chance.uniform(0, _LONGEST_LIFE_SECONDS))
            load.is_over = True
        await lives.finish()
        backlog = await stream.backlog()
        return _counted(lives, load, stored=await stored_events(container), waiting=backlog.entries)


class _Load:
    """Events that never come twice: some wait already, more come all the time."""

    def __init__(self, stream: EventStream, seed: int) -> None:
        self._stream = stream
        self._source = messages(_MORE_THAN_EVER_SENT, tenants=5, start=_START, span=timedelta(days=30), seed=seed)
        self.sent = 0
        self.is_over = False

    async def ensure_backlog(self) -> None:
        """Enough for any life: the worker is never without a batch."""
        missing = _BACKLOG - (await self._stream.backlog()).entries
        if missing > 0:
            await self._send(missing)

    async def keep_coming(self) -> None:
        """A few at a time, until it is over; never cut short, or nobody would know what was sent."""
        while not self.is_over:
            await self._send(_AT_A_TIME)
            await asyncio.sleep(_EVERY_SECONDS)

    async def _send(self, count: int) -> None:
        self.sent += count
        await self._stream.append([Message(next(self._source)[1], Intake.STREAM) for _ in range(count)])


@dataclass(slots=True)
class _Lives:
    """What the stops of one worker after the other were like."""

    settings: Settings
    stream: EventStream
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: {"new": 0, "duplicates": 0})
    idle: int = 0
    """Stops of a worker that had recorded nothing yet."""

    async def stop_after(self, seconds: float) -> None:
        """A life that ends that long after the worker has begun to listen."""
        worker = self._worker()
        try:
            await self._begun(worker)
            await asyncio.sleep(seconds)
            await self._stop(worker)
        finally:
            put_down(worker)

    async def finish(self) -> None:
        """The last life ends when nothing waits."""
        worker = self._worker()
        try:
            await self._begun(worker)
            await worked_off(self.stream, within_seconds=_FINISHES_WITHIN_SECONDS)
            await self._stop(worker)
        finally:
            put_down(worker)

    def _worker(self) -> Popen[bytes]:
        return started_module(
            "bench.faults.stops.counting_worker",
            settings=self.settings,
            stdout=subprocess.PIPE,
            OLYMPUS_BATCH_SIZE=str(_BATCH),
        )

    async def _begun(self, worker: Popen[bytes]) -> None:
        """It says so when it listens, and understands signals from then on."""
        assert worker.stdout is not None
        said = await asyncio.to_thread(worker.stdout.readline)
        assert said.startswith(b"Listening"), said

    async def _stop(self, worker: Popen[bytes]) -> None:
        """Nobody else reads the stream, so what is pending now was given up by the one that stopped."""
        began = time.perf_counter()
        worker.send_signal(signal.SIGTERM)
        code = await exit_code(worker, within_seconds=_STOPS_WITHIN_SECONDS)
        self.seconds.append(time.perf_counter() - began)
        pending = (await self.stream.backlog()).pending
        if code != 0 or pending:
            stop = f"stop {len(self.seconds)}"
            self.faults.append(f"{stop} ended with {code}, {pending} entries pending")
        if code is not None:
            self._count(worker)

    def _count(self, worker: Popen[bytes]) -> None:
        assert worker.stdout is not None
        told = json.loads(worker.stdout.read().splitlines()[-1])
        self.counts = {name: counted + told[name] for name, counted in self.counts.items()}
        self.idle += not told["new"]


def _counted(lives: _Lives, load: _Load, *, stored: int, waiting: int) -> Verdict:
    figures = {
        "stops": len(lives.seconds),
        "slowest": f"{max(lives.seconds):.2f} s",
        "before anything was recorded": lives.idle,
        "sent": load.sent,
    }
    expected = {"stored": load.sent, "new": load.sent, "duplicates": 0, "waiting": 0}
    found = {"stored": stored, "waiting": waiting, **lives.counts}
    return Verdict("stops under load", figures | found, lives.faults + differing(expected, found))
