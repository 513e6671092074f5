"""`olympus warehouse`: export, look after, ask and rebuild from the warehouse."""

import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table as RichTable

from olympus.entrypoints.cli.reach import reached

if TYPE_CHECKING:
    from olympus.composition import Container
    from olympus.ports.warehouse_queries import Result, WarehouseQueries

app = App(
    name="warehouse", help="The warehouse, where every event is kept: its export, questions to it, and a rebuild."
)

_console = Console(highlight=False, soft_wrap=True)
_progress = Console(highlight=False, stderr=True)
_COUNTED = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
_MANY_BYTES = 1024**3

BEHIND, NONE = 1, 2
"""Exit codes: the export does not keep up; there is no warehouse."""


@app.command
async def export() -> int | None:
    """Bring everything that is recorded to the warehouse, and end.

    Workers do so all the time; this is for when none runs. Running it again, or beside them, does no harm. It goes
    on where it was left, wherever that was.
    """
    async with reached() as container:
        exporting = container.export_events()
        if exporting is None:
            return _no_warehouse()
        waiting = (await container.survey_export()()).events
        with Progress(*_COUNTED, console=_progress, transient=True) as progress:
            task = progress.add_task("Exporting", total=waiting)
            exported = await exporting(told=lambda more: progress.advance(task, more))
    if exported is None:
        _console.print("A worker is exporting at this moment.")
    else:
        _console.print(f"{exported:,} events exported.")
    return None


@app.command
async def status() -> int:
    """Show how far the export lags. Ends with 1 where it does not keep up."""
    async with reached() as container:
        survey, warehouse = container.survey_export(), container.warehouse()
        if survey is None or warehouse is None:
            return _no_warehouse()
        lag = await survey()
        name = warehouse.name
    _console.print(f"The warehouse is {name}")
    _console.print(f"{lag.events:,} events wait for their export, the oldest for {lag.seconds:,.0f} s.")
    if lag.trouble:
        _console.print(f"It cannot go on: {lag.trouble}.")
    from olympus.use_cases.survey_export import LONGEST_LAG_SECONDS

    return BEHIND if lag.trouble or lag.seconds > LONGEST_LAG_SECONDS else 0


@app.command
async def query(
    tenant: str,
    sql: Annotated[str, Parameter(help="One SELECT in BigQuery's dialect.")],
    *,
    rows: Annotated[int, Parameter(help="At most so many rows.")] = 100,
    yes: Annotated[
        bool, Parameter(help="Do not ask before a query that reads more than 1 GiB.", negative="")
    ] = False,
    json: Annotated[bool, Parameter(help="Print a line of JSON a row.", negative="")] = False,
) -> int | None:
    """Ask the warehouse about one tenant's events, orders, order_items, payments, logins, stock or contributions.

    olympus warehouse query demo-pizza "SELECT channel, SUM(total) AS total FROM orders GROUP BY channel"

    It only reads, and sees this tenant alone. What it would read is estimated first, and bounded by
    OLYMPUS_WAREHOUSE_MOST_BYTES.
    """
    from olympus.domain.tenant import parse_tenant_id

    tenant_id = parse_tenant_id(tenant)
    async with reached() as container:
        queries = _queries(container)
        if queries is None:
            return _no_warehouse()
        estimate = await queries.estimate(tenant_id, sql)
        _progress.print(f"Reads at most {_size(estimate)}.")
        most = container.settings().warehouse_most_bytes
        if estimate > most:
            _progress.print(f"That is more than the {_size(most)} of OLYMPUS_WAREHOUSE_MOST_BYTES.")
            return 1
        if estimate > _MANY_BYTES and not yes and not _is_wanted():
            return 1
        found = await queries.answer(tenant_id, sql, most_rows=rows)
    if json:
        _print_lines(found)
    else:
        _console.print(_table(found))
    if not found.is_complete:
        _progress.print(f"There is more: these are the first {rows:,} rows.")
    return None


@app.command
async def rebuild() -> int | None:
    """Record everything that the warehouse has in an empty store, and make its figures anew.

    DATABASE_URL names the store: a database of its own that is migrated and has no events yet.
    """
    async with reached() as container:
        rebuilding = container.rebuild()
        if rebuilding is None:
            return _no_warehouse()
        with Progress(
            TextColumn("Recorded {task.completed:,} events"), console=_progress, transient=True
        ) as progress:
            task = progress.add_task("", total=None)
            rebuilt = await rebuilding(told=lambda more: progress.advance(task, more))
    _console.print(f"{rebuilt.events:,} events recorded.")
    if rebuilt.refused:
        _console.print(f"{rebuilt.refused:,} are no events to this version, and were left out.")
    return None


def _queries(container: "Container") -> "WarehouseQueries | None":
    from olympus.ports.warehouse_queries import WarehouseQueries

    warehouse = container.warehouse()
    return warehouse if isinstance(warehouse, WarehouseQueries) else None


def _is_wanted() -> bool:
    if not sys.stdin.isatty():
        _progress.print("That is a lot: say --yes where it is meant.")
        return False
    return _progress.input("That is a lot. Go on? [y/N] ").strip().lower() in {"y", "yes"}


def _table(found: "Result") -> RichTable:
    table = RichTable(*found.columns)
    for row in found.rows:
        table.add_row(*("" if row[column] is None else _said(row[column]) for column in found.columns))
    return table


def _print_lines(found: "Result") -> None:
    import msgspec

    for row in found.rows:
        said = {column: _said(value) if isinstance(value, Decimal) else value for column, value in row.items()}
        sys.stdout.write(msgspec.json.encode(said, enc_hook=str).decode() + "\n")


def _said(value: object) -> str:
    """Numbers without the noughts that only fill them up."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _size(size_bytes: int) -> str:
    for unit, length in (("GiB", 1024**3), ("MiB", 1024**2), ("KiB", 1024)):
        if size_bytes >= length:
            return f"{size_bytes / length:,.1f} {unit}"
    return f"{size_bytes} bytes"


def _no_warehouse() -> int:
    _console.print(
        "There is no warehouse here: pip install 'olympus-analytics[warehouse]', or set BIGQUERY_PROJECT_ID."
    )
    return NONE
