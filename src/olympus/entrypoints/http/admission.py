"""How much of requests is held in memory at once: whoever comes beyond it is told before a byte is read."""

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from olympus.domain.errors import OlympusError

_HELD_TIMES = 4
"""A body is held as bytes, as messages, as events and on its way to the stream."""


class TooBusy(OlympusError):
    """The process has as much in its hands as it can hold."""

    code = "SERVICE_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__("Too much is being received at this moment; send it again shortly.")


class Admission(ASGIMiddleware):
    """Lets requests in as long as their bodies fit into `most_bytes` together; one alone always may."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, most_bytes: int, *, largest_body: int) -> None:
        self._most_bytes = most_bytes
        self._largest_body = largest_body
        self._held_bytes = 0

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Raises TooBusy."""
        size = _HELD_TIMES * min(self._announced(scope), self._largest_body)
        if size and self._held_bytes and self._held_bytes + size > self._most_bytes:
            scope["litestar_app"].state.container.intake_meter().refused(1)
            raise TooBusy
        self._held_bytes += size
        try:
            await next_app(scope, receive, send)
        finally:
            self._held_bytes -= size

    def _announced(self, scope: Scope) -> int:
        """The size of the body as its sender says it; what does not say may be as large as is taken."""
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"")
        if length.isdigit():
            return int(length)
        return self._largest_body if b"transfer-encoding" in headers else 0
