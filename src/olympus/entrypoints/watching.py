"""A worker lets itself be looked at: its figures, and whether it lives, on a port of their own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from olympus.composition import Container


@asynccontextmanager
async def watched(container: Container) -> AsyncIterator[str | None]:
    """Answers /metrics and /live where `OLYMPUS_METRICS_PORT` is set; gives the address.

    In the loop that does the work, so that nothing says it lives while its loop hangs. Raises OSError when the
    port is taken.
    """
    settings = container.settings()
    if settings.metrics_port is None:
        yield None
        return
    from olympus.entrypoints.http.app import watch_app_on
    from olympus.entrypoints.http.serving import serving

    async with serving(watch_app_on(container), host=settings.host, port=settings.metrics_port) as address:
        yield address
