"""Serving the API on a port: as all that a process does, or beside other work."""

import asyncio
import gc
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from litestar import Litestar

from olympus.entrypoints.event_loop import run, stop_on_signals
from olympus.entrypoints.http.app import create_app
from olympus.entrypoints.http.live import end_streams
from olympus.settings import Settings

OPEN_ANSWERS_SECONDS = 10
"""How long requests that are being answered may still take when the server stops."""

_LONGEST_TURN_OF_A_THREAD_SECONDS = 0.0005


def serve(settings: Settings, *, ready: Callable[[str], None] = lambda address: None) -> None:
    """Serve the API until Ctrl-C or SIGTERM; what is being answered then is finished first.

    `ready` is told the address once requests are answered. Raises OSError when the port is taken.
    """
    run(_serve_until_signalled(settings, ready))


async def serve_until(
    stopping: asyncio.Event, settings: Settings, *, ready: Callable[[str], None] = lambda address: None
) -> None:
    """The same beside other work in a loop, until `stopping` is set."""
    async with serving(create_app(settings), host=settings.host, port=settings.port) as address:
        _keep_pauses_short()
        ready(address)
        await stopping.wait()


@asynccontextmanager
async def serving(app: Litestar, *, host: str, port: int) -> AsyncIterator[str]:
    """An app that answers on a port as long as the context lasts; gives its address.

    Port 0 takes a free one. Raises OSError when the port is taken. Signals are left to whoever calls.
    """
    with _listening(host, port) as listener:
        async with app.lifespan():
            server = _Server(app, at_stop=lambda: end_streams(app))
            serving_it = asyncio.create_task(server.serve([listener]))
            try:
                await server.is_up(serving_it)
                yield _address(listener)
            finally:
                server.should_exit = True
                await serving_it


def _keep_pauses_short() -> None:
    """What is done at length in a thread, such as a forecast, lets those who are being answered in between soon.

    And what there is for good is not looked through again at each collection of garbage, while all wait.
    """
    sys.setswitchinterval(_LONGEST_TURN_OF_A_THREAD_SECONDS)
    gc.collect()
    gc.freeze()


class _Server(uvicorn.Server):
    """Uvicorn without the signal handlers and the process exits, which belong to the command that runs it."""

    def __init__(self, app: Litestar, *, at_stop: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http="httptools",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=OPEN_ANSWERS_SECONDS,
            )
        )
        self._up = asyncio.Event()
        self._at_stop = at_stop

    async def is_up(self, serving_it: "asyncio.Task[None]") -> None:
        """Wait until requests are answered, or until serving has failed."""
        up = asyncio.create_task(self._up.wait())
        await asyncio.wait({up, serving_it}, return_when=asyncio.FIRST_COMPLETED)
        up.cancel()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._up.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # an answer without an end would be waited for; from here on no further one begins
        self._at_stop()
        await super().shutdown(sockets)


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=2048) as listener:
        yield listener


def _address(listener: socket.socket) -> str:
    host, port, *_ = listener.getsockname()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def _serve_until_signalled(settings: Settings, ready: Callable[[str], None]) -> None:
    stopping = asyncio.Event()
    stop_on_signals(stopping)
    await serve_until(stopping, settings, ready=ready)
