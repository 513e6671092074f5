"""One run: everything is sent while everything fails, and then it is counted."""

import asyncio
import random
import statistics
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.chaos.audit import differences
from bench.chaos.crew import Crew, Worker
from bench.chaos.faults import FaultKind, schedule
from bench.chaos.mischief import Mischief
from bench.chaos.outages import Outages
from bench.chaos.producer import Producer
from bench.chaos.progress import Progress, Stuck
from bench.chaos.proxy import Proxy
from bench.chaos.workload import Workload
from olympus.adapters.embedded import EmbeddedServers
from olympus.composition import Container, running
from olympus.settings import Settings

_MOST_SHOWN = 40


@dataclass(frozen=True, kw_only=True)
class Plan:
    """By how many the work is done, and what goes wrong meanwhile."""

    seed: int
    faults: Mapping[FaultKind, int]
    workers: int = 4
    nameless_workers: int = 1
    """How many of them are somebody new at each start, so that others must take over what they left."""
    batch_size: int = 1_000
    logs: Path
    give_up_seconds: float = 240

    @property
    def lead(self) -> int:
        """How far the producer is ahead of the next fault: there is work in every hand when it strikes."""
        return 5 * self.workers * self.batch_size


@dataclass
class Outcome:
    """What was done, how long it took, and what is wrong afterwards."""

    messages: int
    seconds: float = 0.0
    done: Counter[FaultKind] = field(default_factory=Counter)
    recoveries: dict[FaultKind, list[float]] = field(default_factory=dict)
    longest_standstill: float = 0.0
    repeated_appends: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def is_exact(self) -> bool:
        """Nothing lost, nothing counted twice, nothing stuck."""
        return not self.wrong

    def lines(self) -> list[str]:
        """The outcome in words, what is wrong last."""
        rate = self.messages / self.seconds if self.seconds else 0
        recovered = [
            f"{kind}: moves again after {statistics.median(took):.1f} s (median), {max(took):.1f} s (longest)"
            for kind, took in self.recoveries.items()
        ]
        return [
            f"{self.messages:,} messages in {self.seconds:,.0f} s ({rate:,.0f} a second)",
            "faults: " + ", ".join(f"{count} {kind}" for kind, count in self.done.items()),
            f"appends repeated for want of an answer: {self.repeated_appends}",
            *recovered,
            f"longest time without progress, outages included: {self.longest_standstill:.1f} s",
            *self.wrong[:_MOST_SHOWN],
            *([f"… and {len(self.wrong) - _MOST_SHOWN} more"] if len(self.wrong) > _MOST_SHOWN else []),
        ]


async def run_trial(plan: Plan, sent: Workload, servers: EmbeddedServers, thread: ThreadPoolExecutor) -> Outcome:
    """Start the servers' proxies and the workers, send everything while faults come, and count.

    `thread` is the one in which servers are restarted: it must live as long as they.
    """
    outcome = Outcome(len(sent.messages))
    begun = time.monotonic()
    async with _Stage.set_up(plan, sent, servers, thread) as stage:
        try:
            await stage.play()
        except* Stuck as stuck:
            outcome.wrong += [f"stuck: {each}" for each in stuck.exceptions]
        outcome.seconds = time.monotonic() - begun
        await stage.crew.stop()
        outcome.wrong += stage.crew.complaints
        outcome.wrong += await differences(stage.container, sent)
    outcome.done = stage.mischief.done
    outcome.recoveries = stage.mischief.recoveries
    outcome.longest_standstill = stage.progress.longest_standstill
    outcome.repeated_appends = stage.producer.unsure
    return outcome


@dataclass
class _Stage:
    """All who take part in a run."""

    container: Container
    producer: Producer
    progress: Progress
    crew: Crew
    mischief: Mischief

    @classmethod
    @asynccontextmanager
    async def set_up(
        cls, plan: Plan, sent: Workload, servers: EmbeddedServers, thread: ThreadPoolExecutor
    ) -> "AsyncIterator[_Stage]":
        chance = random.Random(plan.seed)
        addresses = servers.addresses
        direct = Settings(database_url=addresses.database_url, redis_url=addresses.redis_url)
        async with (
            Proxy(servers.postgres.port) as postgres,
            Proxy(servers.valkey.port) as valkey,
            Proxy(servers.valkey.port) as producers_line,
            running(direct) as container,
            running(
                Settings(redis_url=producers_line.in_front(addresses.redis_url), database_url=direct.database_url)
            ) as producing,
        ):
            await container.migrate()
            environment = {
                "DATABASE_URL": postgres.in_front(addresses.database_url),
                "REDIS_URL": valkey.in_front(addresses.redis_url),
                "OLYMPUS_BATCH_SIZE": str(plan.batch_size),
            }
            producer = Producer(producing.stream(), sent.messages)
            progress = Progress(container.stream(), producer, give_up_seconds=plan.give_up_seconds)
            crew = Crew(_workers(plan, environment), chance)
            mischief = Mischief(
                schedule(plan.faults, chance),
                chance,
                crew=crew,
                outages=Outages(servers, thread),
                lines=(postgres, valkey),
                producers_line=producers_line,
                producer=producer,
                progress=progress,
                lead=plan.lead,
            )
            try:
                yield cls(container, producer, progress, crew, mischief)
            finally:
                crew.dismiss()

    async def play(self) -> None:
        """Return once all is sent, all has gone wrong, and nothing is left. Raises Stuck, in a group."""
        self.crew.start()
        async with asyncio.TaskGroup() as tasks:
            watching = [tasks.create_task(self.progress.watch()), tasks.create_task(self.crew.watch())]
            sending = tasks.create_task(self.producer.run())
            await self.mischief.run()
            await sending
            await self.progress.drain()
            for each in watching:
                each.cancel()


def _workers(plan: Plan, environment: Mapping[str, str]) -> list[Worker]:
    return [
        Worker(
            f"chaos-{number}" if number > plan.nameless_workers else None,
            environment,
            plan.logs / f"worker-{number}.log",
        )
        for number in range(1, plan.workers + 1)
    ]
