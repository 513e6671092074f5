"""`olympus up`: servers, migrations, worker and API in one go, and a restaurant to look at."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import Progress

from olympus.composition import Container, data_folder, running, with_servers_started
from olympus.entrypoints.demo import DEMO_TENANT, load_demo
from olympus.entrypoints.event_loop import run, stop_on_signals
from olympus.entrypoints.exporting import exporting
from olympus.entrypoints.http.app import app_on
from olympus.entrypoints.http.serving import serving
from olympus.entrypoints.worker import work
from olympus.settings import Settings

_FULL_SPEED_WOULD_STALL_ANSWERS = 1_000
"""The worker shares its process with the API here, so its batches are small."""

_LOOK_AGAIN_SECONDS = 0.2


def up(settings: Settings, *, demo: bool = True, in_memory: bool = False) -> None:
    """Run everything until Ctrl-C or SIGTERM, then stop in order.

    Raises EmbeddedServersError where the servers cannot be started, OSError where the port is taken.
    """
    console = Console(highlight=False)
    settings = msgspec.structs.replace(
        settings, batch_size=min(settings.batch_size, _FULL_SPEED_WOULD_STALL_ANSWERS)
    )
    if in_memory:
        console.print("[yellow]In memory: nothing is kept when this ends.[/]")
        nowhere = msgspec.structs.replace(settings, database_url=None, redis_url=None)
        run(_up(nowhere, demo=demo, console=console))
        return
    folder = None if settings.database_url and settings.redis_url else data_folder(settings)
    console.print("Starting PostgreSQL and Valkey …" if folder else "Using the servers that are configured.")
    with with_servers_started(settings) as reached:
        run(_up(reached, demo=demo, console=console, folder=folder))
    console.print("Stopped.")


async def _up(settings: Settings, *, demo: bool, console: Console, folder: Path | None = None) -> None:
    stopping, listening = asyncio.Event(), asyncio.Event()
    stop_on_signals(stopping)
    async with running(settings) as container, exporting(container), AsyncExitStack() as stack:
        if settings.database_url:
            await container.migrate()
        worker = asyncio.create_task(work(container, stopping, heard=listening.set))
        stack.push_async_callback(_finish, stopping, worker)
        address = await stack.enter_async_context(
            serving(app_on(container), host=settings.host, port=settings.port)
        )
        opening = asyncio.create_task(_open(container, listening, console, demo=demo))
        told_to_stop = asyncio.create_task(stopping.wait())
        await asyncio.wait({opening, worker, told_to_stop}, return_when=asyncio.FIRST_COMPLETED)
        if opening.done() and not stopping.is_set():
            opening.result()
            _say_where_to_look(console, address, demo=demo, folder=folder)
            await asyncio.wait({worker, told_to_stop}, return_when=asyncio.FIRST_COMPLETED)
        for task in (opening, told_to_stop):
            task.cancel()
        console.print("Stopping …")


async def _finish(stopping: asyncio.Event, worker: "asyncio.Task[None]") -> None:
    """Let the worker finish its batches; a fault of its own comes out here."""
    stopping.set()
    await worker


async def _open(container: Container, listening: asyncio.Event, console: Console, *, demo: bool) -> None:
    """Wait until announcements are heard, and the demo is there if it is wanted."""
    await listening.wait()
    if demo and await container.event_store().is_empty():
        await _load_demo(container, console)


async def _load_demo(container: Container, console: Console) -> None:
    """Load the demo and wait until its figures are there, so that the first look is not at half a year."""
    with Progress(console=console, transient=True) as progress:
        sending = progress.add_task("Sending the demo restaurant's year", total=None)
        loaded = await load_demo(container, lambda more: progress.advance(sending, more))
        recording = progress.add_task("Recording it", total=loaded)
        while waiting := (await container.stream().backlog()).entries:
            progress.update(recording, completed=loaded - waiting)
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
    console.print(f"The demo restaurant is open: {loaded:,} events of the year that ends this week.")


def _say_where_to_look(console: Console, address: str, *, demo: bool, folder: Path | None) -> None:
    tenant = DEMO_TENANT if demo else "TENANT"
    console.print(
        f"""
[bold]Olympus Analytics is up[/] at [link={address}]{address}[/link]

  the dashboard            {address}/?tenant={tenant}
  the API reference        {address}/docs
  health                   {address}/api/health
  in another terminal      olympus dashboard {tenant} --timeframe last_30_days --live
""",
        soft_wrap=True,
    )
    if folder:
        console.print(f"  data are kept in         {folder}\n")
    console.print("Ctrl-C stops it.")
