"""`olympus query` and `olympus metrics`: any figure in the terminal."""

import sys
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.console import Console, Group, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from olympus.entrypoints.cli.reach import reached

if TYPE_CHECKING:
    from olympus.domain.query.answer import Answer, Reading, Row

_TIMES = "%a %-d %b %Y %H:%M"


async def query(
    tenant: str,
    *,
    metric: Annotated[list[str], Parameter(help="A metric; any number of them. `olympus metrics` lists them.")],
    by: Annotated[tuple[str, ...], Parameter(help="A dimension; any number of them.")] = (),
    where: Annotated[
        tuple[str, ...], Parameter(help="A filter: channel=web,mobile or payment_method!=cash.")
    ] = (),
    timeframe: Annotated[
        str | None, Parameter(help="A name such as last_7_days, or ISO such as 2026-W12.")
    ] = None,
    start: Annotated[str | None, Parameter(help="First day (or instant) of a timeframe of your own.")] = None,
    end: Annotated[str | None, Parameter(help="Its last day (or the instant before which it ends).")] = None,
    granularity: Annotated[str | None, Parameter(help="hour, day, week, month, quarter or year.")] = None,
    compare: Annotated[
        str | None, Parameter(help="previous_period, previous_year or previous_year_weekdays.")
    ] = None,
    order: Annotated[tuple[str, ...], Parameter(help="A column, with :asc or :desc.")] = (),
    limit: Annotated[int | None, Parameter(help="At most so many rows.")] = None,
    time_zone: Annotated[str | None, Parameter(help="Read days in this time zone.")] = None,
    json: Annotated[bool, Parameter(help="Print what the API answers.", negative="")] = False,
    csv: Annotated[bool, Parameter(help="Print the rows as CSV.", negative="")] = False,
) -> None:
    """Answer a metric query: any metrics, by any of their dimensions, over any time.

    olympus query demo-pizza --metric revenue --by category --timeframe this_month --compare previous_year
    """
    from olympus.domain.query.metric_query import QueryWords, metric_query
    from olympus.domain.query.written import read_filter
    from olympus.domain.tenant import parse_tenant_id

    tenant_id = parse_tenant_id(tenant)
    asked = metric_query(
        QueryWords(
            metrics=metric,
            dimensions=by,
            filters=[read_filter(each) for each in where],
            timeframe=timeframe,
            start=start,
            end=end,
            granularity=granularity,
            comparison=compare,
            order=[
                (column, direction or "desc") for column, _, direction in (each.partition(":") for each in order)
            ],
            limit=limit,
            time_zone=time_zone,
        )
    )
    async with reached() as container:
        answer = await container.answer_query()(tenant_id, asked)
    if json:
        _print_json(answer)
    elif csv:
        _print_csv(answer)
    else:
        Console(highlight=False).print(rendered(answer))


def metrics() -> None:
    """List every metric: what it is called, what it means, and by what it can be cut."""
    from olympus.domain.metrics.catalogue import CATALOGUE

    table = RichTable("metric", "unit", "meaning", "by", show_lines=True)
    for each in CATALOGUE.values():
        table.add_row(each.name, each.unit, each.definition, ", ".join(sorted(each.dimensions)))
    Console(highlight=False).print(table)


def _print_json(answer: "Answer") -> None:
    from olympus.entrypoints.http.exact_json import exact_json
    from olympus.entrypoints.http.query_out import answer_out

    print(exact_json(answer_out(answer)).decode())


def _print_csv(answer: "Answer") -> None:
    from olympus.entrypoints.tables.csv_lines import csv_lines
    from olympus.entrypoints.tables.table import Table

    for piece in csv_lines(Table(answer)):
        sys.stdout.write(piece.decode())


def rendered(answer: "Answer") -> RenderableType:
    """The rows with what they come to, and what the figures say about themselves."""
    return Group(_header(answer), _rows(answer), *(Text(note, style="yellow") for note in answer.notes))


def _header(answer: "Answer") -> Text:
    zone, interval = answer.settings.zone, answer.timeframe.interval
    header = Text.assemble(
        (answer.tenant_id, "bold"), "  ", (answer.timeframe.name.replace("_", " "), "bold cyan"), "\n"
    )
    if interval.start and interval.end:
        since, until = interval.start.astimezone(zone), interval.end.astimezone(zone)
        header.append(f"{since:{_TIMES}} until {until:{_TIMES}}, {answer.settings.time_zone}\n", "dim")
    if answer.compared and answer.compared.earlier.start and answer.compared.earlier.end:
        since, until = answer.compared.earlier.start.astimezone(zone), answer.compared.earlier.end.astimezone(zone)
        partial = " (the same elapsed part)" if answer.compared.partial else ""
        header.append(f"compared with {since:{_TIMES}} until {until:{_TIMES}}{partial}\n", "dim")
    last = f", last event {answer.events_until.astimezone(zone):{_TIMES}}" if answer.events_until else ""
    header.append(f"as of {answer.as_of.astimezone(zone):{_TIMES}}{last}, from {answer.source}", "dim")
    return header


def _rows(answer: "Answer") -> RichTable:
    asked = answer.query
    table = RichTable(show_footer=bool(asked.dimensions or asked.granularity))
    if asked.granularity:
        table.add_column(asked.granularity, footer="in all")
    for dimension in asked.dimensions:
        table.add_column(dimension, footer="" if asked.granularity else "in all")
    for metric in asked.metrics:
        table.add_column(metric.label, justify="right", footer=_cell(answer.totals[metric.name]))
    for row in answer.rows:
        table.add_row(*_place(row, answer), *(_cell(reading) for reading in row.readings.values()))
    if answer.rows_in_all > len(answer.rows):
        table.caption = f"{len(answer.rows):,} of {answer.rows_in_all:,} rows"
    return table


def _place(row: "Row", answer: "Answer") -> list[str]:
    from olympus.domain.calendar.granularity import Granularity
    from olympus.domain.query.written import NONE

    place = []
    if answer.query.granularity:
        shape = "%Y-%m-%d %H:%M" if answer.query.granularity is Granularity.HOUR else "%a %Y-%m-%d"
        start = row.bucket.start if row.bucket else None
        place.append(f"{start.astimezone(answer.settings.zone):{shape}}" if start else "")
    place += [NONE if value is None else answer.names.get(str(value), str(value)) for value in row.values.values()]
    return place


def _cell(reading: "Reading") -> Text:
    from olympus.entrypoints.cli.figures import amount, change

    text = Text(amount(reading))
    if reading.change:
        text.append("  ").append(change(reading))
    return text
