"""The events that a server sends to a listener, as they arrive."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


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
