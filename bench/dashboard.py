"""Whether a dashboard takes longer when more events are stored."""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median

import msgspec

from bench.figure import Figure
from bench.servers import fresh_servers
from bench.trade import messages
from olympus.composition import Container, running
from olympus.domain.tenant import TenantId
from olympus.settings import Settings
from olympus.use_cases.build_dashboard import DashboardRequest

_TIMEFRAMES = ("today", "this_week", "last_30_days", "this_month", "this_year", "all_time")
_NOW = datetime(2026, 3, 18, 15, 7, tzinfo=UTC)
_BATCH = 5_000
_ROUNDS = 15


def measure(*, quick: bool) -> Iterator[Figure]:
    """The same dashboards over a year of 10,000 events and of 1,000,000, of one tenant."""
    many = 100_000 if quick else 1_000_000
    few_took = _took(10_000)
    many_took = _took(many)
    for timeframe in _TIMEFRAMES:
        few, more = few_took[timeframe], many_took[timeframe]
        yield Figure(f"dashboard {timeframe}, p50 with {many:,} events", more * 1000, "ms")
        yield Figure(f"dashboard {timeframe}, {many:,} events against 10,000", more / few, "×", at_most=1.3)


def _took(events: int) -> dict[str, float]:
    with fresh_servers() as settings:
        return asyncio.run(_dashboards(msgspec.structs.replace(settings, now=_NOW), events))


async def _dashboards(settings: Settings, events: int) -> dict[str, float]:
    async with running(settings) as container:
        await container.migrate()
        tenant = await _load(container, events)
        async with container.engine().connect() as connection:
            await (await connection.execution_options(isolation_level="AUTOCOMMIT")).exec_driver_sql(
                "VACUUM ANALYZE"
            )
        build = container.build_dashboard()
        took: dict[str, list[float]] = {timeframe: [] for timeframe in _TIMEFRAMES}
        for _ in range(_ROUNDS):
            for timeframe in _TIMEFRAMES:
                began = time.perf_counter()
                await build(tenant, DashboardRequest(timeframe))
                took[timeframe].append(time.perf_counter() - began)
        return {timeframe: median(times) for timeframe, times in took.items()}


async def _load(container: Container, events: int) -> TenantId:
    start = _NOW - timedelta(days=365)
    decoder, store = container.decoder(), container.event_store()
    batch = []
    tenant = TenantId("")
    for _, body in messages(events, tenants=1, start=start, span=timedelta(days=365)):
        event = decoder.decode(body, received_at=_NOW)
        tenant = event.tenant_id
        batch.append(event)
        if len(batch) == _BATCH:
            await store.record(batch)
            batch.clear()
    await store.record(batch)
    return tenant
