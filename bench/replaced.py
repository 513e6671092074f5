"""Dashboards a second beside the design that the service replaces, which counts and sums tables at each call.

Both answer over HTTP on the loopback, one process each, from the same PostgreSQL and the same orders; callers are
a third process, which is light. They take turns, so that a slow minute of the machine is a slow minute of both.
The replaced one does less: two figures instead of a dashboard. It is checked that both count the same orders and
the same revenue. Ours is asked as any caller asks it, so that what it remembers it may use.
"""

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median

import msgspec

from bench import bulk
from bench.api import api_process, process_that_serves
from bench.callers import Heard, callers, connected, get
from bench.figure import Figure
from bench.percentile import times
from bench.plain_tables import make_plain_tables
from bench.servers import fresh_servers
from bench.workers import environment_of
from olympus.settings import Settings

_NOW = datetime(2026, 3, 18, 15, 7, tzinfo=UTC)
_AT_ONCE = 16
_GOALS = {"all_time": 150, "this_month": 30}
_TURNS = 3


def measure(*, quick: bool) -> Iterator[Figure]:
    """Two timeframes at 1,000,000 orders, 16 callers at once."""
    events = 250_000 if quick else 2_250_000
    with fresh_servers() as settings:
        yield from asyncio.run(_measure(settings, events, seconds=2 if quick else 5))


async def _measure(settings: Settings, events: int, *, seconds: float) -> list[Figure]:
    tenant = await bulk.load(settings, events, until=_NOW)
    orders = await make_plain_tables(settings.database_url or "")
    environment = environment_of(settings) | {"OLYMPUS_NOW": _NOW.isoformat()}
    command = [sys.executable, "-m", "bench.replaced_service"]
    with process_that_serves(command, environment) as replaced, api_process(settings, now=_NOW) as api:
        theirs, ours = replaced.address, api.address
        figures = []
        for timeframe, goal in _GOALS.items():
            path = f"/api/analytics/dashboard/{tenant}?timeframe={timeframe}"
            assert await _counted(theirs, path) == await _counted(ours, path)
            figures += _compared(
                f"dashboard {timeframe} at {orders:,} orders",
                *[
                    (
                        await callers(theirs, path, at_once=_AT_ONCE, seconds=seconds),
                        await callers(ours, path, at_once=_AT_ONCE, seconds=seconds),
                    )
                    for _ in range(_TURNS)
                ],
                goal=goal,
            )
        return figures


def _compared(name: str, *turns: tuple[Heard, Heard], goal: float) -> list[Figure]:
    figures = []
    for whose, heard in zip(("the replaced design", "ours"), zip(*turns, strict=True), strict=True):
        took = [seconds for each in heard for seconds in each.took]
        figures += [
            Figure(f"{name}, {whose}", median(each.rate for each in heard), "req/s"),
            times("  an answer", took),
        ]
    ratio = median(ours.rate / theirs.rate for theirs, ours in turns)
    return [*figures, Figure("  ours against the replaced design", ratio, "×", at_least=goal)]


class _Counted(msgspec.Struct, frozen=True):
    """What both say of a timeframe, ours among much else."""

    orders: int
    revenue: float


class _Dashboard(msgspec.Struct):
    metrics: _Counted


async def _counted(address: str, path: str) -> _Counted:
    connection = await connected(address)
    body = await connection.ask(get(path))
    connection.close()
    if b'"metrics"' in body:
        return msgspec.json.decode(body, type=_Dashboard).metrics
    return msgspec.json.decode(body, type=_Counted, strict=False)
