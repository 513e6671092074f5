"""The commands that run Olympus: up, serve, worker, migrate, demo."""

import logging
import os
import sys
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console

from olympus.entrypoints.cli.reach import reached, settings_for_servers
from olympus.settings import Settings

_console = Console(highlight=False, soft_wrap=True)


def up(
    *,
    demo: Annotated[bool, Parameter(help="Open the demo restaurant if the store is empty.")] = True,
    in_memory: Annotated[bool, Parameter(help="Use no servers, and keep nothing.", negative="")] = False,
) -> int | None:
    """Run everything: PostgreSQL, Valkey, migrations, worker and API.

    Without DATABASE_URL and REDIS_URL it starts servers of its own, with their data in OLYMPUS_DATA_DIR (default:
    the user's data folder), and stops them when it stops.
    """
    from olympus.composition import ServersCannotStart
    from olympus.entrypoints.up import up as run

    settings = Settings.from_environment(os.environ)
    _log(settings)
    try:
        run(settings, demo=demo, in_memory=in_memory)
    except ServersCannotStart as error:
        _refuse(str(error))
        if not in_memory:
            _console.print("`olympus up --in-memory` runs without servers and keeps nothing.")
        return 1
    except OSError as error:
        return _refuse(f"The API cannot listen on {settings.host}:{settings.port}: {error.strerror}.")
    return None


def serve() -> int | None:
    """Serve the HTTP API, on PORT (default 8001)."""
    from olympus.entrypoints.http.serving import serve as run

    settings = settings_for_servers()
    _log(settings)
    try:
        run(
            settings,
            ready=lambda address: _console.print(f"Serving at {address}, the reference at {address}/docs"),
        )
    except OSError as error:
        return _refuse(f"The API cannot listen on {settings.host}:{settings.port}: {error.strerror}.")
    return None


def worker(
    *,
    status: Annotated[
        bool, Parameter(help="Work on nothing: show what waits, who works and what was set aside.", negative="")
    ] = False,
    json: Annotated[bool, Parameter(help="With --status: print it as JSON.", negative="")] = False,
) -> int | None:
    """Work off the stream: hear announcements, record events, until Ctrl-C or SIGTERM.

    Any number of workers share a stream. Nothing is acknowledged before it is committed. With
    OLYMPUS_METRICS_PORT the worker shows its figures at /metrics on that port.

    `--status` ends with 0 when the workers keep up, with 1 when the oldest entry waits for more than a minute,
    and with 3 when a server cannot be reached.
    """
    if status:
        from olympus.entrypoints.cli.worker_status import show_status
        from olympus.entrypoints.event_loop import run

        return run(show_status(as_json=json))
    if json:
        _console.print("--json is for --status.")
        return 2
    from olympus.entrypoints.event_loop import run
    from olympus.entrypoints.worker import run_until_signalled

    settings = settings_for_servers()
    _log(settings)
    try:
        run(run_until_signalled(settings, heard=lambda: _console.print("Listening.")))
    except OSError as error:
        if settings.metrics_port is None:
            raise
        return _refuse(
            f"The figures cannot be shown on {settings.host}:{settings.metrics_port}: {error.strerror}."
        )
    return None


async def migrate() -> None:
    """Bring the database's schema up to date. Repeating it is harmless."""
    async with reached() as container:
        before, after = await container.migrate()
    _console.print(
        f"The schema is up to date ({after})."
        if before == after
        else f"Migrated from {before or 'nothing'} to {after}."
    )


async def demo() -> None:
    """Put the demo restaurant's year on the stream; a worker records it."""
    from olympus.entrypoints.demo import DEMO_TENANT, load_demo

    async with reached() as container:
        loaded = await load_demo(container)
    _console.print(f"{loaded:,} events are on the stream. Then: olympus dashboard {DEMO_TENANT}")


def _refuse(problem: str) -> int:
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print("[bold red]✗[/] ", end="")
    console.print(problem, markup=False)
    return 1


def _log(settings: Settings) -> None:
    logging.basicConfig(
        level=settings.log_level.upper(),
        stream=sys.stderr,
        format="%(asctime)s %(levelname)-7s %(name)s: %(message)s",
    )
    for chatty in ("alembic", "asyncio", "httpx"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.getLogger("opentelemetry").setLevel(logging.ERROR)  # each try of a sending would be a warning
