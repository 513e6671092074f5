"""A worker that is told to stop finishes its batches in time, and leaves nothing to be delivered again."""

import pytest
from bench.faults.stops.series import stops
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.embedded import ServerAddresses
from olympus.settings import Settings


@pytest.mark.slow
async def test_a_worker_stopped_under_load_leaves_nothing_pending(
    servers: ServerAddresses, engine: AsyncEngine, redis_client: Redis
) -> None:
    settings = Settings(database_url=servers.database_url, redis_url=servers.redis_url)
    verdict = await stops(settings, count=3, seed=20260318)
    assert verdict.is_sound, str(verdict)
