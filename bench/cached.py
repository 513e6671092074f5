"""What a ready answer costs, and how long a change takes to be seen."""

import asyncio
import json
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

import httpx

from bench import cpu_time
from bench.api import Served, api_process, process_that_serves
from bench.callers import callers
from bench.figure import Figure
from bench.server_sent import server_sent
from bench.servers import fresh_servers
from bench.trade import messages
from bench.workers import append_all, worker_process
from olympus.composition import Container, running
from olympus.settings import Settings

_CALLERS = 16
_EVENTS = 10_000
_RATE = 2_000
_TICK_SECONDS = 0.05
_LOOK_SECONDS = 0.02
_ROUND_SECONDS = 2.0
_PROBE = "probe"
_LIVE = f"/api/analytics/live/{_PROBE}"


def measure(*, quick: bool) -> Iterator[Figure]:
    """Throughput of ready answers, then the way of an event from the stream to those who look."""
    with fresh_servers() as settings:
        tenant = asyncio.run(_prepare(settings))
        yield from _throughput(settings, tenant, rounds=1 if quick else 5)
        yield from asyncio.run(_freshness(settings, seconds=5 if quick else 30))


async def _prepare(settings: Settings) -> str:
    """A tenant with a week of events."""
    async with running(settings) as container:
        await container.migrate()
        now = datetime.now(UTC)
        start = now - timedelta(days=7)
        bodies = [body for _, body in messages(_EVENTS, tenants=1, start=start, span=timedelta(days=7))]
        events = [container.decoder().decode(body, received_at=now) for body in bodies]
        await container.event_store().record(events)
        async with container.engine().connect() as connection:
            await (await connection.execution_options(isolation_level="AUTOCOMMIT")).exec_driver_sql(
                "VACUUM ANALYZE"
            )
        return str(events[0].tenant_id)


def _throughput(settings: Settings, tenant: str, *, rounds: int) -> Iterator[Figure]:
    path = f"/api/analytics/dashboard/{tenant}?timeframe=last_7_days"
    with api_process(settings) as api, tempfile.TemporaryDirectory() as folder:
        with urllib.request.urlopen(f"{api.address}{path}") as answer:
            body = answer.read()
        file = Path(folder) / "answer.json"
        file.write_bytes(body)
        command = [sys.executable, "-m", "bench.bare_route", str(file)]
        with process_that_serves(command, {}) as bare_route:
            bare, ours = zip(
                *((_asked(bare_route, "/bytes"), _asked(api, path)) for _ in range(rounds)), strict=True
            )
    yield Figure(f"a bare route with the same {len(body):,} bytes", median(one.rate for one in bare), "req/s")
    yield Figure(f"cached dashboard, {_CALLERS} callers", median(one.rate for one in ours), "req/s")
    ratio = median(our.rate / other.rate for our, other in zip(ours, bare, strict=True))
    yield Figure("cached dashboard against the bare route", ratio, "×", at_least=0.7)
    yield Figure("a bare route, processor time a request", median(one.cost for one in bare), "µs")
    yield Figure("cached dashboard, processor time a request", median(one.cost for one in ours), "µs")


@dataclass(frozen=True, slots=True)
class _Asked:
    """Requests a second, and what each of them took of the server's processor, in µs."""

    rate: float
    cost: float


def _asked(served: Served, path: str) -> _Asked:
    asyncio.run(callers(served.address, path, at_once=_CALLERS, seconds=_ROUND_SECONDS / 4))  # to warm up
    before = cpu_time.of_process(served.pid)
    heard = asyncio.run(callers(served.address, path, at_once=_CALLERS, seconds=_ROUND_SECONDS))
    return _Asked(heard.rate, (cpu_time.of_process(served.pid) - before) / len(heard.took) * 1e6)


async def _freshness(settings: Settings, *, seconds: float) -> list[Figure]:
    with ExitStack() as processes:
        address = processes.enter_context(api_process(settings)).address
        async with running(settings) as container:
            notices = await _notices(container, address, count=int(seconds * 10))
            processes.enter_context(worker_process(settings))
            pushed, pulled = await _figures(container, address, seconds)
    return [
        Figure("commit to the notice of a listener, p50", median(notices) * 1000, "ms"),
        Figure("commit to the notice of a listener, p99", _p99(notices) * 1000, "ms", at_most=250),
        Figure(f"event to the figure pushed to a listener, p50 ({_RATE:,}/s)", median(pushed) * 1000, "ms"),
        Figure("event to the figure pushed to a listener, p99", _p99(pushed) * 1000, "ms", at_most=500),
        Figure("event to the figure in the cached dashboard, p50", median(pulled) * 1000, "ms"),
        Figure("event to the figure in the cached dashboard, p99", _p99(pulled) * 1000, "ms", at_most=500),
    ]


async def _notices(container: Container, address: str, *, count: int) -> list[float]:
    """From when a batch is committed until another process has told a listener of it."""
    took = []
    async with server_sent(address, f"/api/analytics/live/{_PROBE}-notices") as events:
        await anext(events)
        for number in range(count):
            body = _payment(f"n-{number}", tenant=f"{_PROBE}-notices")
            recorded = await container.event_store().record(
                [container.decoder().decode(body, received_at=datetime.now(UTC))]
            )
            committed = time.perf_counter()
            container.announce_versions().soon(recorded.moved)
            await anext(events)
            took.append(time.perf_counter() - committed)
            await asyncio.sleep(0.11)  # a listener is told ten times a second at most
    return took


async def _figures(container: Container, address: str, seconds: float) -> tuple[list[float], list[float]]:
    """From just before an event is appended until its payment is in the figures: pushed, and asked for."""
    sent: list[float] = []
    pushed, pulled = _Seen(), _Seen()
    async with server_sent(address, f"{_LIVE}?timeframe=today") as events:
        looking = [
            asyncio.create_task(_listen(events, pushed)),
            asyncio.create_task(_ask(f"{address}/api/analytics/dashboard/{_PROBE}?timeframe=today", pulled)),
        ]
        await _trade(container, sent, seconds)
        give_up_at = time.monotonic() + 20
        while min(pushed.payments, pulled.payments) < len(sent):
            assert time.monotonic() < give_up_at, (pushed.payments, pulled.payments, len(sent))
            for task in looking:
                if task.done():
                    task.result()
            await asyncio.sleep(0.05)
        for task in looking:
            task.cancel()
        await asyncio.gather(*looking, return_exceptions=True)
    return pushed.after(sent), pulled.after(sent)


async def _trade(container: Container, sent: list[float], seconds: float) -> None:
    """The events of ten other tenants at the rate, and a payment of the probe with each few of them."""
    ticks, each = int(seconds / _TICK_SECONDS), int(_RATE * _TICK_SECONDS)
    now = datetime.now(UTC)
    stock = messages(ticks * each, tenants=10, start=now - timedelta(hours=1), span=timedelta(hours=1), seed=7)
    bodies = [body for _, body in stock]
    began = time.perf_counter()
    for tick in range(ticks):
        await asyncio.sleep(max(0.0, began + tick * _TICK_SECONDS - time.perf_counter()))
        batch = bodies[tick * each : (tick + 1) * each]
        sent.append(time.perf_counter())
        await append_all(container, [*batch, _payment(f"p-{tick}", tenant=_PROBE)])


class _Seen:
    """When so many payments were first in the figures."""

    def __init__(self) -> None:
        self._at: list[float] = []

    @property
    def payments(self) -> int:
        return len(self._at)

    def note(self, answer: bytes) -> None:
        count = int(json.loads(answer)["metrics"]["payments"])
        self._at += [time.perf_counter()] * (count - len(self._at))

    def after(self, sent: list[float]) -> list[float]:
        return [at - began for at, began in zip(self._at, sent, strict=True)]


async def _listen(events: AsyncIterator[tuple[str, bytes]], seen: _Seen) -> None:
    async for name, data in events:
        if name == "dashboard":
            seen.note(data)


async def _ask(url: str, seen: _Seen) -> None:
    """As a page does that asks again and again whether there is something new."""
    tag = ""
    async with httpx.AsyncClient() as client:
        while True:
            answer = await client.get(url, headers={"If-None-Match": tag})
            if answer.status_code == 200:
                tag = answer.headers["ETag"]
                seen.note(answer.content)
            await asyncio.sleep(_LOOK_SECONDS)


def _payment(number: str, *, tenant: str) -> bytes:
    payload = {"payment_id": number, "order_id": number, "amount": "1.00", "currency": "EUR"}
    at = datetime.now(UTC).isoformat()
    event = {"name": "payment.processed", "tenant_id": tenant, "occurred_at": at, "payload": payload}
    return json.dumps(event).encode()


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100)[98]
