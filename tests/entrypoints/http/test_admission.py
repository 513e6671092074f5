"""Whoever comes with more than fits is told to come again, before it is a burden."""

import asyncio
from collections.abc import AsyncIterator

from olympus.composition import running
from olympus.entrypoints.http.app import app_on
from olympus.settings import Settings
from tests.entrypoints.http.conftest import WEDNESDAY_NOON
from tests.entrypoints.http.sending import an_order, client_of

ONE = "/api/analytics/events"


async def test_a_sender_whose_events_would_wait_too_long_is_told_to_come_again() -> None:
    async with (
        running(Settings(now=WEDNESDAY_NOON, most_waiting=1)) as container,
        client_of(app_on(container)) as api,
    ):
        await container.stream_room().check([])  # looks at the empty stream, and goes by that for a second
        assert (await api.post(ONE, json=an_order("o-1", "10.00"))).status_code == 202
        container.stream_room.reset()
        refused = await api.post(ONE, json=an_order("o-2", "10.00"))
        await container.ingest().work_until_idle()
        container.stream_room.reset()
        accepted = await api.post(ONE, json=an_order("o-2", "10.00"))

    assert refused.json()["code"] == "RATE_LIMITED"
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "5")
    assert accepted.status_code == 202


async def test_bodies_that_do_not_fit_into_memory_together_are_refused_unread() -> None:
    """The first is held back in its sending; the second would be too much beside it."""
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        yield b"["
        arrived.set()
        await go_on.wait()
        yield b"]"

    async with (
        running(Settings(now=WEDNESDAY_NOON, request_memory=1_000)) as container,
        client_of(app_on(container)) as api,
    ):
        first = asyncio.create_task(api.post(f"{ONE}/batch", content=slowly()))
        await arrived.wait()
        refused = await api.post(ONE, json=an_order("o-1", "10.00"))
        read_meanwhile = await api.get("/api/analytics/dashboard/cafe")
        go_on.set()
        alone_it_fits = await first
        accepted = await api.post(ONE, json=an_order("o-1", "10.00"))
        figures = await api.get("/metrics")

    assert refused.json()["code"] == "SERVICE_UNAVAILABLE"
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert read_meanwhile.status_code == 200
    assert (alone_it_fits.status_code, accepted.status_code) == (202, 202)
    assert "olympus_intake_refused_total 1.0" in figures.text
