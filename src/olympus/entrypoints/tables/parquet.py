"""A table as Parquet, by the extra `parquet`: exact decimals, instants in UTC."""

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from olympus.domain.errors import OlympusError
from olympus.entrypoints.tables.table import Cell, CellKind, Table

_ROWS_AT_ONCE = 10_000
_DIGITS = 38
"""The most that a 128-bit decimal holds; figures with more become texts."""


def parquet_chunks(table: Table) -> Iterator[bytes]:
    """The file, row group by row group. Raises NoParquet where the extra is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ModuleNotFoundError as missing:
        raise NoParquet from missing
    rows = list(table.rows())
    schema = pyarrow.schema(
        [
            pyarrow.field(name, _type_of(kind, [row[place] for row in rows]))
            for place, (name, kind) in enumerate(table.columns.items())
        ],
        metadata={metric.name: metric.definition for metric in table.answer.query.metrics},
    )
    return _chunks(parquet, pyarrow, schema, rows)


def _chunks(parquet: Any, pyarrow: Any, schema: Any, rows: list[list[Cell]]) -> Iterator[bytes]:
    written = _Written()
    with parquet.ParquetWriter(written, schema) as writer:
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            columns = zip(*rows[first : first + _ROWS_AT_ONCE], strict=True)
            arrays = [
                pyarrow.array(_as_texts(column) if pyarrow.types.is_string(field.type) else column, field.type)
                for column, field in zip(columns, schema, strict=True)
            ]
            writer.write_batch(pyarrow.record_batch(arrays, schema=schema))
            yield written.taken()
    yield written.taken()


class _Written(io.RawIOBase):
    """A file that hands on what was written to it, and keeps nothing."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: Any, /) -> int:
        self._pieces.append(bytes(piece))
        self._size += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._size

    def taken(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def _type_of(kind: CellKind, cells: list[Cell]) -> Any:
    import pyarrow

    match kind:
        case CellKind.TIME:
            return pyarrow.timestamp("us", tz="UTC")
        case CellKind.TEXT:
            return pyarrow.string()
        case CellKind.WHOLE:
            return pyarrow.int8()
        case CellKind.NUMBER:
            return _number_type([cell for cell in cells if isinstance(cell, Decimal)])


def _number_type(numbers: list[Decimal]) -> Any:
    import pyarrow

    scale = max((-int(each.as_tuple().exponent) for each in numbers), default=0)
    scale = max(scale, 0)
    whole = max((each.adjusted() + 1 for each in numbers if each), default=1)
    if scale + max(whole, 1) > _DIGITS:
        return pyarrow.string()
    return pyarrow.decimal128(_DIGITS, scale)


def _as_texts(column: tuple[Cell, ...]) -> list[str | None]:
    return [None if cell is None else str(cell) for cell in column]


class NoParquet(OlympusError):
    """Parquet was asked for, and the library that writes it is not there."""

    def __init__(self) -> None:
        super().__init__(
            "This installation writes no Parquet: install olympus-analytics[parquet], or ask for csv or jsonl.",
            field="format",
        )
