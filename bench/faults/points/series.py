"""A series of deaths at one point, a worker that finishes what they left, and the count."""

import random
import signal
from datetime import timedelta
from subprocess import Popen

from bench.faults.letters import all_letters
from bench.faults.points.point import Point
from bench.faults.points.traffic import START, Traffic
from bench.faults.processes import exit_code, put_down, started_module
from bench.faults.verdict import Verdict, differing
from bench.faults.waiting import worked_off
from bench.recomputation import differing_tenants, stored_events
from olympus.composition import Container, running
from olympus.domain.events.rejection import RejectionReason
from olympus.ports.event_stream import Intake, Message
from olympus.settings import Settings

_BATCH = 40
_EVENTS_A_LIFE = 400
"""Enough batches for a worker to reach any point as often as it is told to."""
_ANY_VISIT = range(1, 4)
_VISITS = {
    Point.TAKING_OVER: range(1, 2),  # nothing is left to take over when the first of it is recorded
    Point.BEFORE_TRIM: range(3, 5),  # each lane's first comes before it has read anything
    Point.AFTER_TRIM: range(1, 2),  # later there may be nothing left to forget
}
"""Which visits of a point are met in every life, and matter."""
_DIES_WITHIN_SECONDS = 60
_FINISHES_WITHIN_SECONDS = 120
_STOPS_WITHIN_SECONDS = 10


async def deaths_at(point: Point, settings: Settings, *, deaths: int, seed: int) -> Verdict:
    """Let workers die at a point, one after the other, with traffic before each; then finish, and count."""
    async with running(settings) as container:
        await container.migrate()
        series = _Series(point, container, settings, seed)
        died = await series.run(deaths)
        finished = await series.finish()
        return await _counted(point, container, series.traffic, died=died, deaths=deaths, finished=finished)


class _Series:
    """The lives of the workers, as a chance has it that a seed decides."""

    def __init__(self, point: Point, container: Container, settings: Settings, seed: int) -> None:
        self._point = point
        self._container = container
        self._settings = settings
        self._chance = random.Random(f"{seed} {point}")
        self.traffic = Traffic(seed)

    async def run(self, deaths: int) -> int:
        """How many died where they should; the first that does not ends the series."""
        await self._send(self.traffic.beginning())
        await self._container.ingest().work_until_idle()
        if self._point is Point.TAKING_OVER:
            await self._live("predecessor", Point.AFTER_READ, visit=1)
        for number in range(deaths):
            if not await self._live(self._name(number), self._point, visit=self._visit()):
                return number
        return deaths

    async def finish(self) -> bool:
        """Whether a worker that nobody kills works off everything, and some more, and ends in an orderly way."""
        await self._send(self.traffic.next(_EVENTS_A_LIFE))
        worker = self._worker("finisher")
        try:
            done = await worked_off(self._container.stream(), within_seconds=_FINISHES_WITHIN_SECONDS)
            worker.send_signal(signal.SIGTERM)
            return await exit_code(worker, within_seconds=_STOPS_WITHIN_SECONDS) == 0 and done
        finally:
            put_down(worker)

    async def _live(self, name: str, point: Point, *, visit: int) -> bool:
        """Whether a worker dies at the point, and of nothing else."""
        await self._send(self.traffic.next(_EVENTS_A_LIFE))
        worker = self._worker(name, point, str(visit))
        try:
            return await exit_code(worker, within_seconds=_DIES_WITHIN_SECONDS) == -signal.SIGKILL
        finally:
            put_down(worker)

    def _worker(self, name: str, *arguments: str) -> Popen[bytes]:
        return started_module(
            "bench.faults.points.dying_worker",
            *arguments,
            settings=self._settings,
            OLYMPUS_WORKER=name,
            OLYMPUS_BATCH_SIZE=str(_BATCH),
        )

    def _name(self, number: int) -> str:
        """One that comes back finds what it left; what others left, a new one has to take over."""
        comes_back = self._point is not Point.TAKING_OVER and self._chance.random() < 0.5
        return "phoenix" if comes_back else f"mortal-{number}"

    def _visit(self) -> int:
        return self._chance.choice(_VISITS.get(self._point, _ANY_VISIT))

    async def _send(self, bodies: list[bytes]) -> None:
        await self._container.stream().append([Message(body, Intake.STREAM) for body in bodies])


async def _counted(
    point: Point, container: Container, traffic: Traffic, *, died: int, deaths: int, finished: bool
) -> Verdict:
    backlog = await container.stream().backlog()
    letters = {(letter.reason, letter.body) for letter in await all_letters(container.dead_letters())}
    found = {
        "deaths": died,
        "stored": await stored_events(container),
        "letters": sum((await container.dead_letters().count()).values()),
        "letters missing": _told(traffic.letters - letters),
        "letters too many": _told(letters - traffic.letters),
        "waiting": backlog.entries,
        "pending": backlog.pending,
        "finished": finished,
        "differing tenants": await differing_tenants(
            container, traffic.events, received_at=START + timedelta(days=60)
        ),
    }
    expected = {
        "deaths": deaths,
        "stored": len(traffic.events),
        "letters": len(traffic.letters),
        "letters missing": "0",
        "letters too many": "0",
        "waiting": 0,
        "pending": 0,
        "finished": True,
        "differing tenants": (),
    }
    figures = {name: found[name] for name in ("deaths", "stored", "letters", "pending")}
    return Verdict(point, figures, differing(expected, found))


def _told(letters: set[tuple[RejectionReason, bytes]]) -> str:
    """How many, and one of them to look at."""
    return f"{len(letters)}, such as {min(letters)}" if letters else "0"
