"""The rows of a metric query as a file."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Annotated, Self

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Example, Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import QueryParameter
from litestar.response import Stream

from olympus.domain.errors import OlympusError, UnknownName
from olympus.domain.query.metric_query import QueryWords, metric_query
from olympus.domain.query.written import read_filter, read_order
from olympus.domain.tenant import parse_tenant_id
from olympus.entrypoints.http.dashboard import End, Start, TenantInPath, TimeframeName, TimeZoneName
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.own_tenant import own_tenant_only
from olympus.entrypoints.http.problems import problems
from olympus.entrypoints.tables.csv_lines import csv_lines
from olympus.entrypoints.tables.json_lines import json_lines
from olympus.entrypoints.tables.parquet import parquet_chunks
from olympus.entrypoints.tables.table import Table
from olympus.use_cases.answer_query import AnswerQuery

MOST_EXPORTED_ROWS = 1_000_000


class Format(StrEnum):
    """What kind of file."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise UnknownName("format", value, cls, field="format")


_WRITTEN: dict[Format, tuple[str, Callable[[Table], Iterator[bytes]]]] = {
    Format.CSV: ("text/csv", csv_lines),
    Format.JSONL: ("application/jsonl", json_lines),
    Format.PARQUET: ("application/vnd.apache.parquet", parquet_chunks),
}


_Metrics = Annotated[
    str, QueryParameter(description="Metrics, separated by commas.", examples=[Example(value="revenue,orders")])
]
_FileFormat = Annotated[
    str,
    QueryParameter(name="format", description=f"One of {', '.join(Format)}.", examples=[Example(value="csv")]),
]
_Order = Annotated[
    str,
    QueryParameter(
        description="Columns, separated by commas, each with `:asc` or `:desc`.",
        examples=[Example(value="revenue:desc")],
    ),
]


@get(
    "/{tenant_id:str}",
    operation_id="export",
    summary="The rows of a metric query as CSV, JSON lines or Parquet",
    operation_class=documented(
        answer_schema=Schema(type=OpenAPIType.STRING),
        answer="location,revenue,orders\r\nloc-1,1232.75,61\r\nloc-2,820.50,38\r\n",
    ),
    response_description="The file.",
    responses=problems(400, 403, 503),
    guards=[own_tenant_only],
)
async def export(
    *,
    answer_query: NamedDependency[AnswerQuery],
    tenant_id: TenantInPath,
    metrics: Annotated[
        str,
        QueryParameter(description="Metrics, separated by commas.", examples=[Example(value="revenue,orders")]),
    ],
    file_format: Annotated[
        str,
        QueryParameter(name="format", description=f"One of {', '.join(Format)}.", examples=[Example(value="csv")]),
    ] = Format.CSV,
    dimensions: Annotated[str, QueryParameter(description="Dimensions, separated by commas.")] = "",
    filters: Annotated[
        list[str] | None,
        QueryParameter(
            name="filter",
            description="`channel=web,mobile` or `channel!=web`, any number of them; `(none)` is a missing value.",
        ),
    ] = None,
    timeframe: TimeframeName = None,
    start: Start = None,
    end: End = None,
    granularity: Annotated[str | None, QueryParameter(description="A row for each of these.")] = None,
    comparison: Annotated[str | None, QueryParameter(description="With what to compare.")] = None,
    order: Annotated[
        str,
        QueryParameter(
            description="Columns, each with `:asc` or `:desc`.", examples=[Example(value="revenue:desc")]
        ),
    ] = "",
    limit: Annotated[int | None, QueryParameter(description=f"Up to {MOST_EXPORTED_ROWS:,} rows.")] = None,
    timezone: TimeZoneName = None,
) -> Stream:
    """The fields of a metric query as parameters. A comparison gives further columns: `revenue_previous`,
    `revenue_change`, `revenue_change_percentage`, `revenue_trend`. Times are local, with their offset.
    """
    try:
        tenant, kind = parse_tenant_id(tenant_id), Format(file_format)
        query = metric_query(
            QueryWords(
                metrics=_names(metrics),
                dimensions=_names(dimensions),
                filters=[read_filter(each) for each in filters or ()],
                timeframe=timeframe,
                start=start,
                end=end,
                granularity=granularity,
                comparison=comparison,
                order=[read_order(each) for each in _names(order)],
                limit=limit,
                time_zone=timezone,
            ),
            most_rows=MOST_EXPORTED_ROWS,
        )
        answer = await answer_query(tenant, query, most_rows=MOST_EXPORTED_ROWS)
        media_type, written = _WRITTEN[kind]
        pieces = written(Table(answer))
    except OlympusError as error:
        error.field = {"metric": "metrics", "filters": "filter", "time_zone": "timezone"}.get(
            error.field or "", error.field
        )
        raise
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", f"{tenant}-{'-'.join(_names(metrics))[:60]}-{answer.timeframe.name}")
    disposition = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Stream(pieces, media_type=media_type, headers=disposition)


def _names(written: str) -> list[str]:
    return [each.strip() for each in written.split(",") if each.strip()]


export_routes = Router("/api/analytics/export", route_handlers=[export], tags=["Figures"])
