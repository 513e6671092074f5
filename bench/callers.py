"""Callers over HTTP who weigh little: a connection each that stays open, and no client library in between.

As a program (`python -m bench.callers`) several of them ask for the same again and again for a while, in a process
that is not the measuring one, and it says how long every answer took.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

import httptools
import msgspec
import uvloop

_OK = 200


class Connection(asyncio.Protocol):
    """A connection to a server on which one request after the other is answered.

    One that the server has closed, as it does after some idle seconds, is opened again.
    """

    def __init__(self, host: str, port: int) -> None:
        self._where = (host, port)
        self._parser = httptools.HttpResponseParser(self)
        self._body: list[bytes] = []
        self._answered: asyncio.Future[bytes] | None = None
        self._transport: asyncio.Transport | None = None

    async def open(self) -> None:
        """Connect."""
        self._parser = httptools.HttpResponseParser(self)
        await asyncio.get_running_loop().create_connection(lambda: self, *self._where)

    async def ask(self, request: bytes) -> bytes:
        """The body of the answer, which is an OK."""
        assert self._transport is not None
        if self._transport.is_closing():
            await self.open()
        self._body.clear()
        self._answered = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answered

    def close(self) -> None:
        assert self._transport is not None
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # those of uvloop are none by birth

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answered and not self._answered.done():
            self._answered.set_exception(exc or ConnectionResetError("the server closed the connection"))

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        assert self._answered is not None
        if self._answered.done():  # who asked is gone
            return
        status, body = self._parser.get_status_code(), b"".join(self._body)
        if status == _OK:
            self._answered.set_result(body)
        else:
            self._answered.set_exception(AssertionError(f"{status}: {body[:500].decode()}"))


async def connected(address: str) -> Connection:
    """A new connection to a server."""
    where = urlsplit(address)
    assert where.hostname is not None
    assert where.port is not None
    connection = Connection(where.hostname, where.port)
    await connection.open()
    return connection


def get(path: str, headers: Mapping[str, str] | None = None) -> bytes:
    """A GET as it is written."""
    return _written("GET", path, headers or {}, b"")


def post(path: str, body: bytes, headers: Mapping[str, str] | None = None) -> bytes:
    """A POST of JSON as it is written."""
    about = {"Content-Type": "application/json", "Content-Length": str(len(body)), **(headers or {})}
    return _written("POST", path, about, body)


def _written(method: str, path: str, headers: Mapping[str, str], body: bytes) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: bench", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass(frozen=True, slots=True)
class Heard:
    """What several callers got in so many seconds: how long each answer took."""

    seconds: float
    took: Sequence[float]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.took) / self.seconds


async def callers(address: str, path: str, *, at_once: int, seconds: float) -> Heard:
    """So many callers in a process of their own, each asking again as soon as it is answered."""
    command = ["-m", "bench.callers", address, path, "--at-once", str(at_once), "--seconds", str(seconds)]
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    assert process.returncode == 0, f"the callers of {path} ended with {process.returncode}"
    return msgspec.json.decode(said, type=Heard)


def main() -> None:
    """Ask for a while, and say what was heard as JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.callers", description=__doc__)
    parser.add_argument("address")
    parser.add_argument("path")
    parser.add_argument("--at-once", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=5)
    chosen = parser.parse_args()
    heard = uvloop.run(_ask(chosen.address, chosen.path, chosen.at_once, chosen.seconds))
    sys.stdout.buffer.write(msgspec.json.encode(heard))


async def _ask(address: str, path: str, at_once: int, seconds: float) -> Heard:
    connections = [await connected(address) for _ in range(at_once)]
    request = get(path)
    began = time.perf_counter()
    took = await asyncio.gather(*(_again_and_again(each, request, began + seconds) for each in connections))
    return Heard(time.perf_counter() - began, [each for own in took for each in own])


async def _again_and_again(connection: Connection, request: bytes, until: float) -> list[float]:
    took = []
    while (began := time.perf_counter()) < until:
        await connection.ask(request)
        took.append(time.perf_counter() - began)
    return took


if __name__ == "__main__":
    main()
