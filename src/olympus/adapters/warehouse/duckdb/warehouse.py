"""The warehouse in a folder."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import sqlglot
from sqlglot import exp

from olympus.adapters.warehouse.duckdb.manifest import Manifest, read_manifest
from olympus.adapters.warehouse.duckdb.parquet_files import ParquetFiles
from olympus.adapters.warehouse.duckdb.schema import NUMERIC_DIGITS, all_events, literal
from olympus.adapters.warehouse.figures import Querying, Row, WarehouseFigures
from olympus.adapters.warehouse.own_sql import TENANT, of_one_tenant
from olympus.adapters.warehouse.parameters import Parameters, Records, Scalar
from olympus.adapters.warehouse.rows import batch_id, lines_of
from olympus.adapters.warehouse.statements import statement
from olympus.adapters.warehouse.views import VIEWS
from olympus.domain.tenant import TenantId
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_log import LoggedEvent
from olympus.ports.figure_source import FigureReader
from olympus.ports.warehouse import SentEvent, Warehouse, WarehouseUnfit
from olympus.ports.warehouse_queries import QueryRefused, Result, WarehouseQueries

_DATASET = "main"
_TO_WRITE = {"memory_limit": "64MB", "threads": "1"}
"""A batch is small, and merging goes row by row: whoever exports stays small too."""

_TO_READ = {"memory_limit": "512MB", "threads": "2", "max_temp_directory_size": "4GB"}
"""What does not fit is put aside in the folder, but no query may fill the disk that PostgreSQL may need."""

_INTERRUPT_EVERY_SECONDS = 0.05
_PAGE = 2_000
_Result = TypeVar("_Result")


class DuckDbWarehouse(Warehouse, WarehouseQueries, Querying):
    """One batch is one Parquet file; a manifest says which files count.

    Any number of processes read while one writes. A reader sees the files of one moment.
    """

    dataset = _DATASET

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = ParquetFiles(folder)
        self._connections: dict[str, Any] = {}
        self._cursors: set[Any] = set()
        self._shown: Manifest | None = None
        self._showing = threading.Lock()
        # Threads of its own: whoever else computes beside the loop does not wait for a long query.
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="duckdb")

    @property
    def name(self) -> str:
        return f"duckdb:{self._folder.resolve()}"

    async def prepare(self) -> str:
        return await self._beside_the_loop(self._files.prepare)

    async def load(self, batch: Sequence[LoggedEvent]) -> None:
        if batch:
            await self._beside_the_loop(lambda: self._load(batch))

    def figures(self, tenant_id: TenantId) -> FigureReader:
        return WarehouseFigures(self, tenant_id)

    async def rows(self, query: str, parameters: Parameters) -> Sequence[Row]:
        values = {name: _value(each) for name, each in parameters.items()}
        return await self._beside_the_loop(lambda: self._rows(_translated(query), values))

    async def events(self) -> AsyncIterator[Sequence[SentEvent]]:
        """By stretches of positions, so that no page is long."""
        bounds = await self.rows("SELECT MIN(position) AS first, MAX(position) AS last FROM main.events", {})
        after, last = (bounds[0]["first"] or 0) - 1, bounds[0]["last"] or -1
        while after < last:
            rows = await self.rows(
                statement("read_events", dataset=_DATASET),
                {"after": Scalar("INT64", after), "until": Scalar("INT64", after + _PAGE)},
            )
            after += _PAGE
            if rows:
                yield [_sent(row) for row in rows]

    async def estimate(self, tenant_id: TenantId, query: str) -> int:
        of_one_tenant(query, dataset=_DATASET)
        manifest = await self._beside_the_loop(lambda: read_manifest(self._folder))
        return sum(each.size_bytes for each in manifest.files) if manifest else 0

    async def answer(self, tenant_id: TenantId, query: str, *, most_rows: int) -> Result:
        narrowed = of_one_tenant(query, dataset=_DATASET)
        values = {TENANT: tenant_id} if narrowed.find(exp.Parameter) else {}
        text = _in_duckdb(narrowed)
        return await self._beside_the_loop(lambda: self._answer(text, values, most_rows))

    async def aclose(self) -> None:
        """Let threads and memory go. A query that still runs is given up: whoever asked has gone."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        ended = asyncio.ensure_future(asyncio.to_thread(self._threads.shutdown))
        while not ended.done():  # an interrupt that comes before the query begins is lost
            for cursor in tuple(self._cursors):
                cursor.interrupt()
            await asyncio.wait({ended}, timeout=_INTERRUPT_EVERY_SECONDS)
        for connection in self._connections.values():
            connection.close()

    def _load(self, batch: Sequence[LoggedEvent]) -> None:
        distinct = list({each.event.identity: each for each in reversed(batch)}.values())[::-1]
        lines = lines_of(distinct)
        times = [each.event.occurred_at for each in distinct]
        with self._cursor(_TO_WRITE) as cursor:
            self._files.add(cursor, lines, batch_id=batch_id(lines), first_at=min(times), last_at=max(times))

    def _rows(self, query: str, values: dict[str, Any]) -> list[Row]:
        with self._cursor(_TO_READ) as cursor:
            self._show(cursor)
            found = cursor.execute(query, values)
            columns = [each[0] for each in found.description]
            return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

    def _answer(self, query: str, values: dict[str, TenantId], most_rows: int) -> Result:
        with self._cursor(_TO_READ) as cursor:
            self._show(cursor)
            try:
                found = cursor.execute(query, values)
            except (duckdb.ProgrammingError, duckdb.DataError, duckdb.NotSupportedError) as error:
                raise QueryRefused(str(error).splitlines()[0]) from None
            columns = tuple(each[0] for each in found.description)
            rows = [dict(zip(columns, row, strict=True)) for row in found.fetchmany(most_rows + 1)]
        return Result(columns, rows[:most_rows], len(rows) <= most_rows)

    @contextmanager
    def _cursor(self, limits: dict[str, str]) -> Iterator[Any]:
        with self._showing:
            memory = limits["memory_limit"]
            if memory not in self._connections:
                self._connections[memory] = _connected(self._folder, limits)
            cursor = self._connections[memory].cursor()
        self._cursors.add(cursor)
        try:
            yield cursor
        finally:
            self._cursors.discard(cursor)
            cursor.close()

    def _show(self, cursor: Any) -> None:
        """Have `events` be the files that count now, and make the views on it at the first time."""
        with self._showing:
            manifest = read_manifest(self._folder)
            if manifest is None:
                raise FileNotFoundError(f"there is no warehouse in {self._folder.name}")
            if manifest == self._shown:
                return
            files = (str(self._files.path(each.name)) for each in manifest.files)
            cursor.execute(f"CREATE OR REPLACE VIEW main.events AS {all_events(files)}")
            if self._shown is None:
                for name in VIEWS:
                    view = _translated(statement(name, dataset=_DATASET))
                    cursor.execute(f"CREATE OR REPLACE VIEW main.{name} AS {view}")
            self._shown = manifest

    async def _beside_the_loop(self, work: Callable[[], _Result]) -> _Result:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        except duckdb.OutOfMemoryException as error:
            raise WarehouseUnfit("a query needs more memory than the warehouse may use") from error
        except (OSError, duckdb.OperationalError, ValueError) as error:
            raise SourceUnavailable("the warehouse", type(error).__name__) from error
        except duckdb.Error as error:
            raise WarehouseUnfit(f"the files cannot be read ({type(error).__name__})") from error


def _connected(folder: Path, limits: dict[str, str]) -> Any:
    """A database in memory that can read and write this folder and nothing else."""
    scratch = folder / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(
        config={
            **limits,
            "temp_directory": str(scratch),
            "preserve_insertion_order": "true",
            "python_enable_replacements": "false",
        }
    )
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(f"SET allowed_directories = [{literal(folder.resolve())}, {literal(folder)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


@lru_cache(maxsize=256)
def _translated(query: str) -> str:
    return _in_duckdb(sqlglot.parse_one(query, read="bigquery"))


def _in_duckdb(query: exp.Expr) -> str:
    """The query's text, with numbers of as many digits as BigQuery's: DuckDB's own have three after the point."""
    for kind in query.find_all(exp.DataType):
        if kind.this == exp.DType.DECIMAL and not kind.expressions:
            kind.set("expressions", [exp.DataTypeParam(this=exp.Literal.number(n)) for n in NUMERIC_DIGITS])
    return query.sql(dialect="duckdb")


def _value(parameter: Any) -> Any:
    match parameter:
        case Scalar(_, value):
            return value
        case Records(columns, rows):
            names = [name for name, _ in columns]
            return [dict(zip(names, row, strict=True)) for row in rows]
        case _:
            return list(parameter.values)


def _sent(row: Row) -> SentEvent:
    return SentEvent(
        row["position"], TenantId(row["tenant_id"]), row["event_id"], row["received_at"], row["original"].encode()
    )
