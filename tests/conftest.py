"""Servers for the tests: real ones, started once a run, and empty at the start of each test."""

from collections.abc import AsyncIterator, Iterator

import pytest
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.embedded import ServerAddresses
from olympus.adapters.redis.client import connect
from tests.bigquery.fixtures import (
    bigquery_emulator,
    bigquery_proxy,
    bigquery_warehouse,
    dataset_name,
    open_warehouse,
)
from tests.databases import empty, migrated_database
from tests.servers import temporary_servers

__all__ = ["bigquery_emulator", "bigquery_proxy", "bigquery_warehouse", "dataset_name", "open_warehouse"]


@pytest.fixture(scope="session")
def servers() -> Iterator[ServerAddresses]:
    """The addresses of a PostgreSQL and a Valkey that belong to this run. Nobody may stop them."""
    with temporary_servers() as servers:
        yield servers.addresses


@pytest.fixture
async def redis_client(servers: ServerAddresses) -> AsyncIterator[Redis]:
    """A client of an empty Valkey."""
    client = connect(servers.redis_url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture(scope="session")
async def migrated_engine(servers: ServerAddresses) -> AsyncIterator[AsyncEngine]:
    """The engine of a PostgreSQL that has every table."""
    async with migrated_database(servers.database_url) as engine:
        yield engine


@pytest.fixture
async def engine(migrated_engine: AsyncEngine) -> AsyncEngine:
    """The engine of a PostgreSQL whose tables are empty."""
    await empty(migrated_engine)
    return migrated_engine
