"""A worker that is killed at any moment loses nothing and counts nothing twice."""

import pytest
from bench.chaos import killed_worker
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.embedded import ServerAddresses
from olympus.settings import Settings


@pytest.mark.slow
async def test_a_worker_killed_again_and_again_leaves_exact_figures(
    servers: ServerAddresses, engine: AsyncEngine, redis_client: Redis
) -> None:
    settings = Settings(database_url=servers.database_url, redis_url=servers.redis_url)
    outcome = await killed_worker(settings, events=6_000, kills=4, seed=20260318)
    assert outcome.is_exact, outcome
