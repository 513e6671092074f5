"""Two hundred pages open while events come in: how long a dashboard takes, and how far the worker is behind.

Each page listens to its tenant's changes and, after one, reads the dashboard in its turn: once a second, up to
150 ms after the moment that the pages of its tenant have in common, and takes an answer that held a second ago, as
the page in the browser does; and one panel after the other, each once a minute. Pages, producer, API, worker and
servers share the machine.
"""

import asyncio
import random
import time
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack
from datetime import UTC, datetime, timedelta

import msgspec
import uvloop

from bench.api import api_process
from bench.callers import Connection, connected, get, post
from bench.figure import Figure
from bench.percentile import p50, p99
from bench.server_sent import server_sent
from bench.servers import fresh_servers
from bench.trade import messages
from bench.workers import append_all, worker_process
from olympus.composition import Container, running
from olympus.settings import Settings

_PAGES = 200
_TENANTS = 10
_RATE = 1_000
_TICK_SECONDS = 0.05
_SPREAD_SECONDS = 0.15
_PANELS_SECONDS = 60.0
_PANELS_SPREAD_SECONDS = 1.0
_TIMEFRAME = "this_month"
_TAKES_STALE = {"Cache-Control": "max-stale=1"}
_LOOK_SECONDS = 0.2


def measure(*, quick: bool) -> Iterator[Figure]:
    """Once with pages of ten tenants, each of which changes all the time."""
    with fresh_servers() as settings:
        yield from uvloop.run(_measured(settings, seconds=8 if quick else 40))


async def _measured(settings: Settings, *, seconds: float) -> list[Figure]:
    async with AsyncExitStack() as stack:
        container = await stack.enter_async_context(running(settings))
        await container.migrate()
        processes = stack.enter_context(ExitStack())
        address = processes.enter_context(api_process(settings)).address
        processes.enter_context(worker_process(settings))
        bodies = _bodies(seconds)
        await append_all(container, bodies[:2_000])
        took: list[float] = []
        pages = [asyncio.create_task(_page(address, tenant, took)) for tenant in _open_pages(bodies)]
        lags: list[float] = []
        looking = asyncio.create_task(_lag(container, lags))
        await asyncio.sleep(2)
        took.clear()
        await _produce(container, bodies[2_000:])
        for task in (*pages, looking):
            task.cancel()
        ended = await asyncio.gather(*pages, looking, return_exceptions=True)
        failed = [each for each in ended if isinstance(each, Exception)]
        assert not failed, failed[0]
    return [
        Figure(f"a dashboard with {_PAGES} pages open and {_RATE:,} events a second, p50", p50(took) * 1000, "ms"),
        Figure("the same, p99", p99(took) * 1000, "ms", at_most=50),
        Figure("dashboards read a second", len(took) / seconds),
        Figure("the worker's lag meanwhile, p99", p99(lags), "s", at_most=1),
    ]


def _bodies(seconds: float) -> list[bytes]:
    now = datetime.now(UTC)
    number = 2_000 + int(seconds * _RATE)
    start = now - timedelta(hours=1)
    return [body for _, body in messages(number, tenants=_TENANTS, start=start, span=timedelta(hours=1))]


def _open_pages(bodies: list[bytes]) -> Iterator[str]:
    """Whose page each is: the tenants in turn."""
    tenants = sorted({msgspec.json.decode(body)["tenant_id"] for body in bodies[:2_000]})
    for page in range(_PAGES):
        yield tenants[page % len(tenants)]


async def _page(address: str, tenant: str, took: list[float]) -> None:
    """Read the dashboard in each turn before which a change was told, and the panels in theirs."""
    request = get(f"/api/analytics/dashboard/{tenant}?timeframe={_TIMEFRAME}", _TAKES_STALE)
    connection, other = await connected(address), await connected(address)
    stirred = asyncio.Event()
    share = _share_of(tenant)
    async with server_sent(address, f"/api/analytics/live/{tenant}") as events:
        beside = [
            asyncio.create_task(_listen(events, stirred)),
            asyncio.create_task(_panels(other, tenant, share)),
        ]
        try:
            while True:
                await stirred.wait()
                stirred.clear()
                await asyncio.sleep(1 - (time.time() - share) % 1 + random.random() * _SPREAD_SECONDS)
                took.append(await _timed(connection, request))
        finally:
            for task in beside:
                task.cancel()
            connection.close()
            other.close()


async def _panels(connection: Connection, tenant: str, share: float) -> None:
    """Read one panel after the other, each when its turn comes in a minute."""
    panels = list(_of_panels(tenant))
    every = _PANELS_SECONDS / len(panels)
    while True:
        await asyncio.sleep(
            every - (time.time() - share * every) % every + random.random() * _PANELS_SPREAD_SECONDS
        )
        await connection.ask(panels[int(time.time() / every) % len(panels)])


def _of_panels(tenant: str) -> Iterator[bytes]:
    """What a page asks for besides the dashboard."""
    cuts = [
        ["product"],
        ["category"],
        ["location"],
        ["channel"],
        ["payment_method"],
        ["day_of_week", "hour_of_day"],
    ]
    for dimensions in cuts:
        yield _query(tenant, metrics=["revenue"], dimensions=dimensions, comparison="previous_period", limit=200)
    yield _query(tenant, metrics=["revenue", "orders"], granularity="day", comparison="previous_period")
    yield _query(tenant, metrics=["inventory_warnings", "stock_on_hand"], dimensions=["product"])
    for about in ("forecast", "anomalies"):
        yield get(f"/api/analytics/{about}/{tenant}", _TAKES_STALE)
    yield get(f"/api/analytics/recommendations/{tenant}", {"Cache-Control": "max-stale=300"})


def _query(tenant: str, **asked: object) -> bytes:
    body = {"tenant_id": tenant, "timeframe": _TIMEFRAME, **asked}
    return post("/api/analytics/query", msgspec.json.encode(body), _TAKES_STALE)


def _share_of(tenant: str) -> float:
    """How far into a second the pages of a tenant have their turn."""
    return zlib.crc32(tenant.encode()) / 2**32


async def _listen(events: AsyncIterator[tuple[str, bytes]], stirred: asyncio.Event) -> None:
    async for _ in events:
        stirred.set()


async def _timed(connection: Connection, request: bytes) -> float:
    began = time.perf_counter()
    await connection.ask(request)
    return time.perf_counter() - began


async def _lag(container: Container, lags: list[float]) -> None:
    while True:
        lags.append((await container.stream().backlog()).oldest_seconds)
        await asyncio.sleep(_LOOK_SECONDS)


async def _produce(container: Container, bodies: list[bytes]) -> None:
    each = int(_RATE * _TICK_SECONDS)
    began = time.perf_counter()
    for tick, first in enumerate(range(0, len(bodies), each)):
        await asyncio.sleep(max(0.0, began + tick * _TICK_SECONDS - time.perf_counter()))
        await append_all(container, bodies[first : first + each])
