"""The event worker: hears announcements, works the stream off, and stops without losing its place."""

import asyncio
import gc
import logging
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from olympus.composition import Container, running
from olympus.entrypoints.event_loop import stop_on_signals
from olympus.entrypoints.exporting import exporting
from olympus.entrypoints.watching import watched
from olympus.settings import Settings

logger = logging.getLogger(__name__)

LANES = 2
"""Batches under way at once: one is decoded while the database works on the other."""


async def run_until_signalled(settings: Settings, *, heard: Callable[[], None] | None = None) -> None:
    """Work until Ctrl-C or SIGTERM."""
    stopping = asyncio.Event()
    stop_on_signals(stopping)
    await run_worker(settings, stopping, heard=heard)


async def run_worker(
    settings: Settings, stopping: asyncio.Event, *, heard: Callable[[], None] | None = None
) -> None:
    """Work until `stopping` is set; batches at hand are finished first, and outages waited out."""
    _tune_the_interpreter()
    async with running(settings) as container, exporting(container), watched(container):
        await work(container, stopping, heard=heard)


async def work(container: Container, stopping: asyncio.Event, *, heard: Callable[[], None] | None = None) -> None:
    """The worker's tasks on a running container; `heard` is called once announcements are listened to."""
    relay = container.relay_announcements()
    lanes = [container.ingest(worker=f"{container.worker_name()}-{lane}") for lane in range(1, LANES + 1)]
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(relay.run(stopping, ready=heard))
        tasks.create_task(container.tend_stream().run(stopping))
        tasks.create_task(container.gather_producer_streams().run(stopping))
        tasks.create_task(container.retain_events().run(stopping))
        tasks.create_task(container.deliver_webhooks().run(stopping))
        tasks.create_task(container.detect_anomalies().run(stopping))
        tasks.create_task(container.tell_anomalies().run(stopping))
        if (export_events := container.export_events()) is not None:
            tasks.create_task(export_events.run(stopping))
        for lane in lanes:
            tasks.create_task(lane.run(stopping))
    logger.info("stopped; everything taken is committed")


def _tune_the_interpreter() -> None:
    """Batches make and drop many objects, in no circles, and are decoded beside the talk to the database."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 10, 5)
    # two threads that compute would only take the interpreter from each other
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max_workers=1))
    sys.setswitchinterval(0.0005)  # or each answer of the database waits 5 ms for a thread that decodes
