"""Twelve everyday questions beside DuckDB on Parquet and plain SQL on PostgreSQL, with the same answers.

All answer from the same 1,000,000 events of a year. DuckDB reads Parquet files, one a table and sorted by time, in
the measuring process itself, so that nothing travels. PostgreSQL reads plain tables with indexes over a connection
that stays open. Ours travels as JSON over HTTP to `olympus serve` in a process of its own. Everybody is warm: each
question is asked before it is measured, and they take turns.

Ours is told twice: worked out anew, and as it is served to who asks again. Figures are compared as they are
written: an average with four decimals, a ratio with six.
"""

import asyncio
import tempfile
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import asyncpg
import msgspec

from bench import bulk
from bench.api import UNCACHED, api_process
from bench.callers import Connection, connected, post
from bench.everyday import QUESTIONS, Question
from bench.figure import Figure
from bench.percentile import p50, times
from bench.plain_tables import TABLES, make_plain_tables
from bench.servers import fresh_servers
from olympus.domain.tenant import TenantId
from olympus.settings import Settings

_NOW = datetime(2026, 3, 18, 15, 7, tzinfo=UTC)
_WARM_UP = 2
_CENT = Decimal("0.01")
_WRITTEN_TO = {"average_order_value": Decimal("0.0001"), "payment_success_rate": Decimal("0.000001")}
_PATH = "/api/analytics/query"
_TYPES = {
    "orders": "{'total': 'DECIMAL(12, 2)', 'created_at': 'TIMESTAMP'}",
    "order_items": "{'quantity': 'DECIMAL(12, 2)', 'total': 'DECIMAL(12, 2)', 'created_at': 'TIMESTAMP'}",
    "payments": "{'amount': 'DECIMAL(12, 2)', 'created_at': 'TIMESTAMP'}",
    "logins": "{'created_at': 'TIMESTAMP'}",
}

_Rows: TypeAlias = Sequence[Sequence[object]]
_Way: TypeAlias = Callable[[], Awaitable[bytes | _Rows]]


def measure(*, quick: bool) -> Iterator[Figure]:
    """Each question in four ways, and how many times faster ours is than the faster of the others."""
    events = 100_000 if quick else 1_000_000
    with fresh_servers() as settings, tempfile.TemporaryDirectory() as folder:
        tenant = asyncio.run(_prepare(settings, events, Path(folder)))
        with api_process(settings, now=_NOW) as api:
            yield from asyncio.run(_ask(settings, api.address, tenant, Path(folder), rounds=7 if quick else 31))


async def _prepare(settings: Settings, events: int, folder: Path) -> TenantId:
    """Store the events, and everything that the others read."""
    import duckdb

    tenant = await bulk.load(settings, events, until=_NOW)
    await make_plain_tables(settings.database_url or "")
    driver = await asyncpg.connect(settings.database_url, server_settings={"timezone": "UTC"})
    for table in TABLES:
        lines = folder / f"{table}.csv"
        await driver.copy_from_table(table, schema_name="plain", output=lines, format="csv", header=True)
        rows = f"FROM read_csv('{lines}', types = {_TYPES[table]})"
        duckdb.execute(f"COPY ({rows}) TO '{folder / table}.parquet' (FORMAT parquet)")
        lines.unlink()
    await driver.close()
    return tenant


async def _ask(settings: Settings, address: str, tenant: TenantId, folder: Path, *, rounds: int) -> list[Figure]:
    import duckdb

    server = {"timezone": "UTC", "search_path": "plain"}
    connection = await connected(address)
    driver = await asyncpg.connect(settings.database_url, server_settings=server)
    figures: list[Figure] = []
    with duckdb.connect() as duck:
        for table in TABLES:
            duck.execute(f"CREATE VIEW {table} AS FROM read_parquet('{folder / table}.parquet')")
        for question in QUESTIONS:
            sql = question.sql.format(own=f"tenant_id = '{tenant}'")
            body = msgspec.json.encode({"tenant_id": tenant, **question.query})
            ways: dict[str, _Way] = {
                "ours, worked out anew": partial(_by_service, connection, post(_PATH, body, UNCACHED)),
                "ours, as served": partial(_by_service, connection, post(_PATH, body)),
                "DuckDB on Parquet": partial(_by_duckdb, duck, sql),
                "PostgreSQL on plain tables": partial(_by_postgres, driver, sql),
            }
            figures += _told(question, await _times(question, ways, rounds))
    await driver.close()
    connection.close()
    return figures


async def _times(question: Question, ways: Mapping[str, _Way], rounds: int) -> dict[str, list[float]]:
    """How long each way takes, in turns that each begins once; all must give the same rows."""
    turns = deque(ways.items())
    took: dict[str, list[float]] = {way: [] for way in ways}
    for number in range(-_WARM_UP, rounds):
        answers = {}
        turns.rotate()  # or one would always come after the one who empties the processor's caches
        for way, ask in turns:
            began = time.perf_counter()
            answers[way] = await ask()
            if number >= 0:
                took[way].append(time.perf_counter() - began)
        rows = [_comparable(question, answer) for answer in answers.values()]
        assert rows[0], f"{question.words}: no rows"
        assert all(each == rows[0] for each in rows), f"{question.words}: {rows}"
    return took


def _told(question: Question, took: dict[str, list[float]]) -> Iterator[Figure]:
    for way, seconds in took.items():
        yield times(f"{question.words}: {way}", seconds)
    anew, served, *others = (p50(seconds) for seconds in took.values())
    yield Figure("  the faster of the others, against ours worked out anew", min(others) / anew, "×")
    yield Figure("  the faster of the others, against ours as served", min(others) / served, "×", at_least=10)


async def _by_service(connection: Connection, request: bytes) -> bytes:
    return await connection.ask(request)


async def _by_duckdb(duck: Any, sql: str) -> _Rows:
    return duck.execute(sql).fetchall()  # type: ignore[no-any-return]


async def _by_postgres(driver: Any, sql: str) -> _Rows:
    return await driver.fetch(sql)  # type: ignore[no-any-return]


def _comparable(question: Question, answer: bytes | _Rows) -> list[list[str]]:
    """The rows of an answer as texts, in an order of their own."""
    rows = _rows_of(answer) if isinstance(answer, bytes) else answer
    written_to = _WRITTEN_TO.get(question.query["metrics"][0], _CENT)
    return sorted([_text(value, written_to) for value in row] for row in rows)


def _rows_of(answer: bytes) -> _Rows:
    told = msgspec.json.decode(answer, type=_Answer)
    names = [column.name for column in told.columns if column.kind != "name"]
    return [tuple(_instant(row[name]) if name == "start" else row[name] for name in names) for row in told.rows]


def _instant(text: Any) -> datetime:
    return datetime.fromisoformat(text)


def _text(value: object, written_to: Decimal) -> str:
    match value:
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case int() | float() | Decimal():
            return str(Decimal(str(value)).quantize(written_to))
        case _:
            return str(value)


class _Column(msgspec.Struct):
    name: str
    kind: str


class _Answer(msgspec.Struct):
    """What is compared of an answer of the service."""

    columns: list[_Column]
    rows: list[dict[str, Any]]
