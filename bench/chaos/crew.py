"""The workers together: some are killed and start again, and none may ever end by itself."""

import asyncio
import random
import signal
from collections.abc import Callable, Sequence

from bench.chaos.worker import Worker

_LOOK_EVERY_SECONDS = 0.2
_LONGEST_VACANCY_SECONDS = 2
_LONGEST_PAUSE_SECONDS = 40  # longer than a worker may keep an entry before it counts as dead


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
