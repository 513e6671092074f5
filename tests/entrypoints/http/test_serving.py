"""Serving on a real port, beside other work, with an orderly end."""

import asyncio
import socket

import httpx
import pytest

from olympus.composition import Container
from olympus.entrypoints.http.app import app_on
from olympus.entrypoints.http.serving import serve_until, serving
from olympus.ports.component import Component, State
from olympus.settings import Settings
from olympus.use_cases.check_health import CheckHealth


async def test_an_app_answers_on_a_free_port_and_is_gone_afterwards(container: Container) -> None:
    async with serving(app_on(container), host="127.0.0.1", port=0) as address, httpx.AsyncClient() as client:
        response = await client.get(f"{address}/api/health/live")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "server" not in response.headers
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(f"{address}/api/health/live")


async def test_a_port_that_is_taken_is_said_at_once(container: Container) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="ddress already in use"):
            async with serving(app_on(container), host="127.0.0.1", port=port):
                pass


async def test_what_is_being_answered_when_the_server_stops_is_finished(container: Container) -> None:
    asked, go_on, answered = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slowly() -> State:
        asked.set()
        await go_on.wait()
        answered.set()
        return State()

    container.check_health.override(CheckHealth([Component("database", slowly)], patience_seconds=5))
    async with httpx.AsyncClient() as client:
        async with serving(app_on(container), host="127.0.0.1", port=0) as address:
            answer = asyncio.create_task(client.get(f"{address}/api/health/ready"))
            await asked.wait()
            asyncio.get_running_loop().call_later(0.3, go_on.set)
        assert answered.is_set()
        assert (await answer).status_code == 200


async def test_it_serves_until_it_is_told_to_stop() -> None:
    stopping = asyncio.Event()
    addresses: list[str] = []

    def ready(address: str) -> None:
        addresses.append(address)
        stopping.set()

    await serve_until(stopping, Settings(port=0), ready=ready)

    assert addresses[0].startswith("http://127.0.0.1:")
