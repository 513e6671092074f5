"""Health: told within a second whatever hangs, and never with a secret."""

import asyncio

import httpx

from olympus.composition import Container
from olympus.entrypoints.http.app import create_app
from olympus.ports.component import Component, State
from olympus.ports.errors import SourceUnavailable
from olympus.settings import Settings
from olympus.use_cases.check_health import CheckHealth, optional, worker_behind
from tests.entrypoints.http.sending import an_order, client_of, problem_of

NOBODY_LISTENS = Settings(
    database_url="postgresql://olympus:hush@127.0.0.1:1/olympus",
    redis_url="redis://olympus:hush@127.0.0.1:1/0",
    openai_api_key="sk-hush",
    bigquery_project_id="hush-project",
)


async def test_a_well_service_says_so(api: httpx.AsyncClient) -> None:
    answer = (await api.get("/api/health")).json()

    assert (answer["status"], answer["service"]) == ("ok", "olympus-analytics")
    assert answer["uptime_seconds"] >= 0
    assert answer["version"]
    assert answer["redis"]["connected"] is answer["database"]["connected"] is True
    assert (answer["warehouse"]["configured"], answer["warehouse"]["trouble"]) == (True, None)
    assert answer["language_model"]["configured"] is False
    assert (answer["worker"]["lag_seconds"], answer["worker"]["entries"]) == (0, 0)
    assert (await api.get("/api/health/live")).json() == {"status": "ok"}
    assert (await api.get("/api/health/ready")).status_code == 200


async def test_what_waits_for_a_worker_shows(api: httpx.AsyncClient) -> None:
    await api.post("/api/analytics/events", json=an_order("o-1", "10.00"))

    assert (await api.get("/api/health")).json()["worker"]["entries"] == 1


async def test_a_component_that_hangs_holds_nothing_up(api: httpx.AsyncClient, container: Container) -> None:
    never = asyncio.Event()

    async def hang() -> State:
        await never.wait()
        return State()

    hanging = checking(container, Component("database", hang, {"connected": False}, essential=True))
    loop = asyncio.get_running_loop()
    asked_at = loop.time()
    with container.check_health.override(hanging):
        answer = (await api.get("/api/health")).json()

    assert loop.time() - asked_at < 1
    assert (answer["status"], answer["database"]) == ("degraded", {"status": "down", "connected": False})
    assert answer["redis"]["connected"] is True


async def test_a_service_without_its_database_is_degraded_alive_and_not_ready(
    api: httpx.AsyncClient, container: Container
) -> None:
    async def refuse() -> State:
        raise SourceUnavailable("the database", "connection refused")

    dead = checking(container, Component("database", refuse, {"connected": False}, essential=True))
    with container.check_health.override(dead):
        health, live, ready = [await api.get(f"/api/health{which}") for which in ("", "/live", "/ready")]

    assert (health.status_code, health.json()["status"]) == (200, "degraded")
    assert (live.status_code, ready.status_code, ready.json()) == (200, 503, {"status": "degraded"})


async def test_the_api_starts_without_its_servers_and_says_so() -> None:
    app = create_app(NOBODY_LISTENS)
    async with app.lifespan(), client_of(app) as api:
        health = await api.get("/api/health")
        ready = await api.get("/api/health/ready")
        dashboard = await api.get("/api/analytics/dashboard/cafe")
        events = await api.post("/api/analytics/events", json=an_order("o-1", "10.00"))

    answer = health.json()
    assert (health.status_code, answer["status"]) == (200, "down")
    assert answer["redis"]["connected"] is answer["database"]["connected"] is False
    assert answer["worker"]["lag_seconds"] is None
    assert answer["warehouse"]["configured"] is answer["language_model"]["configured"] is True
    assert ready.status_code == 503
    for refused in (dashboard, events):
        problem_of(refused, 503, "SERVICE_UNAVAILABLE", None)
        assert refused.headers["retry-after"]
    for response in (health, ready, dashboard, events):
        assert "hush" not in response.text
        assert "127.0.0.1" not in response.text


def checking(container: Container, component: Component) -> CheckHealth:
    """The health check with one component in place of the real one."""

    async def fine() -> State:
        return State({"connected": True})

    others = [Component(name, fine, essential=True) for name in ("redis", "database") if name != component.name]
    configured = [optional(name, None) for name in ("warehouse", "language_model")]
    return CheckHealth([component, *others, *configured, worker_behind(container.stream())])
