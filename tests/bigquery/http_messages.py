"""HTTP/1.1 messages as whole blocks of bytes, which is all that a proxy for tests needs to know of them."""

import asyncio
import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Self, TypeVar

MessageT = TypeVar("MessageT", bound="Message")


@dataclass(frozen=True, slots=True)
class Message:
    """A first line, headers in the order in which they came, and a body."""

    first_line: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)

    def json(self) -> Any:
        """The body as JSON; None if it is something else, such as a part of an upload."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def with_body(self, body: bytes) -> Self:
        return self._with("content-length", str(len(body)), body)

    def closing(self) -> Self:
        """The same message on a connection that ends after the answer."""
        return self._with("connection", "close", self.body)

    def encoded(self) -> bytes:
        lines = [self.first_line, *(f"{name}: {value}" for name, value in self.headers), "", ""]
        return "\r\n".join(lines).encode("latin-1") + self.body

    def _with(self, name: str, value: str, body: bytes) -> Self:
        others = tuple(header for header in self.headers if header[0].lower() != name)
        return type(self)(self.first_line, (*others, (name, value)), body)


class Request(Message):
    """A request; `target` is its path with the query."""

    @property
    def method(self) -> str:
        return self.first_line.split(" ")[0]

    @property
    def target(self) -> str:
        return self.first_line.split(" ")[1]


class Response(Message):
    """An answer."""

    @property
    def status(self) -> int:
        return int(self.first_line.split(" ")[1])

    @classmethod
    def of_json(cls, status: int, content: object) -> Self:
        body = json.dumps(content).encode()
        headers = (("content-type", "application/json"), ("content-length", str(len(body))))
        return cls(f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", headers, body)


async def read_message(reader: asyncio.StreamReader, kind: type[MessageT]) -> MessageT:
    """The next message. Raises IncompleteReadError when the connection ends before or within it."""
    head = await reader.readuntil(b"\r\n\r\n")
    first_line, *lines = head.decode("latin-1").rstrip().split("\r\n")
    headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
    without_body = kind(first_line, headers, b"")
    length = int(without_body.header("content-length") or 0)
    return kind(first_line, headers, await reader.readexactly(length))
