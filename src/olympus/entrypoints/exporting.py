"""Figures go to a collector as long as a process does its work, where one is configured."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from olympus.composition import Container

_LAST_WORDS_SECONDS = 3
"""A process that stops does not wait longer than this for a collector."""


@asynccontextmanager
async def exporting(container: Container) -> AsyncIterator[None]:
    """Exports until the way out, and then a last time. Raises InvalidSettings where that cannot be."""
    if not container.settings().otlp_endpoint:
        yield
        return
    stopping = asyncio.Event()
    exporting_it = asyncio.create_task(container.export_telemetry().run(stopping))
    try:
        yield
    finally:
        stopping.set()
        await asyncio.wait({exporting_it}, timeout=_LAST_WORDS_SECONDS)
        exporting_it.cancel()
