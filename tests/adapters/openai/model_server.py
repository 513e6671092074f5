"""A server that speaks the protocol of OpenAI as well, or as badly, as a test wants."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class ModelServer:
    """Gives the replies in turn, the last of them for ever; remembers what it was asked."""

    replies: list[bytes | None]
    """None hangs until the caller gives up."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    address: str = ""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                headers = dict(
                    line.lower().split(": ", 1) for line in head.decode().split("\r\n")[1:] if ": " in line
                )
                self.asked.append(json.loads(await reader.readexactly(int(headers["content-length"]))))
                self.keys.append(headers.get("authorization", ""))
                reply = self.replies[0] if len(self.replies) == 1 else self.replies.pop(0)
                if reply is None:
                    await reader.read()
                    return
                writer.write(reply)
                await writer.drain()
                if _breaks_off(reply):
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()


@asynccontextmanager
async def model_server(*replies: bytes | None) -> AsyncIterator[ModelServer]:
    """A server on a free port of this machine."""
    model = ModelServer(list(replies))
    server = await asyncio.start_server(model.answer, "127.0.0.1", 0)
    model.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    try:
        yield model
    finally:
        server.close()


def _breaks_off(written: bytes) -> bool:
    """Whether less is written than is announced, or nothing is."""
    head, _, body = written.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head.lower())
    return length is None or int(length[1]) > len(body)


def saying(content: object, *, refusal: str | None = None) -> bytes:
    """A completion whose message has this content, as JSON unless it is a text."""
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": None if refusal else text, "refusal": refusal}
    return reply(
        200,
        {
            "id": "c-1",
            "object": "chat.completion",
            "created": 0,
            "model": "m",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        },
    )


def reply(status: int, body: object, **headers: str) -> bytes:
    """A reply as it is written."""
    written = json.dumps(body).encode()
    lines = [
        f"HTTP/1.1 {status} So",
        "Content-Type: application/json",
        f"Content-Length: {len(written)}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + written


def a_draft(**said: object) -> dict[str, object]:
    """A draft as the schema has it."""
    empty: dict[str, object] = {"intent": "metric_summary", "metrics": ["revenue"], "group_by": [], "filters": []}
    unset = dict.fromkeys(["time_phrase", "granularity", "comparison", "order", "limit"])
    return {**empty, **unset, **said}
