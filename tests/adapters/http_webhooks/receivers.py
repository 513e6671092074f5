"""An address on this machine that takes messages, or does whatever else it is told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Receiver:
    """Answers with `statuses` one after the other, the last for ever; 0 hangs. Keeps what it was sent."""

    statuses: list[int] = field(default_factory=lambda: [204])
    received: list[tuple[dict[str, str], str]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?a=b"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
        body = (await reader.readexactly(int(headers["content-length"]))).decode()
        self.received.append((headers | {"": head.split("\r\n")[0]}, body))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        if status:
            more = "Location: http://127.0.0.1:1/\r\n" if status == 302 else ""
            more += "Set-Cookie: of=another; Path=/\r\n"
            writer.write(f"HTTP/1.1 {status} -\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
        else:
            await reader.read()
        writer.close()


@asynccontextmanager
async def receiving(*statuses: int) -> AsyncIterator[Receiver]:
    """A receiver on a free port."""
    receiver = Receiver(list(statuses) or [204])
    server = await asyncio.start_server(receiver.answer, "127.0.0.1", 0)
    async with server:
        receiver.port = server.sockets[0].getsockname()[1]
        yield receiver
