"""How fast events go from the stream into PostgreSQL, beside what the database does with bare rows."""

import asyncio
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import mean

from sqlalchemy import DateTime, Text, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bench import cpu_time
from bench.emptying import empty
from bench.figure import Figure
from bench.peers import dlt, faststream
from bench.rows import COLUMNS, row_of
from bench.servers import fresh_servers
from bench.trade import messages
from bench.workers import append_all, worker_process
from olympus.composition import Container, running
from olympus.domain.events.event import Event
from olympus.settings import Settings

_START = datetime(2026, 3, 1, tzinfo=UTC)
_GIVE_UP_SECONDS = 120
_COPY_BATCH = 5_000
_ORM_EVENTS = 1_000


def measure(*, quick: bool) -> Iterator[Figure]:
    """Intake, durable and counted once, beside COPY, the ORM and what others do; and where its time goes."""
    count = 20_000 if quick else 100_000
    with fresh_servers() as settings:
        yield from asyncio.run(_measure(settings, count))


async def _measure(settings: Settings, count: int) -> list[Figure]:
    bodies = [body for _, body in _announcements(count)]
    async with running(settings) as container:
        await container.migrate()
        engine = container.engine()
        events = [container.decoder().decode(body, received_at=_START + timedelta(days=3)) for body in bodies]
        rows = [row_of(event) for event in events]
        bare = [await _copy(engine, rows)]
        await empty(engine)
        one = await _by_stream(container, settings, bodies)
        replay = await _by_stream(container, settings, bodies)
        await empty(engine)
        two = await _by_stream(container, settings, bodies, workers=2)
        await empty(engine)
        announced = await _by_announcements(container, settings, count)
        await empty(engine)
        bare.append(await _copy(engine, rows))
        await empty(engine)
        orm = await _orm(engine, events[:_ORM_EVENTS])
        await empty(engine)
        others = await _others(settings, bodies[: count // 10])
    copy = mean(bare)
    return [
        Figure("bare COPY into the same table", copy, "rows/s"),
        Figure("ORM, one commit an event", orm, "events/s"),
        *(Figure(f"{name}, the events alone", rate, "events/s") for name, rate in others.items()),
        Figure("intake, stream to PostgreSQL, one worker", one.rate, "events/s"),
        *(Figure(f"  of which on a processor: {part}", cost, "µs/event") for part, cost in one.costs.items()),
        Figure("intake against bare COPY", one.rate / copy, "×", at_least=0.5),
        Figure("intake against the ORM loop", one.rate / orm, "×", at_least=40),
        *(Figure(f"intake against {name}", one.rate / rate, "×", at_least=4) for name, rate in others.items()),
        Figure("announcements to PostgreSQL, one worker", announced, "events/s"),
        Figure("announcements against bare COPY", announced / copy, "×", at_least=0.5),
        Figure("replay of what is known, against fresh", replay.rate / one.rate, "×", at_least=1.5),
        Figure("two workers against one", two.rate / one.rate, "×"),
    ]


@dataclass(frozen=True, slots=True)
class _Intake:
    """Events a second, and what each of them cost in microseconds of a processor, by part."""

    rate: float
    costs: dict[str, float]


async def _by_stream(
    container: Container, settings: Settings, bodies: list[bytes], *, workers: int = 1
) -> _Intake:
    """From when the workers listen until nothing waits of what was on the stream."""
    await append_all(container, bodies)
    with ExitStack() as stack:
        processes = [stack.enter_context(worker_process(settings)) for _ in range(workers)]
        before, began = _spent(settings, processes), time.perf_counter()
        await _until(container, len(bodies))
        seconds, after = time.perf_counter() - began, _spent(settings, processes)
    costs = {part: (after[part] - before[part]) / len(bodies) * 1e6 for part in after}
    return _Intake(len(bodies) / seconds, costs)


async def _by_announcements(container: Container, settings: Settings, count: int) -> float:
    """From the first announcement until all are recorded; they are published as fast as the server takes them."""
    announcements = list(_announcements(count))
    with worker_process(settings):
        began = time.perf_counter()
        for first in range(0, count, 1_000):
            await container.broadcast().publish(announcements[first : first + 1_000])
        await _until(container, count)
        return count / (time.perf_counter() - began)


async def _until(container: Container, expected: int) -> None:
    """Wait until so many events are recorded and nothing waits."""
    give_up_at = time.monotonic() + _GIVE_UP_SECONDS
    while (await container.stream().backlog()).entries or await _count(container.engine()) != expected:
        assert time.monotonic() < give_up_at, f"{await _count(container.engine())} of {expected} events arrived"
        await asyncio.sleep(0.05)


async def _others(settings: Settings, bodies: list[bytes]) -> dict[str, float]:
    return {
        "FastStream in batches": await faststream(settings, bodies),
        "dlt": await asyncio.to_thread(dlt, settings, bodies),
    }


def _spent(settings: Settings, workers: Sequence[subprocess.Popen[bytes]]) -> dict[str, float]:
    folder = settings.data_dir or ""
    return {
        "worker": sum(cpu_time.of_process(worker.pid) for worker in workers),
        "PostgreSQL": cpu_time.of_server("postgres", folder),
        "Valkey": cpu_time.of_server("valkey-server", folder),
    }


def _announcements(count: int) -> Iterator[tuple[str, bytes]]:
    return messages(count, tenants=10, start=_START, span=timedelta(hours=1))


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
