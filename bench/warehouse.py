"""The export to the warehouse: as fast as the intake, in little memory, and exact however often it is killed."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from tests.bigquery.emulator import running_emulator

from bench.figure import Figure
from bench.servers import fresh_folder, fresh_servers
from bench.trade import messages
from olympus.composition import running
from olympus.domain.events.event import Event
from olympus.domain.tenant import TenantId
from olympus.ports.warehouse_queries import WarehouseQueries
from olympus.settings import Settings

_EVENTS, _QUICK_EVENTS = 1_000_000, 50_000
_KILLS, _QUICK_KILLS = 30, 5
_RECORDED_AT_ONCE = 5_000
_SPAN = timedelta(days=365)
_UNTIL = datetime(2026, 3, 18, tzinfo=UTC)
_SEED = 6

_EXACT = """
    SELECT COUNT(*) AS events, COUNT(DISTINCT event_id) AS identities, SUM(amount) AS amount, SUM(units) AS units
    FROM events
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of the tenant: rows, different ids, and sums."""

    events: int
    identities: int
    amount: str
    units: str


def measure(*, quick: bool = False) -> Iterator[Figure]:
    """Record a year, export it without a break, and then again and again killed."""
    count, kills = (_QUICK_EVENTS, _QUICK_KILLS) if quick else (_EVENTS, _KILLS)
    with fresh_servers() as settings:
        tenant, recorded_in, truth = asyncio.run(_record(settings, count))
        with fresh_folder() as folder:
            whole = msgspec.structs.replace(settings, data_dir=str(folder))
            began = time.perf_counter()
            peak = _export(_environment(settings, folder))
            seconds = time.perf_counter() - began
            yield Figure("warehouse: export to DuckDB, events a second", count / seconds)
            yield Figure("warehouse: export to DuckDB against the store's rate", recorded_in / seconds, at_least=1)
            yield Figure("warehouse: memory of the export", peak / 1024**2, "MiB", at_most=200)
            yield _exactness("DuckDB", whole, tenant, truth)
        with fresh_folder() as folder:
            done = _export_killed(_environment(settings, folder), kills, about=seconds)
            yield Figure("warehouse: exporters of DuckDB killed", done)
            yield _exactness(
                "DuckDB, killed", msgspec.structs.replace(settings, data_dir=str(folder)), tenant, truth
            )
        with running_emulator() as url:
            emulated = msgspec.structs.replace(settings, bigquery_project_id="bench", bigquery_endpoint=url)
            environment = {
                **_environment(settings, Path(settings.data_dir or "")),
                "BIGQUERY_PROJECT_ID": "bench",
                "BIGQUERY_EMULATOR_HOST": url,
            }
            began = time.perf_counter()
            done = _export_killed(environment, kills, about=4 * seconds)
            yield Figure("warehouse: exporters of BigQuery's emulator killed", done)
            yield Figure("warehouse: export to the emulator, killed", time.perf_counter() - began, "s")
            yield _exactness("BigQuery's emulator, killed", emulated, tenant, truth)


async def _record(settings: Settings, count: int) -> tuple[TenantId, float, Held]:
    """Record the events; whose they are, how long that took the store, and what they come to."""
    async with running(settings) as container:
        await container.migrate()
        decoder, store = container.decoder(), container.event_store()
        bodies = messages(count, tenants=1, start=_UNTIL - _SPAN, span=_SPAN)
        seconds, tenant = 0.0, TenantId("")
        batch: list[Event] = []
        for number, (_, body) in enumerate(bodies, 1):
            batch.append(decoder.decode(body, received_at=_UNTIL))
            if len(batch) == _RECORDED_AT_ONCE or number == count:
                began = time.perf_counter()
                await store.record(batch)
                seconds += time.perf_counter() - began
                tenant = batch[0].tenant_id
                batch = []
        async with container.engine().connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            row = await driver.fetchrow("""
                SELECT count(*), count(DISTINCT event_id), sum(amount),
                       sum((SELECT sum(q) FROM unnest(quantities) q))
                FROM events
            """)
    return tenant, seconds, Held(row[0], row[1], f"{row[2]:.4f}", f"{row[3]:.4f}")


def _environment(settings: Settings, folder: Path) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("OLYMPUS_", "BIGQUERY_"))},
        "DATABASE_URL": settings.database_url or "",
        "REDIS_URL": settings.redis_url or "",
        "OLYMPUS_DATA_DIR": str(folder),
    }


def _exporter(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "olympus.entrypoints.cli", "warehouse", "export"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _export(environment: dict[str, str]) -> int:
    """Export to the end; the most memory that the process had, in bytes."""
    process = _exporter(environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss * 1024


def _export_killed(environment: dict[str, str], kills: int, *, about: float) -> int:
    """Kill exporters at random moments, then let one end; how many were killed."""
    random_moment = random.Random(_SEED)
    killed = 0
    for _ in range(kills):
        process = _exporter(environment)
        try:
            process.wait(timeout=1 + random_moment.uniform(0, 2 * about / kills))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
    _export(environment)
    return killed


def _exactness(name: str, settings: Settings, tenant: TenantId, truth: Held) -> Figure:
    """The rows that are missing, doubled or different: each sum that differs counts as one more."""
    held = asyncio.run(_held(settings, tenant))
    wrong = abs(held.events - truth.events) + held.events - held.identities
    wrong += (held.amount != truth.amount) + (held.units != truth.units)
    return Figure(f"warehouse: events of {name} that are wrong, of {truth.events:,}", wrong, at_most=0)


async def _held(settings: Settings, tenant: TenantId) -> Held:
    async with running(settings) as container:
        warehouse = container.warehouse()
        assert isinstance(warehouse, WarehouseQueries)
        found = await warehouse.answer(tenant, _EXACT, most_rows=1)
    [row] = found.rows
    return Held(row["events"], row["identities"], f"{row['amount']:.4f}", f"{row['units']:.4f}")
