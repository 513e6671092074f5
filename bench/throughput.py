"""Requests a second that callers get answered who ask again as soon as they have their answer."""

import asyncio
import re
import time
from typing import cast

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


async def requests_a_second(url: str, *, callers: int, seconds: float) -> tuple[int, float]:
    """With that many connections that stay open: how many answers in all, and how many a second once warm.

    Every answer must be a 200.
    """
    host, _, path = url.removeprefix("http://").partition("/")
    address, port = host.split(":")
    request = "\r\n".join([f"GET /{path} HTTP/1.1", f"Host: {host}", "", ""]).encode()
    loop = asyncio.get_running_loop()
    connections = [
        (await loop.create_connection(lambda: _Caller(request), address, int(port)))[1] for _ in range(callers)
    ]
    await asyncio.sleep(seconds / 4)
    before, began = sum(caller.answers for caller in connections), time.perf_counter()
    await asyncio.sleep(seconds)
    answers, took = sum(caller.answers for caller in connections) - before, time.perf_counter() - began
    for caller in connections:
        caller.close()
    assert all(caller.fault is None for caller in connections), [caller.fault for caller in connections]
    return sum(caller.answers for caller in connections), answers / took


class _Caller(asyncio.Protocol):
    def __init__(self, request: bytes) -> None:
        self._request = request
        self._transport: asyncio.Transport | None = None
        self._begun = b""
        self._missing = 0
        self.answers = 0
        self.fault: bytes | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's are no asyncio.Transport by birth
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if self._missing:
            self._missing -= len(data)
        else:
            data = self._begun + data
            end = data.find(b"\r\n\r\n")
            if end < 0:
                self._begun = data
                return
            self._begun = b""
            length = _LENGTH.search(data, 0, end + 2)
            if length is None or not data.startswith(b"HTTP/1.1 200 "):
                self.fault = data
                self.close()
                return
            self._missing = end + 4 + int(length[1]) - len(data)
        if not self._missing and self._transport:
            self.answers += 1
            self._transport.write(self._request)

    def close(self) -> None:
        if self._transport:
            self._transport.close()
            self._transport = None
