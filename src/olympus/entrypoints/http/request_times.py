"""The outermost layer of the API: how long each request took, whoever answered it."""

import time
from collections.abc import Callable

from litestar import Litestar
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from olympus.ports.request_meter import RequestMeter


def time_requests(app: Litestar, meter: Callable[[], RequestMeter]) -> Litestar:
    """The app, from now on telling how long its requests take.

    Litestar's middleware stands behind its router, and would not see what no route takes.
    """
    app.asgi_handler = _timed(app.asgi_handler, meter)
    return app


def _timed(answer: ASGIApp, meter: Callable[[], RequestMeter]) -> ASGIApp:
    async def timed(scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        status = 500  # unless something is answered

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await answer(scope, receive, noting)
        finally:
            seconds = time.perf_counter() - began
            # the template, which the router has put there if it found a route
            meter().answered(str(scope.get("method")), scope.get("path_template"), status, seconds)

    return timed
