"""A real Chromium without a window, the one that is installed, in a new and empty profile."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def installed_chromium() -> Path | None:
    """The program, if there is one."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return Path(found) if found else None


@asynccontextmanager
async def headless(chromium: Path) -> AsyncIterator[Browser]:
    """A browser as long as the context lasts."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, headless=True, args=[*_QUIET], handle_sigint=False, handle_sigterm=False
        )
        try:
            yield browser
        finally:
            await browser.close()
