"""The page in a browser: a served restaurant, and pages that are looked at."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest
from playwright.async_api import Browser

from olympus.composition import Container, running
from olympus.entrypoints.http.app import app_on
from olympus.entrypoints.http.serving import serving
from olympus.entrypoints.worker import work
from olympus.ports.event_stream import Intake, Message
from olympus.settings import Settings
from tests.entrypoints.http.dashboard_page.chromium import headless, installed_chromium
from tests.entrypoints.http.dashboard_page.looking import Looking
from tests.entrypoints.http.dashboard_page.restaurant import NOW, SETTINGS, TENANT, events


class Restaurant:
    """A running service with a worker; its API can be taken away and given back at the same address."""

    def __init__(self, container: Container) -> None:
        self.container = container
        self.address = ""
        self._closing = asyncio.Event()
        self._api: asyncio.Task[None] | None = None

    async def open(self) -> None:
        port = int(self.address.rpartition(":")[2]) if self.address else 0
        opened = asyncio.Event()
        self._closing.clear()
        self._api = asyncio.create_task(self._serve(port, opened))
        await opened.wait()

    async def close(self) -> None:
        assert self._api
        self._closing.set()
        await self._api

    async def _serve(self, port: int, opened: asyncio.Event) -> None:
        async with serving(app_on(self.container), host="127.0.0.1", port=port) as self.address:
            opened.set()
            await self._closing.wait()

    async def publish(self, *published: dict[str, Any]) -> None:
        """Announce events as a producer does."""
        await self.container.broadcast().publish(
            [(str(event["name"]), msgspec.json.encode(event)) for event in published]
        )


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    chromium = installed_chromium()
    if chromium is None:
        pytest.skip("the page is not looked at: no Chromium is installed")
    async with headless(chromium) as browser:
        yield browser


@pytest.fixture(scope="package")
async def restaurant() -> AsyncIterator[Restaurant]:
    stopping, listening = asyncio.Event(), asyncio.Event()
    async with running(Settings(now=NOW)) as container:
        await container.tenants().save(TENANT, SETTINGS)
        bodies = [msgspec.json.encode(event) for event in events()]
        await container.stream().append([Message(body, Intake.STREAM, "test", NOW) for body in bodies])
        await container.ingest().work_until_idle()
        worker = asyncio.create_task(work(container, stopping, heard=listening.set))
        await listening.wait()
        restaurant = Restaurant(container)
        await restaurant.open()
        try:
            yield restaurant
        finally:
            await restaurant.close()
            stopping.set()
            await worker


@pytest.fixture
async def looking(browser: Browser, restaurant: Restaurant) -> AsyncIterator[Looking]:
    """A page of a fresh profile; whatever its console calls an error fails the test."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = await context.new_page()
    looking = Looking(page, restaurant.address)
    yield looking
    await context.close()
    assert looking.troubles == []
