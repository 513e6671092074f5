"""A TCP proxy that misbehaves on demand: cuts connections within an answer, is slow, or falls silent."""

import asyncio
import contextlib
import random
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_CHUNK = 64 * 1024
_HOST = "127.0.0.1"


class Proxy:
    """Stands in front of one server, whose ends and returns it passes on; usable for as long as it is entered."""

    def __init__(self, upstream_port: int) -> None:
        self._upstream_port = upstream_port
        self._links: set[_Link] = set()
        self._carrying: set[asyncio.Task[None]] = set()
        self._delay_seconds = 0.0
        self.port = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, _HOST, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._carrying:
            task.cancel()
        await asyncio.gather(*self._carrying, return_exceptions=True)

    def in_front(self, url: str) -> str:
        """The server's URL, by way of this proxy."""
        parts = urlsplit(url)
        return parts._replace(netloc=f"{parts.netloc.rpartition(':')[0]}:{self.port}").geturl()

    def cut_one(self, chance: random.Random) -> None:
        """Cut some connection in the middle of its next answer."""
        if link := self._some_link(chance):
            link.cut_within_answer = True

    def silence_one(self, chance: random.Random) -> None:
        """Let some connection hang half open: nothing passes any more, and neither end hears of the other."""
        if link := self._some_link(chance):
            link.is_silent = True

    async def be_slow(self, delay_seconds: float, lasting_seconds: float) -> None:
        """Delay whatever passes, for a while."""
        self._delay_seconds = delay_seconds
        try:
            await asyncio.sleep(lasting_seconds)
        finally:
            self._delay_seconds = 0.0

    async def pass_slowly(self) -> None:
        if self._delay_seconds:
            await asyncio.sleep(self._delay_seconds)

    def _some_link(self, chance: random.Random) -> "_Link | None":
        healthy = [link for link in self._links if not (link.is_silent or link.cut_within_answer)]
        return chance.choice(healthy) if healthy else None

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._carrying.add(task)
        try:
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await self._carry(reader, writer)
        finally:
            self._carrying.discard(task)
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, upstream = await asyncio.open_connection(_HOST, self._upstream_port)
        link = _Link(self, (reader, writer), (answers, upstream))
        self._links.add(link)
        try:
            await link.carry()
        finally:
            self._links.discard(link)
            upstream.transport.abort()


_Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class _Link:
    """One connection: a line to the client and a line to the server."""

    def __init__(self, proxy: Proxy, client: _Line, server: _Line) -> None:
        self._proxy = proxy
        self._client = client
        self._server = server
        self.cut_within_answer = False
        self.is_silent = False

    async def carry(self) -> None:
        """Return once both lines are closed."""
        await asyncio.gather(self._pass(self._client, self._server), self._pass(self._server, self._client))

    async def _pass(self, source: _Line, target: _Line) -> None:
        """Pass on what `source` says until it ends; then end `target` as well, unless nobody is to know."""
        with contextlib.suppress(OSError):
            while chunk := await source[0].read(_CHUNK):
                await self._proxy.pass_slowly()
                if self.is_silent:
                    continue
                if self.cut_within_answer and source is self._server:
                    self._cut(chunk)
                    return
                target[1].write(chunk)
                await target[1].drain()
        source[1].close()
        if not self.is_silent:
            target[1].close()

    def _cut(self, answer: bytes) -> None:
        """Half of the answer gets through."""
        self._client[1].write(answer[: len(answer) // 2])
        self._client[1].close()
        self._server[1].transport.abort()
