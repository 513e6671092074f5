"""The workers: processes that are killed and started again, and must never end by themselves."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_FAREWELL_SECONDS = 75  # a worker may wait a minute for an answer of the database that never comes
_LOOK_EVERY_SECONDS = 0.2
_STARTING_SECONDS = 15
_LONGEST_VACANCY_SECONDS = 2
_LONGEST_PAUSE_SECONDS = 40  # longer than a worker may keep an entry before it counts as dead


class Worker:
    """A place for one worker process. Without a name of its own it is somebody new at each start, and others
    must take over what it left."""

    def __init__(self, name: str | None, environment: Mapping[str, str], log: Path) -> None:
        self._environment = {**environment, **({"OLYMPUS_WORKER": name} if name else {})}
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def ended_by_itself(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    @property
    def is_starting(self) -> bool:
        """Perhaps it does not hear yet when it is asked to leave."""
        return time.monotonic() - self._started_at < _STARTING_SECONDS

    def start(self) -> None:
        self._started_at = time.monotonic()
        command = [str(Path(sys.executable).with_name("olympus")), "worker"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, env={**os.environ, **self._environment}, stdout=log, stderr=subprocess.STDOUT
            )

    def pause(self) -> Callable[[], None]:
        """Stop its clock, as a machine that swaps would; what lets it run on, if it is still the same one."""
        process = self._process
        if process is None:
            return lambda: None
        process.send_signal(signal.SIGSTOP)
        return lambda: process.send_signal(signal.SIGCONT)

    async def end(self, how: signal.Signals) -> int | None:
        """How it left; None if it had to be killed for want of an end."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(how)
        process.send_signal(signal.SIGCONT)  # it may be paused
        try:
            return await asyncio.to_thread(process.wait, _FAREWELL_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            await asyncio.to_thread(process.wait)
            return None

    def kill(self) -> None:
        """End it in any case, without a wait."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


class Crew:
    """All workers. `complaints` tells who ended when nobody asked for it, or not when somebody did."""

    def __init__(self, workers: Sequence[Worker], chance: random.Random) -> None:
        self._workers = workers
        self._chance = chance
        self._plans: set[asyncio.Task[None]] = set()
        self.complaints: list[str] = []

    def start(self) -> None:
        for worker in self._workers:
            worker.start()

    async def watch(self) -> None:
        """Keep looking whether somebody left; whoever did is started again."""
        while True:
            for number, worker in enumerate(self._workers, start=1):
                if worker.ended_by_itself:
                    self.complaints.append(f"worker {number} ended by itself")
                    worker.start()
            await asyncio.sleep(_LOOK_EVERY_SECONDS)

    async def kill_one(self) -> None:
        """Kill some worker; it is started again a moment later."""
        while not (running := [worker for worker in self._workers if worker.runs]):
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        worker = self._chance.choice(running)
        await worker.end(signal.SIGKILL)
        self._later(self._chance.random() * _LONGEST_VACANCY_SECONDS, worker.start)

    def pause_one(self) -> None:
        """Stop some worker in the midst of its work; it goes on a while later, as if nothing had been."""
        running = [worker for worker in self._workers if worker.runs]
        if running:
            self._later(self._chance.random() * _LONGEST_PAUSE_SECONDS, self._chance.choice(running).pause())

    async def stop(self) -> None:
        """Ask everybody to leave, which takes a moment and no longer."""
        for task in self._plans:
            task.cancel()
        left = await asyncio.gather(*(worker.end(signal.SIGTERM) for worker in self._workers))
        for number, (worker, code) in enumerate(zip(self._workers, left, strict=True), start=1):
            if code != 0 and not (code == -signal.SIGTERM and worker.is_starting):
                how = "had to be killed" if code is None else f"left with {code}"
                self.complaints.append(f"worker {number}, asked to leave, {how}")

    def dismiss(self) -> None:
        """Leave nobody behind, however a run ends."""
        for task in self._plans:
            task.cancel()
        for worker in self._workers:
            worker.kill()

    def _later(self, seconds: float, act: Callable[[], None]) -> None:
        async def wait_and_act() -> None:
            await asyncio.sleep(seconds)
            act()

        task = asyncio.create_task(wait_and_act())
        self._plans.add(task)
        task.add_done_callback(self._plans.discard)
