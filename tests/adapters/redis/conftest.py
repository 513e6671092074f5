"""A Valkey that a test may stop, kill and reconfigure."""

from collections.abc import AsyncIterator, Iterator

import pytest
from redis.asyncio import Redis

from olympus.adapters.embedded import ValkeyServer
from olympus.adapters.embedded.data_folder import owning
from olympus.adapters.embedded.private_programs import programs_within_reach
from olympus.adapters.embedded.wheels import programs_in_wheels
from olympus.adapters.redis.client import connect
from tests.servers import FAST_VALKEY, temporary_folder


@pytest.fixture
def own_valkey() -> Iterator[ValkeyServer]:
    with temporary_folder() as folder, owning(folder / "data") as owned:
        programs = programs_within_reach(programs_in_wheels(), owned.path, owned.account)
        _, port = owned.ports()
        server = ValkeyServer(programs, owned, port, FAST_VALKEY)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
async def own_client(own_valkey: ValkeyServer) -> AsyncIterator[Redis]:
    client = connect(own_valkey.url)
    yield client
    await client.aclose()
