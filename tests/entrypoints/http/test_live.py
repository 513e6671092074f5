"""Whoever listens to a tenant hears of its changes, over a real socket."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import pytest

from olympus.composition import Container
from olympus.domain.tenant import TenantId
from olympus.entrypoints.http.app import app_on
from olympus.entrypoints.http.dashboard_answers import DashboardAnswers
from olympus.entrypoints.http.live_stream import LiveStream
from olympus.entrypoints.http.serving import OPEN_ANSWERS_SECONDS, serving
from olympus.ports.event_broadcast import ANOMALY_DETECTED
from olympus.use_cases.tell_anomalies import announcement
from tests.anomalies import an_anomaly
from tests.entrypoints.http.listening import listening
from tests.entrypoints.http.sending import a_payment, problem_of, record
from tests.eventually import eventually

CAFE = TenantId("cafe")


@pytest.fixture
async def address(container: Container) -> AsyncIterator[str]:
    stopping = asyncio.Event()
    addresses: asyncio.Queue[str] = asyncio.Queue()

    async def serve() -> None:
        async with serving(app_on(container), host="127.0.0.1", port=0) as address:
            addresses.put_nowait(address)
            await stopping.wait()

    served = asyncio.create_task(serve())
    yield f"{await addresses.get()}/api/analytics/live"
    stopping.set()
    await served


async def test_a_listener_is_told_the_version_at_once_and_each_change_after_it(
    address: str, api: httpx.AsyncClient, container: Container
) -> None:
    async with listening(f"{address}/cafe") as stream:
        first = await stream.next("change")
        await record(api, container, a_payment("1", "10.00"))
        second = await stream.next("change")
        await api.put("/api/analytics/tenants/cafe/settings", json={"currency": "EUR"})
        third = await stream.next("change")

    assert stream.response.headers["content-type"].startswith("text/event-stream")
    assert stream.response.headers["cache-control"] == "no-store"
    assert stream.response.headers["x-request-id"]
    assert [each.data["tenant_id"] for each in (first, second, third)] == ["cafe"] * 3
    assert [each.data["version"] for each in (first, second, third)] == [0, 1, 2]
    assert second.data["at"].startswith("2026-03-18T12:00")


async def test_the_figures_come_along_where_they_are_asked_for(
    address: str, api: httpx.AsyncClient, container: Container
) -> None:
    async with listening(f"{address}/cafe?timeframe=2026-03") as stream:
        first = await stream.next("dashboard")
        await record(api, container, a_payment("1", "10.00"))
        second = await stream.next("dashboard")

    shown = await api.get("/api/analytics/dashboard/cafe", params={"timeframe": "2026-03"})
    assert [each.data["metrics"]["payments"] for each in (first, second)] == [0, 1]
    assert [each.id for each in (first, second)] == ["0", "1"]
    assert second.data["revenue"] == shown.json()["revenue"]


async def test_of_a_burst_the_last_change_is_told(
    address: str, container: Container, api: httpx.AsyncClient
) -> None:
    async with listening(f"{address}/cafe") as stream:
        await stream.next("change")
        for number in range(50):
            await record(api, container, a_payment(str(number), "1.00"))
        heard = [await stream.next("change")]
        while heard[-1].data["version"] < 50:
            heard.append(await stream.next("change"))

    versions = [each.data["version"] for each in heard]
    assert versions == sorted(set(versions))
    assert len(versions) < 50


async def test_who_comes_back_is_told_what_changed_meanwhile_and_nothing_else(
    address: str, api: httpx.AsyncClient, container: Container
) -> None:
    await record(api, container, a_payment("1", "1.00"))
    for known in ("0", "7", "nonsense"):
        async with listening(f"{address}/cafe", Last_Event_ID=known) as stream:
            assert (await stream.next("change")).data["version"] == 1
    async with listening(f"{address}/cafe", Last_Event_ID="1") as stream:
        await record(api, container, a_payment("2", "1.00"))
        assert (await stream.next("change")).data["version"] == 2


async def test_what_is_wrong_is_told_before_the_stream_begins(address: str) -> None:
    async with httpx.AsyncClient() as client:
        unknown = await client.get(f"{address}/cafe?timeframe=soon")
        other = await client.get(f"{address}/cafe", headers={"X-Tenant-ID": "bakery"})
        impossible = await client.get(f"{address}/no%20tenant")

    problem_of(unknown, 400, "INVALID_REQUEST", "timeframe")
    problem_of(other, 403, "FORBIDDEN", "tenant_id")
    problem_of(impossible, 400, "INVALID_REQUEST", "tenant_id")


async def test_a_listener_does_not_hear_of_another_tenant(
    address: str, api: httpx.AsyncClient, container: Container
) -> None:
    async with listening(f"{address}/bakery", X_Tenant_ID="bakery") as stream:
        await stream.next("change")
        await record(api, container, a_payment("1", "1.00"))
        await api.put("/api/analytics/tenants/bakery/settings", json={})
        heard = await stream.next("change")
    assert (heard.data["tenant_id"], heard.data["version"]) == ("bakery", 1)


async def test_a_listener_hears_of_what_is_odd_with_its_own_tenant(address: str, container: Container) -> None:
    mine, others = an_anomaly(), an_anomaly(tenant=TenantId("bakery"))
    async with listening(f"{address}/cafe") as stream:
        await stream.next("change")
        for each in (others, mine):
            await container.broadcast().publish([(ANOMALY_DETECTED, announcement(each))])
        heard = await stream.next("anomaly")

    assert heard.data["id"] == mine.id
    assert (heard.data["metric"], heard.data["value"], heard.data["expected"]) == ("orders", 50, 100)


async def test_a_listener_that_goes_away_leaves_nothing_behind(address: str, container: Container) -> None:
    async with listening(f"{address}/cafe") as stream:
        await stream.next("change")
        assert container.known_versions().followed == [CAFE]

    async def nobody() -> bool:
        return not container.known_versions().followed

    await eventually(nobody)


async def test_a_server_that_stops_ends_its_streams_and_does_not_wait_for_them(container: Container) -> None:
    async with AsyncExitStack() as beyond_the_server:
        async with serving(app_on(container), host="127.0.0.1", port=0) as address:
            listener = listening(f"{address}/api/analytics/live/cafe")
            stream = await beyond_the_server.enter_async_context(listener)
            await stream.next("change")
            began = time.monotonic()
        took = time.monotonic() - began
        await stream.end()
    assert took < OPEN_ANSWERS_SECONDS / 2


async def test_a_line_on_which_nothing_happens_is_kept_open(container: Container) -> None:
    known = container.known_versions()
    dashboards = DashboardAnswers(container.fresh_answers(), container.build_dashboard())
    stream = LiveStream(
        known, dashboards, container.clock(), CAFE, None, last_event_id="0", heartbeat_seconds=0.01
    )
    chunks = stream.chunks()
    heard = [await anext(chunks) for _ in range(3)]

    assert heard[0].startswith(b"retry: ")
    assert heard[1] == heard[2]
    assert heard[1].startswith(b":")
