"""Carries out the faults, each when so much is worked off, and takes the time that it needs to move again."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence

from bench.chaos.crew import Crew
from bench.chaos.faults import Fault, FaultKind
from bench.chaos.outages import Outages
from bench.chaos.producer import Producer
from bench.chaos.progress import Progress
from bench.chaos.proxy import Proxy

_LONGEST_OUTAGE_SECONDS = 2.0
_LONGEST_SPELL_SECONDS = 3.0
_LONGEST_DELAY_SECONDS = 0.05


class Mischief:
    """Holds the producer back so that no fault comes after the work is done.

    `lines` are the proxies between the workers and each server, `producers_line` that of the producer, which
    is cut as well. `recoveries` are the seconds until something moved after each outage.
    """

    def __init__(
        self,
        faults: Sequence[Fault],
        chance: random.Random,
        *,
        crew: Crew,
        outages: Outages,
        lines: Sequence[Proxy],
        producers_line: Proxy,
        producer: Producer,
        progress: Progress,
        lead: int,
    ) -> None:
        self._faults = faults
        self._chance = chance
        self._crew = crew
        self._outages = outages
        self._lines = lines
        self._producers_line = producers_line
        self._producer = producer
        self._progress = progress
        self._lead = lead
        self.done: Counter[FaultKind] = Counter()
        self.recoveries: dict[FaultKind, list[float]] = {}

    async def run(self) -> None:
        """Return once all faults are done; the producer may then send whatever is left."""
        async with asyncio.TaskGroup() as spells:
            for fault in self._faults:
                due = round(fault.due * self._producer.messages)
                self._producer.allow(due + self._lead)
                await self._progress.reach(due)
                await self._commit(fault.kind, spells)
                self.done[fault.kind] += 1
        self._producer.allow(self._producer.messages)

    async def _commit(self, kind: FaultKind, spells: asyncio.TaskGroup) -> None:
        match kind:
            case FaultKind.KILLED_WORKER:
                await self._crew.kill_one()
            case FaultKind.PAUSED_WORKER:
                self._crew.pause_one()
            case FaultKind.CUT_CONNECTION:
                self._chance.choice((*self._lines, self._producers_line)).cut_one(self._chance)
            case FaultKind.SILENT_CONNECTION:
                self._chance.choice(self._lines).silence_one(self._chance)
            case FaultKind.SLOW_SPELL:
                spells.create_task(self._be_slow(self._chance.choice(self._lines)))
            case FaultKind.CRASHED_POSTGRES | FaultKind.RESTARTED_POSTGRES:
                await self._outages.of_postgres(
                    crash=kind is FaultKind.CRASHED_POSTGRES, seconds=self._outage_seconds()
                )
                await self._recovery_from(kind)
            case FaultKind.KILLED_VALKEY | FaultKind.RESTARTED_VALKEY:
                await self._outages.of_valkey(
                    crash=kind is FaultKind.KILLED_VALKEY, seconds=self._outage_seconds()
                )
                await self._recovery_from(kind)

    async def _recovery_from(self, kind: FaultKind) -> None:
        self._producer.allow(self._producer.appended + self._lead)  # so that there is something to move
        self.recoveries.setdefault(kind, []).append(await self._progress.seconds_until_it_moves())

    async def _be_slow(self, line: Proxy) -> None:
        delay = self._chance.random() * _LONGEST_DELAY_SECONDS
        await line.be_slow(delay, self._chance.random() * _LONGEST_SPELL_SECONDS)

    def _outage_seconds(self) -> float:
        return self._chance.random() * _LONGEST_OUTAGE_SECONDS
