"""The event worker: hears announcements, works the stream off, and stops without losing its place."""

import asyncio
import logging
import signal
from collections.abc import Callable

from olympus.composition import Container, running
from olympus.settings import Settings

logger = logging.getLogger(__name__)

LANES = 2
"""Batches under way at once: one is decoded while the database works on the other."""


async def run_worker(
    settings: Settings, stopping: asyncio.Event, *, heard: Callable[[], None] | None = None
) -> None:
    """Work until `stopping` is set; batches at hand are finished first, and outages waited out."""
    async with running(settings) as container:
        await work(container, stopping, heard=heard)


async def work(container: Container, stopping: asyncio.Event, *, heard: Callable[[], None] | None = None) -> None:
    """The worker's tasks on a running container; `heard` is called once announcements are listened to."""
    relay = container.relay_announcements()
    lanes = [container.ingest(worker=f"{container.worker_name()}-{lane}") for lane in range(1, LANES + 1)]
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(relay.run(stopping, ready=heard))
        for lane in lanes:
            tasks.create_task(lane.run(stopping))
    logger.info("stopped; everything taken is committed")


def stop_on_signals(stopping: asyncio.Event) -> None:
    """Let Ctrl-C and SIGTERM end the work in an orderly way."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
