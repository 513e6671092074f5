"""All who take part in a run: servers behind their proxies, workers, a producer, and who does the mischief."""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bench.chaos.crew import Crew
from bench.chaos.faults import schedule
from bench.chaos.mischief import Mischief
from bench.chaos.outages import Outages
from bench.chaos.plan import Plan
from bench.chaos.producer import Producer
from bench.chaos.progress import Progress
from bench.chaos.proxy import Proxy
from bench.chaos.worker import Worker
from bench.chaos.workload import Workload
from olympus.adapters.embedded import EmbeddedServers
from olympus.composition import Container, running
from olympus.settings import Settings


@dataclass
class Stage:
    """Everybody in their place; `container` reaches the servers directly."""

    container: Container
    producer: Producer
    progress: Progress
    crew: Crew
    mischief: Mischief

    @classmethod
    @asynccontextmanager
    async def set_up(
        cls, plan: Plan, sent: Workload, servers: EmbeddedServers, thread: ThreadPoolExecutor
    ) -> "AsyncIterator[Stage]":
        """An empty schema, proxies that listen, and workers that wait to be started; nobody stays behind."""
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
