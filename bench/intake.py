"""How fast events go from the stream into PostgreSQL, beside what the database does with bare rows."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean

from sqlalchemy import DateTime, Text, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bench.figure import Figure
from bench.rows import COLUMNS, row_of
from bench.servers import fresh_servers
from bench.trade import messages
from olympus.composition import Container, running
from olympus.domain.events.event import Event
from olympus.ports.event_stream import Intake, Message
from olympus.settings import Settings

_COPY_BATCH = 5_000
_ORM_EVENTS = 1_000


def measure(*, quick: bool) -> Iterator[Figure]:
    """Intake through the stream, durable and counted once, with one worker."""
    count = 20_000 if quick else 100_000
    with fresh_servers() as settings:
        yield from asyncio.run(_measure(settings, count))


async def _measure(settings: Settings, count: int) -> list[Figure]:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    bodies = [body for _, body in messages(count, tenants=10, start=start, span=timedelta(hours=1))]
    async with running(settings) as container:
        await container.migrate()
        engine = container.engine()
        events = [container.decoder().decode(body, received_at=start + timedelta(days=3)) for body in bodies]
        rows = [row_of(event) for event in events]
        bare = [await _copy(engine, rows)]
        await _forget(engine)
        intake = await _intake(container, settings, bodies)
        recorded = await _count(engine)
        replay = await _intake(container, settings, bodies)
        await _forget(engine)
        bare.append(await _copy(engine, rows))
        await _forget(engine)
        orm = await _orm(engine, events[:_ORM_EVENTS])
    assert recorded == count, f"{recorded} of {count} events arrived"
    copy = mean(bare)
    return [
        Figure("bare COPY into the same table", copy, "rows/s"),
        Figure("ORM, one commit an event", orm, "events/s"),
        Figure("intake, stream to PostgreSQL, one worker", intake, "events/s"),
        Figure("intake against bare COPY", intake / copy, "×", at_least=0.25),
        Figure("intake against the ORM loop", intake / orm, "×", at_least=15),
        Figure("replay of what is known already", replay, "events/s"),
    ]


async def _intake(container: Container, settings: Settings, bodies: list[bytes]) -> float:
    """Events a second of one worker process, from when it listens until nothing waits."""
    stream, whose = container.stream(), container.decoder().likely_tenant
    for first in range(0, len(bodies), 2_000):
        batch = bodies[first : first + 2_000]
        await stream.append([Message(body, Intake.HTTP, tenant_id=whose(body)) for body in batch])
    with _worker(settings) as worker:
        assert worker.stdout is not None
        await asyncio.to_thread(worker.stdout.readline)
        began = time.perf_counter()
        while (await stream.backlog()).entries:
            await asyncio.sleep(0.02)
        return len(bodies) / (time.perf_counter() - began)


@contextmanager
def _worker(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url or "",
        "REDIS_URL": settings.redis_url or "",
    }
    command = [str(Path(sys.executable).with_name("olympus")), "worker"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as worker:
        try:
            yield worker
        finally:
            worker.terminate()


async def _copy(engine: AsyncEngine, rows: list[tuple[object, ...]]) -> float:
    async with engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        began = time.perf_counter()
        for first in range(0, len(rows), _COPY_BATCH):
            batch = rows[first : first + _COPY_BATCH]
            await driver.copy_records_to_table("events", records=batch, columns=COLUMNS)
        return len(rows) / (time.perf_counter() - began)


async def _orm(engine: AsyncEngine, events: list[Event]) -> float:
    began = time.perf_counter()
    async with AsyncSession(engine) as session:
        for event in events:
            session.add(
                _EventRow(
                    tenant_id=event.tenant_id,
                    event_id=event.event_id,
                    name=event.name,
                    at=event.occurred_at,
                    received_at=event.received_at,
                    original=event.original.decode(),
                )
            )
            await session.commit()
    return len(events) / (time.perf_counter() - began)


class _Base(DeclarativeBase):
    pass


class _EventRow(_Base):
    """An event as an ORM would save it: the columns that must not be missing."""

    __tablename__ = "events"
    tenant_id: Mapped[str] = mapped_column(Text, primary_key=True)
    event_id: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    original: Mapped[str] = mapped_column(Text)


async def _count(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        return int(await connection.scalar(text("SELECT count(*) FROM events")) or 0)


async def _forget(engine: AsyncEngine) -> None:
    tables = text("SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = 'public'"
                  " AND tablename <> 'alembic_version'")  # fmt: skip
    async with engine.begin() as connection:
        await connection.execute(text(f"TRUNCATE {await connection.scalar(tables)}"))
