"""Answers are given again until the data change, to their own tenant, without the routes where that can be."""

import asyncio
import gzip
import random
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import httpx
import pytest
from dependency_injector import providers
from litestar import Litestar

from olympus.adapters.in_memory.version_feed import InMemoryVersionFeed
from olympus.composition import Container
from olympus.domain.tenant import TenantId
from olympus.entrypoints.http.app import app_on
from olympus.ports.figure_source import FigureSnapshot, FigureSource
from olympus.use_cases.build_dashboard import BuildDashboard
from tests.clocks import SetClock
from tests.entrypoints.http.conftest import WEDNESDAY_NOON
from tests.entrypoints.http.sending import a_payment, an_event, client_of, problem_of, record
from tests.eventually import eventually

DASHBOARD = "/api/analytics/dashboard/cafe"
CLOSED = {"timeframe": "2026-03-17"}
PLAIN = {"Accept-Encoding": "identity"}


class Counted(FigureSource):
    """Figures that count how often they are read, and can be held up."""

    def __init__(self, inner: FigureSource) -> None:
        self._inner = inner
        self.read = 0

    def snapshot(self, tenant_id: TenantId) -> AbstractAsyncContextManager[FigureSnapshot]:
        self.read += 1
        return self._inner.snapshot(tenant_id)


@pytest.fixture
def figures(container: Container) -> Counted:
    counted = Counted(container.figures())
    container.figures.override(counted)
    return counted


@pytest.fixture
def clock(container: Container) -> SetClock:
    clock = SetClock(WEDNESDAY_NOON)
    container.clock.override(clock)
    return clock


@pytest.fixture
async def api(container: Container, clock: SetClock, figures: Counted) -> AsyncIterator[httpx.AsyncClient]:
    """The API as it runs: it listens to the feed of versions."""
    keeping = asyncio.create_task(container.keep_versions_known().run())
    await until_it_listens(container)
    async with client_of(app_on(container)) as client:
        yield client
    keeping.cancel()


async def until_it_listens(container: Container) -> None:
    async def listens() -> bool:
        await container.known_versions().current(TenantId("anyone"))
        return container.known_versions().trusted(TenantId("anyone")) is not None

    assert await eventually(listens)


async def read_with(api: httpx.AsyncClient, cache_control: str) -> int:
    response = await api.get(DASHBOARD, params=CLOSED, headers={"Cache-Control": cache_control})
    return int(response.json()["metrics"]["payments"])


async def payments(api: httpx.AsyncClient, **params: str) -> int:
    response = await api.get(DASHBOARD, params=params or CLOSED)
    assert response.status_code == 200, response.text
    return int(response.json()["metrics"]["payments"])


async def test_an_answer_is_worked_out_once_and_given_again_byte_for_byte(
    api: httpx.AsyncClient, container: Container, figures: Counted
) -> None:
    await record(api, container, a_payment("1", "10.00"))

    answers = [await api.get(DASHBOARD, params=CLOSED, headers=PLAIN) for _ in range(3)]

    assert figures.read == 1
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["etag"] for answer in answers}) == 1
    first, second = ({**answer.headers, "x-request-id": ""} for answer in answers[:2])
    assert first == second
    assert first["cache-control"] == "private, no-cache"
    assert first["vary"] == "Accept-Encoding, X-Tenant-ID"
    assert first["content-type"] == "application/json"


async def test_what_is_ready_is_given_without_the_route(api: httpx.AsyncClient, container: Container) -> None:
    build, routed = container.build_dashboard(), 0

    def count() -> BuildDashboard:
        nonlocal routed
        routed += 1
        return build

    container.build_dashboard.override(providers.Callable(count))
    for _ in range(5):
        assert (await api.get(DASHBOARD, params=CLOSED)).status_code == 200
    assert routed == 1


async def test_who_takes_what_held_a_second_ago_costs_no_work_then(
    api: httpx.AsyncClient, container: Container, clock: SetClock, figures: Counted
) -> None:
    await record(api, container, a_payment("1", "10.00"))
    before = await payments(api)
    await record(api, container, a_payment("2", "10.00"))
    clock.go_on(seconds=1)
    old, read = [await read_with(api, "max-stale=1") for _ in range(3)], figures.read
    now = await read_with(api, "max-age=60")

    assert (before, old, read) == (1, [1, 1, 1], 1)
    assert now == 2
    assert await read_with(api, "no-cache") == 2
    clock.go_on(seconds=2)
    await record(api, container, a_payment("3", "10.00"))
    assert await read_with(api, "max-stale=1") == 3


async def test_both_addresses_share_an_answer(api: httpx.AsyncClient, figures: Counted) -> None:
    by_path = await api.get(DASHBOARD, params=CLOSED)
    by_query = await api.get(
        "/api/analytics/dashboard", params={"tenant_id": "cafe", "date_range": CLOSED["timeframe"]}
    )
    assert (by_path.content, figures.read) == (by_query.content, 1)


async def test_an_answer_that_is_given_again_has_its_own_request_id_and_counts_for_its_route(
    api: httpx.AsyncClient,
) -> None:
    ids = [
        (await api.get(DASHBOARD, params=CLOSED, headers={"X-Request-ID": f"r-{number}"})).headers["x-request-id"]
        for number in range(3)
    ]
    counted = (await api.get("/metrics")).text

    assert ids == ["r-0", "r-1", "r-2"]
    [line] = [
        line
        for line in counted.splitlines()
        if line.startswith("http_server_request_duration_seconds_count") and "/dashboard/{tenant_id" in line
    ]
    assert line.endswith(" 3.0")


async def test_who_has_it_already_is_told_so_without_a_body(api: httpx.AsyncClient) -> None:
    fresh = await api.get(DASHBOARD, params=CLOSED, headers=PLAIN)
    tag = fresh.headers["etag"]
    for matching in (tag, f"W/{tag}", f'"another", {tag}', "*"):
        unchanged = await api.get(DASHBOARD, params=CLOSED, headers=PLAIN | {"If-None-Match": matching})

        assert (unchanged.status_code, unchanged.content) == (304, b""), matching
        for name in ("etag", "cache-control", "vary"):
            assert unchanged.headers[name] == fresh.headers[name]
        assert "content-encoding" not in unchanged.headers
    other = await api.get(DASHBOARD, params=CLOSED, headers=PLAIN | {"If-None-Match": '"another"'})
    assert (other.status_code, other.content) == (200, fresh.content)


async def test_a_route_that_works_out_an_answer_which_is_known_says_so_too(
    api: httpx.AsyncClient, container: Container
) -> None:
    tag = (await api.get(DASHBOARD, params=CLOSED, headers=PLAIN)).headers["etag"]
    forgetful = app_on(container)
    async with client_of(forgetful) as other:
        unchanged = await other.get(DASHBOARD, params=CLOSED, headers=PLAIN | {"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", tag)


async def test_compressed_bytes_are_other_bytes_with_another_tag(api: httpx.AsyncClient) -> None:
    for _ in range(2):  # by the route, and in front of it
        async with api.stream("GET", DASHBOARD, params=CLOSED, headers={"Accept-Encoding": "gzip"}) as response:
            compressed = b"".join([chunk async for chunk in response.aiter_raw()])
        plain = await api.get(DASHBOARD, params=CLOSED, headers=PLAIN)

        assert response.headers["content-encoding"] == "gzip"
        assert int(response.headers["content-length"]) == len(compressed) < len(plain.content)
        assert gzip.decompress(compressed) == plain.content
        assert "content-encoding" not in plain.headers
        assert response.headers["etag"] != plain.headers["etag"]
        assert response.headers["vary"] == plain.headers["vary"]
        unchanged = await api.get(
            DASHBOARD,
            params=CLOSED,
            headers={"Accept-Encoding": "gzip", "If-None-Match": response.headers["etag"]},
        )
        assert unchanged.status_code == 304


async def test_new_events_and_other_settings_show_at_the_next_request(
    api: httpx.AsyncClient, container: Container
) -> None:
    assert [await payments(api), await payments(api)] == [0, 0]
    await record(api, container, a_payment("1", "10.00"))
    assert [await payments(api), await payments(api)] == [1, 1]

    await api.put("/api/analytics/tenants/cafe/settings", json={"timezone": "Asia/Tokyo"})
    assert (await api.get(DASHBOARD, params=CLOSED)).json()["timeframe"]["timezone"] == "Asia/Tokyo"


async def test_a_change_of_one_tenant_leaves_the_answers_of_another(
    api: httpx.AsyncClient, container: Container, figures: Counted
) -> None:
    await payments(api)
    await record(api, container, an_event("user.created", {"user_id": "u"}, tenant="bakery"))
    await payments(api)
    assert figures.read == 1


async def test_whoever_comes_for_another_tenant_gets_nothing_that_is_kept(api: httpx.AsyncClient) -> None:
    own = await api.get(DASHBOARD, params=CLOSED, headers={"X-Tenant-ID": "cafe"})
    for _ in range(2):
        refused = await api.get(DASHBOARD, params=CLOSED, headers={"X-Tenant-ID": "bakery"})
        problem_of(refused, 403, "FORBIDDEN", "tenant_id")
        assert "etag" not in refused.headers
    again = await api.get(DASHBOARD, params=CLOSED, headers={"X-Tenant-ID": "cafe"})
    assert (own.status_code, again.status_code, own.content) == (200, 200, again.content)


async def test_a_period_that_runs_is_worked_out_anew_after_fifteen_seconds(
    api: httpx.AsyncClient, clock: SetClock
) -> None:
    made_at = [await as_of(api, "today")]
    clock.go_on(seconds=14)
    made_at.append(await as_of(api, "today"))
    clock.go_on(seconds=1)
    made_at.append(await as_of(api, "today"))

    assert [(each - WEDNESDAY_NOON).total_seconds() for each in made_at] == [0, 0, 15]


async def test_a_period_that_is_over_is_not(api: httpx.AsyncClient, clock: SetClock, figures: Counted) -> None:
    await payments(api)
    clock.go_on(hours=5)
    await payments(api)
    assert figures.read == 1


async def test_a_change_that_nobody_told_of_shows_after_a_second(
    api: httpx.AsyncClient, container: Container, clock: SetClock
) -> None:
    """As when a worker dies between its commit and the word of it."""
    assert await payments(api) == 0
    await record_silently(container)
    clock.go_on(seconds=0.9)
    believed = await payments(api)
    clock.go_on(seconds=0.1)

    assert (believed, await payments(api)) == (0, 1)


async def test_a_change_shows_at_once_while_the_feed_is_away(api: httpx.AsyncClient, container: Container) -> None:
    feed = container.version_feed()
    assert isinstance(feed, InMemoryVersionFeed)
    assert await payments(api) == 0
    feed.go_away()

    async def deaf() -> bool:
        return container.known_versions().trusted(TenantId("cafe")) is None

    await eventually(deaf)
    await record_silently(container)
    assert await payments(api) == 1
    assert await payments(api) == 1


async def test_what_is_wrong_is_kept_for_nobody(api: httpx.AsyncClient, figures: Counted) -> None:
    for _ in range(2):
        problem_of(await api.get(DASHBOARD, params={"timeframe": "soon"}), 400, "INVALID_REQUEST", "timeframe")
    by_both = await asyncio.gather(
        api.get(DASHBOARD, params={"timeframe": "never"}),
        api.get("/api/analytics/dashboard", params={"tenant_id": "cafe", "date_range": "never"}),
    )
    assert [answer.json()["field"] for answer in by_both] == ["timeframe", "date_range"]
    assert figures.read == 0


async def test_a_hundred_callers_at_once_cost_one_reading(api: httpx.AsyncClient, figures: Counted) -> None:
    answers = await asyncio.gather(*(api.get(DASHBOARD, params=CLOSED) for _ in range(100)))
    assert {answer.status_code for answer in answers} == {200}
    assert figures.read == 1


async def test_no_tenant_sees_anothers_figures_also_when_callers_lose_patience(
    api: httpx.AsyncClient, container: Container, clock: SetClock
) -> None:
    tenants = [f"tenant-{number}" for number in range(5)]
    chance = random.Random(7)
    wrong: list[str] = []

    async def ask(tenant: str) -> None:
        answer = await api.get(
            f"/api/analytics/dashboard/{tenant}", params=CLOSED, headers={"X-Tenant-ID": tenant}
        )
        if answer.status_code != 200 or answer.json()["tenant_id"] != tenant:
            wrong.append(tenant)

    for round_ in range(20):
        asking = [asyncio.create_task(ask(chance.choice(tenants))) for _ in range(30)]
        for _ in range(chance.randrange(12)):
            await asyncio.sleep(0)
        for task in chance.sample(asking, 15):
            task.cancel()
        tenant = chance.choice(tenants)
        await record(api, container, an_event("user.created", {"user_id": f"u-{round_}"}, tenant=tenant))
        clock.go_on(seconds=chance.random())
        await asyncio.gather(*asking, return_exceptions=True)

    assert wrong == []


async def test_without_listening_everything_is_right_and_asked_for_each_time(
    app: Litestar, container: Container
) -> None:
    async with client_of(app) as api:
        assert await payments(api) == 0
        await record_silently(container)
        assert await payments(api) == 1


async def record_silently(container: Container) -> None:
    body = (
        b'{"name": "payment.processed", "tenant_id": "cafe", "occurred_at": "2026-03-17T10:00:00Z",'
        b' "payload": {"payment_id": "p", "order_id": "o", "amount": "1.00", "currency": "EUR"}}'
    )
    event = container.decoder().decode(body, received_at=WEDNESDAY_NOON)
    assert (await container.event_store().record([event])).new == 1


async def as_of(api: httpx.AsyncClient, timeframe: str) -> datetime:
    answer = await api.get(DASHBOARD, params={"timeframe": timeframe})
    return datetime.fromisoformat(answer.json()["as_of"])
