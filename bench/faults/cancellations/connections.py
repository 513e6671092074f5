"""Whether connections were lost: counted by the servers that hold the other end, and used all at once."""

import asyncio
from dataclasses import dataclass
from typing import Self

from redis.asyncio import Redis
from sqlalchemy import QueuePool, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.faults.waiting import comes_true
from olympus.composition import Container

_OURS = text("""
    SELECT pid, CASE pid WHEN pg_backend_pid() THEN 'idle' ELSE state END AS state
    FROM pg_stat_activity WHERE application_name = 'olympus' AND datname = current_database()
""")
_LOCKS = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
_SETTLE_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Connections:
    """Those that the servers know of, by the names that they gave them."""

    database: dict[int, str]
    redis: frozenset[str]

    @classmethod
    async def now(cls, container: Container) -> Self:
        """All there are, those that ask included."""
        async with container.engine().connect() as connection:
            database = {row.pid: row.state for row in await connection.execute(_OURS)}
        clients = await container.redis().client_list()
        return cls(database, frozenset(client["id"] for client in clients if client["name"] == "olympus"))

    def without(self, others: "Connections") -> "Connections":
        """Those that were not there before."""
        database = {pid: state for pid, state in self.database.items() if pid not in others.database}
        return Connections(database, self.redis - others.redis)


async def lost_connections(observer: Container, before: Connections, *, pool_size: int) -> list[str]:
    """What is wrong with the connections that came since, as the servers see them once all is quiet."""

    async def is_quiet() -> bool:
        return not await _complaints(observer, before, pool_size)

    await comes_true(is_quiet, within_seconds=_SETTLE_SECONDS)
    return await _complaints(observer, before, pool_size)


async def _complaints(observer: Container, before: Connections, pool_size: int) -> list[str]:
    now = (await Connections.now(observer)).without(before)
    in_transaction = [state for state in now.database.values() if state != "idle"]
    async with observer.engine().connect() as connection:
        locks = await connection.scalar(_LOCKS)
    most = observer.redis().connection_pool.max_connections
    complaints = {
        f"{len(now.database)} connections to PostgreSQL, the pool has {pool_size}": len(now.database) > pool_size,
        f"connections to PostgreSQL that are not at rest: {in_transaction}": in_transaction,
        f"{locks} locks are still held": locks,
        f"{len(now.redis)} connections to Redis, the pool has {most}": len(now.redis) > most,
    }
    return [sentence for sentence, is_so in complaints.items() if is_so]


async def pools_that_are_short(container: Container, *, pool_size: int) -> list[str]:
    """Whether every connection of both pools is back in its place, and of use."""
    pool = container.engine().sync_engine.pool
    assert isinstance(pool, QueuePool)
    complaints = [f"{pool.checkedout()} connections to PostgreSQL are checked out"] if pool.checkedout() else []
    attempts = {
        "PostgreSQL": _use_all(container.engine(), pool_size),
        "Redis": _block_all(container.redis()),
    }
    for name, attempt in attempts.items():
        try:
            async with asyncio.timeout(_SETTLE_SECONDS):
                await attempt
        except Exception as error:
            complaints.append(f"the pool of {name} cannot be used to its full size: {error!r}")
    return complaints


async def _use_all(engine: AsyncEngine, size: int) -> None:
    """Every connection at once: nobody gives one back before all have one."""
    all_have_one = asyncio.Barrier(size)

    async def use() -> None:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
            await all_have_one.wait()

    async with asyncio.TaskGroup() as users:
        for _ in range(size):
            users.create_task(use())


async def _block_all(redis: Redis) -> None:
    """Every connection at once: each waits a moment for what never comes."""
    async with asyncio.TaskGroup() as users:
        for _ in range(redis.connection_pool.max_connections):
            users.create_task(_wait_in_vain(redis))


async def _wait_in_vain(redis: Redis) -> None:
    await redis.blpop(["nothing"], timeout=0.5)
