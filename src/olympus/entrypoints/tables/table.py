"""An answer as one flat table: a column for each value, those of the earlier period beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from olympus.domain.calendar.change import UNKNOWN
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.answer import Answer, Reading, Row
from olympus.domain.query.metric_query import START
from olympus.entrypoints.http.figures_out import figure_out, percentage_out

Cell = str | int | Decimal | datetime | None

_NUMBERED = {Dimension.HOUR_OF_DAY, Dimension.DAY_OF_WEEK}


class CellKind(StrEnum):
    """What all cells of a column are."""

    TIME = "time"
    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of an answer, made one at a time."""

    answer: Answer

    @property
    def columns(self) -> dict[str, CellKind]:
        """The names of the columns in their order, and what they hold."""
        query = self.answer.query
        columns = {START: CellKind.TIME} if query.granularity else {}
        for dimension in query.dimensions:
            columns[dimension] = CellKind.WHOLE if dimension in _NUMBERED else CellKind.TEXT
            if dimension is Dimension.PRODUCT:
                columns["product_name"] = CellKind.TEXT
        for metric in query.metrics:
            columns[metric.name] = CellKind.NUMBER
            if self.answer.compared:
                columns |= {
                    f"{metric.name}_previous": CellKind.NUMBER,
                    f"{metric.name}_change": CellKind.NUMBER,
                    f"{metric.name}_change_percentage": CellKind.NUMBER,
                    f"{metric.name}_trend": CellKind.TEXT,
                }
        return columns

    def rows(self) -> Iterator[list[Cell]]:
        """The cells of each row, in the order of the columns."""
        return (list(self._cells(row)) for row in self.answer.rows)

    def _cells(self, row: Row) -> Iterator[Cell]:
        if self.answer.query.granularity:
            start = row.bucket.start if row.bucket else None
            yield start.astimezone(self.answer.settings.zone) if start else None
        for dimension, value in row.values.items():
            yield value
            if dimension is Dimension.PRODUCT:
                yield self.answer.names.get(str(value))
        for reading in row.readings.values():
            yield from self._figures(reading)

    def _figures(self, reading: Reading) -> Iterator[Cell]:
        metric, currency = reading.metric, reading.currency
        yield figure_out(metric, reading.value, currency)
        if self.answer.compared:
            change = reading.change or UNKNOWN
            yield figure_out(metric, reading.previous, currency)
            yield figure_out(metric, change.absolute, currency)
            yield percentage_out(change.percentage)
            yield change.direction
