"""Looking at the page as a person does: by what is written on it."""

import asyncio
import re
from typing import Any
from urllib.parse import urlencode

from playwright.async_api import ConsoleMessage, Locator, Page, Route, expect

from tests.entrypoints.http.dashboard_page.restaurant import TENANT

_NOT_THERE_YET = re.compile(r"/api/analytics/(forecast|recommendations|anomalies)/")
_NETWORK = "Failed to load resource"


class Looking:
    """A page of the dashboard; `troubles` is what its console calls an error, and what no script caught."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.troubles: list[str] = []
        self.server_may_be_away = False
        self.address = address
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.troubles.append(f"{error}\n{error.stack}"))

    async def open(self, **view: str) -> None:
        """Open a view and wait until every panel has an answer."""
        await self.page.goto(f"{self.address}/?{urlencode({'tenant': TENANT, **view})}")
        await self.settled()

    async def answer(self, about: str, said: Any, status: int = 200) -> None:
        """Let an address of the API say this, as it will once the service has such a thing."""

        async def fulfil(route: Route) -> None:
            await route.fulfill(json=said, status=status)

        await self.page.route(re.compile(rf"/api/analytics/{about}\b"), fulfil)

    async def old_dashboard_once(self, **view: str) -> asyncio.Event:
        """Let the next reading of the dashboard be given what holds now; the event says that it was."""
        old = await self.page.request.get(f"{self.address}/api/analytics/dashboard/{TENANT}", params=dict(view))
        said, given = await old.body(), asyncio.Event()

        async def fulfil(route: Route) -> None:
            if given.is_set():
                await route.continue_()
            else:
                given.set()
                await route.fulfill(body=said, content_type="application/json")

        await self.page.route(re.compile(r"/api/analytics/dashboard/"), fulfil)
        return given

    def dashboards_asked(self) -> list[str]:
        """The addresses at which the page reads a dashboard from now on."""
        asked: list[str] = []
        self.page.on(
            "request", lambda each: asked.append(each.url) if "/analytics/dashboard/" in each.url else None
        )
        return asked

    async def settled(self) -> None:
        """Wait until nothing is being loaded."""
        await expect(self.page.locator("#figures [aria-busy=true]")).to_have_count(0, timeout=15_000)
        await expect(self.page.locator("#dates")).not_to_have_text("…")

    def panel(self, title: str) -> Locator:
        return self.page.get_by_role("figure", name=title, exact=True)

    def tile(self, metric: str) -> Locator:
        return self.page.locator(f".tile[data-metric={metric}]")

    async def number(self, metric: str) -> str:
        return await self.tile(metric).locator(".number").inner_text()

    async def ask(self, question: str) -> str:
        """The sentence that answers a question."""
        field = self.page.get_by_role("combobox", name="Your question")
        await field.fill(question)
        await field.press("Enter")
        answer = self.page.locator("#ask .answer-part")
        await expect(answer).to_have_attribute("aria-busy", "false")
        return await answer.locator(".sentence").inner_text()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        lost = message.text.startswith(_NETWORK)
        missing = lost and "404" in message.text and _NOT_THERE_YET.search(message.location.get("url", ""))
        if not missing and not (lost and self.server_may_be_away):
            self.troubles.append(f"{message.text} {message.location.get('url')}")
