"""The API in a process of its own, and requests to it over sockets."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Served:
    """A process that answers, and where."""

    address: str
    pid: int


@contextmanager
def serving_process(command: list[str], environment: Mapping[str, str]) -> Iterator[Served]:
    """A process that says its address on its first line, as long as the context lasts."""
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        words = server.stdout.readline().split()
        try:
            yield Served(next(word.rstrip(",") for word in words if word.startswith("http")), server.pid)
        finally:
            server.terminate()


@contextmanager
def api_process(environment: Mapping[str, str]) -> Iterator[Served]:
    """`olympus serve` on a free port."""
    command = [str(Path(sys.executable).with_name("olympus")), "serve"]
    with serving_process(command, {**environment, "PORT": "0", "COLUMNS": "300"}) as served:
        yield served


@contextmanager
def bare_process(file: Path) -> Iterator[Served]:
    """A bare route, `/bytes`, that answers with the bytes of a file."""
    with serving_process([sys.executable, "-m", "bench.bare_route", str(file)], os.environ) as served:
        yield served


@asynccontextmanager
async def server_sent(address: str, path: str) -> AsyncIterator[AsyncIterator[tuple[str, bytes]]]:
    """The events of a stream, name and data, as they arrive."""
    host, port = address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port), limit=1024 * 1024)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        yield _events(reader)
    finally:
        writer.close()


async def _events(reader: asyncio.StreamReader) -> AsyncIterator[tuple[str, bytes]]:
    while True:
        lines: dict[bytes, bytes] = {}
        while line := (await reader.readline()).strip(b"\n"):
            name, _, value = line.partition(b": ")  # the sizes of chunks stand between, on lines of their own
            lines[name] = value
            if line.endswith(b"\r"):
                lines.pop(name)
                if line == b"\r":
                    continue
        if b"event" in lines:
            yield lines[b"event"].decode(), lines[b"data"]
