"""Whether a dashboard takes longer when more events are stored, and how much longer than one trivial SELECT.

The same dashboards over HTTP, one after the other on one connection, of a tenant with 10,000 events, of one with
1,000,000 and of one with 10,000,000 in a year. Every tenant has a database of its own and `olympus serve` in a
process of its own, so that the small one profits from being alone; the sizes take turns, so that a slow minute of
the machine is a slow minute of all. Every answer is worked out anew: none comes from a cache. A tenant whose days
begin elsewhere than those of the rollups, in New York, is asked beside.

The SELECTs go through the service's own pool of connections: one of nothing, and one of 96 rows by their key:
a day in quarters of an hour.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TypeAlias

import msgspec
from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bench import bulk
from bench.api import UNCACHED, api_process
from bench.callers import Connection, connected, get
from bench.figure import Figure
from bench.percentile import p50, times
from bench.servers import database_beside, fresh_servers
from olympus.adapters.postgres.connecting import engine_for
from olympus.domain.tenant import TenantId
from olympus.settings import Settings

_NOW = datetime(2026, 3, 18, 15, 7, tzinfo=UTC)
_TIMEFRAMES = (
    "today", "yesterday", "this_week", "last_week", "this_month", "last_30_days", "this_quarter", "this_year",
    "last_year", "all_time",
)  # fmt: skip
_ELSEWHERE = "America/New_York"
_WARM_UP = 5

_DAY_IN_QUARTERS = text("""
    SELECT bucket, count, amount
    FROM total_rollup
    WHERE tenant_id = :tenant AND measure = 'order' AND grain = 'quarter_hour'
    ORDER BY bucket
    LIMIT 96
""")
_SELECTS = {"SELECT of nothing": text("SELECT :tenant"), "SELECT of 96 rows": _DAY_IN_QUARTERS}

_Questions: TypeAlias = dict[str, Callable[[], Awaitable[object]]]
"""How each figure is got, by what was asked."""


def measure(*, quick: bool) -> Iterator[Figure]:
    """All timeframes, at three sizes."""
    sizes = (10_000, 100_000, 1_000_000) if quick else (10_000, 1_000_000, 10_000_000)
    with fresh_servers() as settings:
        loaded = asyncio.run(_loaded(settings, sizes))
        with ExitStack() as processes:
            addresses = [processes.enter_context(api_process(each.settings, now=_NOW)).address for each in loaded]
            asyncio.run(_ask(loaded, addresses, rounds=20 if quick else 100))
    yield from _figures(loaded)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A tenant with so many events, and what was measured of it, by timeframe, time zone or statement."""

    events: int
    tenant: TenantId
    settings: Settings
    took: dict[str, list[float]] = field(default_factory=dict)


async def _loaded(settings: Settings, sizes: tuple[int, ...]) -> list[_Loaded]:
    loaded = []
    for events in sizes:
        own = msgspec.structs.replace(settings, database_url=await database_beside(settings, f"of_{events}"))
        loaded.append(_Loaded(events, await bulk.load(own, events, until=_NOW), own))
    return loaded


async def _ask(loaded: list[_Loaded], addresses: list[str], *, rounds: int) -> None:
    """Every question in turn, of one size after the other, so many times and a few more to warm up."""
    connections = [await connected(address) for address in addresses]
    engines = [engine_for(each.settings.database_url or "") for each in loaded]
    middle = loaded[len(loaded) // 2]
    questions = [
        _questions(each, connection, engine, elsewhere=each is middle)
        for each, connection, engine in zip(loaded, connections, engines, strict=True)
    ]
    for number in range(-_WARM_UP, rounds):
        for each, asked in zip(loaded, questions, strict=True):
            for what, question in asked.items():
                began = time.perf_counter()
                await question()
                if number >= 0:
                    each.took.setdefault(what, []).append(time.perf_counter() - began)
    for connection, engine in zip(connections, engines, strict=True):
        connection.close()
        await engine.dispose()


def _questions(loaded: _Loaded, connection: Connection, engine: AsyncEngine, *, elsewhere: bool) -> _Questions:
    path = f"/api/analytics/dashboard/{loaded.tenant}?timeframe="
    asked: _Questions = {}
    for timeframe in _TIMEFRAMES:
        asked[timeframe] = partial(connection.ask, get(path + timeframe, UNCACHED))
        if elsewhere:
            away = get(f"{path}{timeframe}&timezone={_ELSEWHERE}", UNCACHED)
            asked[f"{timeframe} {_ELSEWHERE}"] = partial(connection.ask, away)
    for name, statement in _SELECTS.items():
        asked[name] = partial(_select, engine, statement, loaded.tenant)
    return asked


async def _select(engine: AsyncEngine, statement: TextClause, tenant: TenantId) -> None:
    async with engine.connect() as database:
        assert (await database.execute(statement, {"tenant": tenant})).all()


def _figures(loaded: list[_Loaded]) -> Iterator[Figure]:
    smallest, *_, largest = loaded
    middle = loaded[len(loaded) // 2]
    for timeframe in _TIMEFRAMES:
        for each in loaded:
            yield times(f"dashboard {timeframe}, {each.events:,} events", each.took[timeframe])
        yield Figure(
            f"dashboard {timeframe}, {largest.events:,} events against {smallest.events:,}",
            p50(largest.took[timeframe]) / p50(smallest.took[timeframe]),
            "×",
            at_most=1.2,
        )
    for timeframe in _TIMEFRAMES:
        what = f"{timeframe} {_ELSEWHERE}"
        yield times(f"dashboard {what}, {middle.events:,} events", middle.took[what])
    for name in _SELECTS:
        yield times(name, middle.took[name])
    dashboards = [seconds for timeframe in _TIMEFRAMES for seconds in middle.took[timeframe]]
    for name, goal in zip(_SELECTS, (None, 3), strict=True):
        against = p50(dashboards) / p50(middle.took[name])
        yield Figure(f"dashboard worked out anew, against a {name}", against, "×", at_most=goal)
