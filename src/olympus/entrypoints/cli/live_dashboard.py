"""`olympus dashboard --live`: the figures again whenever they change."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.text import Text

if TYPE_CHECKING:
    from olympus.composition import Container
    from olympus.domain.tenant import TenantId
    from olympus.use_cases.build_dashboard import DashboardRequest
    from olympus.use_cases.known_versions import KnownVersions

_AT_MOST_EVERY_SECONDS = 0.25
_AT_LEAST_EVERY_SECONDS = 30.0
"""Time alone changes figures too: a day that is over, a last hour that moves on."""


async def show_live(
    container: "Container", tenant_id: "TenantId", request: "DashboardRequest", console: Console
) -> None:
    """Fill the terminal with the dashboard, and keep it as the data are, until it is cancelled.

    An outage is waited out, with the last figures in sight. Raises OlympusError for what cannot be asked.
    """
    from olympus.entrypoints.cli.dashboard import rendered
    from olympus.ports.errors import SourceUnavailable
    from olympus.use_cases.retrying import pause

    shown: RenderableType = Text("Reading …", style="dim")
    async with _versions_kept_known(container) as known:
        with known.following(tenant_id) as following, _screen(console) as show:
            while not following.has_ended:
                following.stirred.clear()
                try:
                    await known.current(tenant_id)
                    shown = rendered(await container.build_dashboard()(tenant_id, request))
                    show(Group(shown, _LIVE))
                except SourceUnavailable as outage:
                    show(Group(shown, Text(f"{outage} Trying again …", style="red")))
                await asyncio.sleep(_AT_MOST_EVERY_SECONDS)
                await pause(following.stirred, _AT_LEAST_EVERY_SECONDS)


_LIVE = Text("live; Ctrl-C ends it", style="dim")


@contextmanager
def _screen(console: Console) -> Iterator[Callable[[RenderableType], None]]:
    """A screen of its own where there is a terminal; elsewhere the figures come one below the other."""
    if not console.is_terminal:
        yield console.print
        return
    with Live(console=console, screen=True, auto_refresh=False, vertical_overflow="crop") as live:
        yield lambda shown: live.update(shown, refresh=True)


@asynccontextmanager
async def _versions_kept_known(container: "Container") -> AsyncIterator["KnownVersions"]:
    """What changes is heard of as long as the context lasts."""
    keeping = asyncio.create_task(container.keep_versions_known().run())
    try:
        yield container.known_versions()
    finally:
        keeping.cancel()
        await asyncio.wait({keeping})
