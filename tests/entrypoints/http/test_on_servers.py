"""The API beside real servers, which come and go while it runs."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from sqlalchemy import text

from olympus.adapters.embedded import EmbeddedServers
from olympus.composition import Container, running
from olympus.entrypoints.http.app import app_on, create_app
from olympus.settings import Settings
from tests.entrypoints.http.sending import a_payment, an_order, client_of, problem_of, record
from tests.eventually import eventually
from tests.servers import temporary_servers


@pytest.fixture(scope="module")
def own_servers() -> Iterator[EmbeddedServers]:
    """Servers that may be stopped."""
    with temporary_servers() as servers:
        yield servers


@pytest.fixture
def settings(own_servers: EmbeddedServers) -> Settings:
    own_servers.valkey.start()
    own_servers.postgres.start()
    return Settings(database_url=own_servers.postgres.url, redis_url=own_servers.valkey.url)


@pytest.fixture
async def container(settings: Settings) -> AsyncIterator[Container]:
    async with running(settings) as container:
        yield container


@pytest.fixture
async def api(container: Container) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app_on(container)) as client:
        yield client


async def test_a_database_without_tables_is_connected_and_not_migrated(
    api: httpx.AsyncClient, container: Container
) -> None:
    await drop_every_table(container)
    before = (await api.get("/api/health")).json()
    not_ready = await api.get("/api/health/ready")
    refused = await api.get("/api/analytics/dashboard/cafe")
    await container.migrate()
    after = (await api.get("/api/health")).json()

    assert before["database"] == {"status": "degraded", "connected": True, "migrated": False}
    assert (before["status"], not_ready.status_code) == ("degraded", 503)
    problem_of(refused, 503, "SERVICE_UNAVAILABLE", None)
    assert after["database"] == {"status": "ok", "connected": True, "migrated": True}
    assert after["redis"] == {"status": "ok", "connected": True}
    assert (after["status"], (await api.get("/api/health/ready")).status_code) == ("ok", 200)


async def test_figures_from_servers_are_as_exact_as_those_from_memory(
    api: httpx.AsyncClient, container: Container
) -> None:
    await container.migrate()
    await record(api, container, an_order("o-1", "10.125"), a_payment("o-1", "10.5"), a_payment("o-2", "0.50"))

    answer = (await api.get("/api/analytics/dashboard/cafe", params={"timeframe": "2026-03"})).text

    assert '"revenue":11.00,' in answer
    assert '"order_value":10.125,' in answer
    assert '"orders":1,' in answer


async def test_the_api_starts_without_the_stream_and_takes_events_once_it_is_there(
    own_servers: EmbeddedServers, settings: Settings
) -> None:
    own_servers.valkey.stop()
    app = create_app(settings)
    async with app.lifespan(), client_of(app) as api:
        health = (await api.get("/api/health")).json()
        refused = await api.post("/api/analytics/events", json=an_order("o-9", "10.00"))
        own_servers.valkey.start()

        async def accepted() -> bool:
            return (await api.post("/api/analytics/events", json=an_order("o-9", "10.00"))).status_code == 202

        assert await eventually(accepted)
        assert (await api.get("/api/health")).json()["redis"]["connected"] is True

    assert (health["status"], health["redis"]["connected"]) == ("degraded", False)
    assert health["database"]["connected"] is True
    problem_of(refused, 503, "SERVICE_UNAVAILABLE", None)


async def test_figures_are_back_as_soon_as_the_database_is(
    own_servers: EmbeddedServers, api: httpx.AsyncClient, container: Container
) -> None:
    await container.migrate()
    own_servers.postgres.stop()
    refused = await api.get("/api/analytics/dashboard/cafe")
    health = (await api.get("/api/health")).json()
    accepted = await api.post("/api/analytics/events", json=an_order("o-10", "10.00"))
    own_servers.postgres.start()

    problem_of(refused, 503, "SERVICE_UNAVAILABLE", None)
    assert health["database"] == {"status": "down", "connected": False, "migrated": None}
    assert accepted.status_code == 202
    assert (await api.get("/api/analytics/dashboard/cafe")).status_code == 200


async def drop_every_table(container: Container) -> None:
    async with container.engine().begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
