"""Several processes on real servers: what one commits, the others show; also while Redis is away."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx
import pytest

from olympus.adapters.embedded import EmbeddedServers
from olympus.composition import Container, running
from olympus.domain.tenant import TenantId, TenantSettings
from olympus.entrypoints.http.app import app_on
from olympus.entrypoints.http.serving import serving
from olympus.settings import Settings
from tests.databases import empty
from tests.entrypoints.http.listening import listening
from tests.entrypoints.http.sending import client_of
from tests.eventually import eventually
from tests.factories import CAFE, a_payment
from tests.servers import temporary_servers

DASHBOARD = "/api/analytics/dashboard/cafe?timeframe=2026-03"


@pytest.fixture(scope="module")
def own_servers() -> Iterator[EmbeddedServers]:
    """Servers that may be stopped."""
    with temporary_servers() as servers:
        yield servers


@pytest.fixture
def settings(own_servers: EmbeddedServers) -> Settings:
    own_servers.valkey.start()
    return Settings(database_url=own_servers.postgres.url, redis_url=own_servers.valkey.url)


@pytest.fixture
async def worker(settings: Settings) -> AsyncIterator[Container]:
    """The process that records."""
    async with running(settings) as container:
        await container.migrate()
        await empty(container.engine())
        await container.redis().flushall()
        yield container


@asynccontextmanager
async def answering(settings: Settings) -> AsyncIterator[tuple[Container, httpx.AsyncClient]]:
    """A process that answers, and a client of it."""
    async with running(settings) as container:
        keeping = asyncio.create_task(container.keep_versions_known().run())
        async with client_of(app_on(container)) as client:
            yield container, client
        keeping.cancel()
        await asyncio.wait({keeping})


async def commit(worker: Container, payment: str) -> None:
    recorded = await worker.event_store().record([a_payment(payment)])
    worker.announce_versions().soon(recorded.moved)


async def payments(client: httpx.AsyncClient) -> int:
    return int((await client.get(DASHBOARD)).json()["metrics"]["payments"])


async def listens(container: Container) -> bool:
    await container.known_versions().current(TenantId("anyone"))
    return container.known_versions().trusted(TenantId("anyone")) is not None


async def test_a_listener_hears_of_what_another_process_commits_in_order(
    settings: Settings, worker: Container
) -> None:
    async with (
        running(settings) as container,
        serving(app_on(container), host="127.0.0.1", port=0) as address,
        listening(f"{address}/api/analytics/live/cafe?timeframe=2026-03") as stream,
    ):
        shown = [await stream.next("dashboard")]
        for number in range(3):
            await commit(worker, f"o-{number}")
            shown.append(await stream.next("dashboard"))
        await worker.change_settings()(CAFE, TenantSettings(time_zone="Asia/Tokyo"))
        shown.append(await stream.next("dashboard"))

    assert [each.data["metrics"]["payments"] for each in shown] == [0, 1, 2, 3, 3]
    assert shown[-1].data["timeframe"]["timezone"] == "Asia/Tokyo"
    versions = [int(each.id or -1) for each in shown]
    assert versions == sorted(set(versions))


async def test_a_listener_hears_of_what_nobody_told(settings: Settings, worker: Container) -> None:
    """The worker died between its commit and the word of it."""
    async with (
        running(settings) as container,
        serving(app_on(container), host="127.0.0.1", port=0) as address,
        listening(f"{address}/api/analytics/live/cafe") as stream,
    ):
        await stream.next("change")
        recorded = await worker.event_store().record([a_payment("o-1")])
        heard = await stream.next("change")

    assert heard.data["version"] == dict(recorded.moved)[CAFE]


async def test_an_answer_that_one_process_worked_out_another_finds(settings: Settings, worker: Container) -> None:
    await commit(worker, "o-1")
    async with answering(settings) as (_, one), answering(settings) as (other_process, other):
        first = await one.get(DASHBOARD)

        async def shared() -> bool:
            return bool(await worker.redis().keys("answers:*:cafe:*"))

        await eventually(shared)
        await other_process.known_versions().current(CAFE)
        assert (await other.get(DASHBOARD)).content == first.content


async def test_while_redis_is_away_every_answer_is_right_and_afterwards_all_is_as_before(
    own_servers: EmbeddedServers, settings: Settings, worker: Container
) -> None:
    async with answering(settings) as (container, client):
        await eventually(lambda: listens(container))
        assert await payments(client) == 0
        own_servers.valkey.kill()

        async def deaf() -> bool:
            return not await listens(container)

        await eventually(deaf)
        seen = []
        for number in range(3):
            await commit(worker, f"o-{number}")
            seen.append(await payments(client))
        own_servers.valkey.start()
        await eventually(lambda: listens(container))
        await commit(worker, "o-9")

        async def shows_four() -> bool:
            return await payments(client) == 4

        assert seen == [1, 2, 3]
        assert await eventually(shows_four)
