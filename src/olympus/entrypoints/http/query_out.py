"""The answer to a metric query as it travels."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from msgspec import UNSET, Meta, Struct, UnsetType

from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.metric import Unit
from olympus.domain.query.answer import Answer, Reading, Readings, Row
from olympus.domain.query.metric_query import START, Filter
from olympus.entrypoints.http.figure_parts import (
    DEFINITIONS,
    ComparedOut,
    DefinitionOut,
    TimeframeOut,
    compared_out,
    local,
    other_currencies_out,
    timeframe_out,
)
from olympus.entrypoints.http.figures_out import figure_out

PRODUCT_NAME = "product_name"


class ColumnKind(StrEnum):
    """What a column holds."""

    TIME = "time"
    DIMENSION = "dimension"
    NAME = "name"
    METRIC = "metric"


class ColumnOut(Struct, omit_defaults=True):
    """A column of the answer. Money is in `currency`, unless the rows are by currency."""

    name: str
    kind: ColumnKind
    unit: Unit | UnsetType = UNSET
    currency: str | UnsetType | None = UNSET


class FilterOut(Struct):
    """What was chosen."""

    dimension: Dimension
    op: str
    value: Any


class AnswerOut(Struct, kw_only=True):
    """Rows, what they come to, and what the figures mean."""

    tenant_id: str
    columns: Annotated[list[ColumnOut], Meta(description="The columns of the rows, in order.")]
    rows: Annotated[
        list[dict[str, Any]],
        Meta(
            description=(
                "A row holds a value for each column; with a comparison also `comparison`, by metric: `previous`, "
                "`change`, `change_percentage`, `trend`. A missing value of a dimension is null."
            )
        ),
    ]
    rows_in_all: Annotated[int, Meta(description="How many rows there are without a limit.")]
    totals: Annotated[dict[str, Any], Meta(description="The figures of everything together, as a row.")]
    timeframe: TimeframeOut
    filters: list[FilterOut]
    currency: Annotated[str | None, Meta(description="The reporting currency; null before any is known.")]
    other_currencies: Annotated[
        dict[str, dict[str, Decimal | None]],
        Meta(description="What came in other currencies: by currency, then by metric. Never added to the rest."),
    ]
    source: Annotated[str, Meta(description="What answered: rollups, events, both, or memory.")]
    as_of: Annotated[datetime, Meta(description="When this was computed.")]
    events_until: Annotated[datetime | None, Meta(description="The time of the last event in the figures.")]
    definitions: Annotated[dict[str, DefinitionOut], Meta(description="What each metric means.")]
    notes: Annotated[list[str], Meta(description="What should be known besides, in sentences.")]


def answer_out(answer: Answer) -> AnswerOut:
    """The answer that tells an answer."""
    zone, query = answer.settings.zone, answer.query
    return AnswerOut(
        tenant_id=answer.tenant_id,
        columns=list(columns_of(answer)),
        rows=[row_out(row, answer) for row in answer.rows],
        rows_in_all=answer.rows_in_all,
        totals=_figures_out(answer.totals),
        timeframe=timeframe_out(answer.timeframe, answer.compared, answer.settings),
        filters=filters_out(query.filters),
        currency=answer.currency,
        other_currencies=other_currencies_out(answer.totals),
        source=answer.source,
        as_of=answer.as_of.astimezone(zone),
        events_until=local(answer.events_until, zone),
        definitions={metric.name: DEFINITIONS[metric.name] for metric in query.metrics},
        notes=list(answer.notes),
    )


def filters_out(filters: Iterable[Filter]) -> list[FilterOut]:
    """What was chosen, as a caller puts it."""
    return [
        FilterOut(each.dimension, each.operator, _written(each.operator.value, each.values)) for each in filters
    ]


def columns_of(answer: Answer) -> Iterator[ColumnOut]:
    """The columns of the rows, in order."""
    query = answer.query
    if query.granularity:
        yield ColumnOut(START, ColumnKind.TIME)
    for dimension in query.dimensions:
        yield ColumnOut(dimension.value, ColumnKind.DIMENSION)
        if dimension is Dimension.PRODUCT:
            yield ColumnOut(PRODUCT_NAME, ColumnKind.NAME)
    for metric in query.metrics:
        currency = answer.totals[metric.name].currency if metric.unit is Unit.MONEY else UNSET
        yield ColumnOut(metric.name, ColumnKind.METRIC, metric.unit, currency)


def row_out(row: Row, answer: Answer) -> dict[str, Any]:
    """A row by the names of its columns."""
    return {**_place_out(row, answer, answer.settings.zone), **_figures_out(row.readings)}


def _place_out(row: Row, answer: Answer, zone: ZoneInfo) -> dict[str, Any]:
    place: dict[str, Any] = {}
    if row.bucket:
        place[START] = local(row.bucket.start, zone)
    for dimension, value in row.values.items():
        place[dimension.value] = value
        if dimension is Dimension.PRODUCT:
            place[PRODUCT_NAME] = answer.names.get(str(value))
    return place


def _figures_out(readings: Readings) -> dict[str, Any]:
    figures: dict[str, Any] = {name: _figure(reading) for name, reading in readings.items()}
    if any(reading.change for reading in readings.values()):
        figures["comparison"] = {name: _beside(compared_out(reading)) for name, reading in readings.items()}
    return figures


def _figure(reading: Reading) -> Decimal | None:
    return figure_out(reading.metric, reading.value, reading.currency)


def _beside(compared: ComparedOut) -> dict[str, Any]:
    return {
        "previous": compared.previous,
        "change": compared.change,
        "change_percentage": compared.change_percentage,
        "trend": compared.trend,
    }


def _written(operator: str, values: tuple[Any, ...]) -> Any:
    return list(values) if operator in ("in", "not in") else values[0]
