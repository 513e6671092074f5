"""Server-sent events as a browser hears them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec

PATIENCE_SECONDS = 10


@dataclass
class SentEvent:
    """An event, with what its data say; one without a name only says an id."""

    name: str | None = None
    data: Any = None
    id: str | None = None


class Stream:
    """What is heard of one answer, event by event."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.comments: list[str] = []
        self._lines = response.aiter_lines()

    async def next(self, name: str) -> SentEvent:
        """The next event of this name."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                event = await self._next()
                if event.name == name:
                    return event

    async def end(self) -> None:
        """Wait until the server has ended it."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            async for _ in self._lines:
                pass

    async def _next(self) -> SentEvent:
        event = SentEvent()
        async for line in self._lines:
            field, _, value = line.partition(": ")
            match field:
                case "event":
                    event.name = value
                case "data":
                    event.data = msgspec.json.decode(value)
                case "id":
                    event.id = value
                case "retry":
                    assert int(value) > 0
                case "":
                    if line:
                        self.comments.append(value)
                    return event
        raise AssertionError("the stream has ended")


@asynccontextmanager
async def listening(address: str, **headers: str) -> AsyncIterator[Stream]:
    """A stream that is open as long as the context lasts."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    async with (
        httpx.AsyncClient(timeout=2 * PATIENCE_SECONDS) as client,
        client.stream("GET", address, headers=sent) as response,
    ):
        yield Stream(response)
