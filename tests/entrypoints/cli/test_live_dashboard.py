"""`olympus dashboard --live`: what the terminal shows as events come."""

import asyncio
import io
from collections.abc import AsyncIterator

import pytest
from rich.console import Console

from olympus.composition import Container, running
from olympus.domain.calendar.timeframe_errors import UnknownTimeframe
from olympus.domain.tenant import TenantId
from olympus.entrypoints.cli.live_dashboard import show_live
from olympus.settings import Settings
from olympus.use_cases.build_dashboard import DashboardRequest
from tests.eventually import eventually
from tests.factories import CAFE, a_payment


@pytest.fixture
async def container() -> AsyncIterator[Container]:
    async with running(Settings()) as container:
        yield container


async def test_what_is_recorded_is_shown_at_once_and_an_end_is_an_end(container: Container) -> None:
    seen = io.StringIO()
    console = Console(file=seen, width=100)
    request = DashboardRequest("2026-03")
    showing = asyncio.create_task(show_live(container, CAFE, request, console))

    async def shown(words: str) -> bool:
        return words in seen.getvalue()

    await eventually(lambda: shown("No events in this timeframe."))
    recorded = await container.event_store().record([a_payment("o-1")])
    container.announce_versions().soon(recorded.moved)
    await eventually(lambda: shown("last event"))
    container.known_versions().end_followings()

    await showing
    assert "live; Ctrl-C ends it" in seen.getvalue()


async def test_what_cannot_be_asked_ends_it(container: Container) -> None:
    console = Console(file=io.StringIO(), width=100)

    with pytest.raises(UnknownTimeframe):
        await show_live(container, TenantId("cafe"), DashboardRequest("last_fortnight"), console)
