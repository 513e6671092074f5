"""A worker that dies exactly between two steps of its work loses nothing and counts nothing twice."""

import pytest
from bench.faults.points.point import Point
from bench.faults.points.series import deaths_at
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.embedded import ServerAddresses
from olympus.settings import Settings


@pytest.mark.slow
@pytest.mark.parametrize("point", Point)
async def test_what_a_worker_left_at_any_point_of_its_work_is_finished_exactly(
    point: Point, servers: ServerAddresses, engine: AsyncEngine, redis_client: Redis
) -> None:
    settings = Settings(database_url=servers.database_url, redis_url=servers.redis_url)
    verdict = await deaths_at(point, settings, deaths=2, seed=20260318)
    assert verdict.is_sound, str(verdict)
