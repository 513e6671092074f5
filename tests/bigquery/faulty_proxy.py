"""A way to BigQuery that breaks when a test says so, and passes everything on until then.

It hands the client's `Host` on, so that the addresses in answers (where an
upload goes on) lead through it again.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from urllib.parse import urlsplit

from tests.bigquery.bytes_processed import refusal_of, with_bytes_processed
from tests.bigquery.faults import QUOTA_EXCEEDED, UNAUTHENTICATED, UNAVAILABLE, Fault, FaultPlan, LostReply
from tests.bigquery.http_messages import Request, Response, read_message
from tests.bigquery.job_names import JobNames


class FaultyProxy:
    """A proxy in a thread of its own, so that clients that block can be tested too.

    `matching` is a regular expression searched in "METHOD /path?query".
    `bytes_processed`, when set, is what dry runs report and what
    `maximumBytesBilled` is held against. `requests` lists what came, in the
    same words as `matching` reads.
    """

    def __init__(self, upstream: str) -> None:
        address = urlsplit(upstream)
        self._upstream = (address.hostname, address.port)
        self._plan = FaultPlan()
        self._jobs = JobNames()
        self.url = ""
        self.bytes_processed: int | None = None
        self.requests: list[str] = []

    def fail(self, matching: str = "", *, times: int = 1) -> None:
        """Answer 503 to the next `times` requests that match, without passing them on."""
        self._plan.add(matching, UNAVAILABLE, times)

    def lose_replies(self, matching: str = "", *, times: int = 1) -> None:
        """Pass the next `times` matching requests on, then break the connection instead of answering."""
        self._plan.add(matching, LostReply(), times)

    def exceed_quota(self, matching: str = "", *, times: int = 1) -> None:
        """Answer 403 quotaExceeded to the next `times` matching requests."""
        self._plan.add(matching, QUOTA_EXCEEDED, times)

    def reject_credentials(self, matching: str = "", *, times: int = 1) -> None:
        """Answer 401 to the next `times` matching requests."""
        self._plan.add(matching, UNAUTHENTICATED, times)

    def mend(self) -> None:
        """Forget the faults that have not come yet."""
        self._plan.clear()

    async def serve(self, ended: asyncio.Event, started: threading.Event) -> None:
        """Answer on a free port of the loopback address until `ended`."""
        server = await asyncio.start_server(self._converse, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        started.set()
        await ended.wait()
        server.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request a connection: nothing is left open that a test would have to wait for at its end."""
        with closing(writer), suppress(asyncio.IncompleteReadError, ConnectionError):
            request = await read_message(reader, Request)
            self.requests.append(f"{request.method} {request.target}")
            response = await self._answer(request, self._plan.next_for(request))
            if response is None:
                writer.transport.abort()
                return
            writer.write(response.closing().encoded())
            await writer.drain()

    async def _answer(self, request: Request, fault: Fault | None) -> Response | None:
        if isinstance(fault, LostReply):
            await self._pass_on(request)
            return None
        if fault is not None:
            return fault.response()
        if self.bytes_processed is None:
            return await self._pass_on(request)
        if refusal := refusal_of(request, self.bytes_processed):
            return refusal.response()
        return with_bytes_processed(request, await self._pass_on(request), self.bytes_processed)

    async def _pass_on(self, request: Request) -> Response:
        if refusal := self._jobs.refusal_of(request):
            return refusal.response()
        response = await self._forward(request)
        self._jobs.passed_on(request, response)
        return response

    async def _forward(self, request: Request) -> Response:
        reader, writer = await asyncio.open_connection(*self._upstream)
        with closing(writer):
            writer.write(request.closing().encoded())
            await writer.drain()
            return await read_message(reader, Response)


@contextmanager
def faulty_proxy(upstream: str) -> Iterator[FaultyProxy]:
    """A proxy before the service at the base URL `upstream`, without faults at first."""
    proxy, started = FaultyProxy(upstream), threading.Event()
    loop, ended = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=_run, args=(loop, proxy, ended, started), name="faulty proxy", daemon=True)
    thread.start()
    started.wait()
    try:
        yield proxy
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()


def _run(
    loop: asyncio.AbstractEventLoop, proxy: FaultyProxy, ended: asyncio.Event, started: threading.Event
) -> None:
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(proxy.serve(ended, started))
