"""Callers who do not wait for their answer take nobody else's, and leave every connection in order."""

import pytest
from bench.faults.cancellations.in_process import cancelled_requests
from bench.faults.cancellations.over_http import cut_connections
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.embedded import ServerAddresses
from olympus.settings import Settings


@pytest.fixture
def settings(servers: ServerAddresses, engine: AsyncEngine, redis_client: Redis) -> Settings:
    return Settings(database_url=servers.database_url, redis_url=servers.redis_url)


@pytest.mark.slow
async def test_requests_that_are_cancelled_at_any_moment_disturb_no_other(settings: Settings) -> None:
    verdict = await cancelled_requests(settings, requests=600, seed=20260318)
    assert verdict.is_sound, str(verdict)


@pytest.mark.slow
async def test_clients_that_hang_up_disturb_no_other(settings: Settings) -> None:
    verdict = await cut_connections(settings, disconnects=100, seed=20260318)
    assert verdict.is_sound, str(verdict)
