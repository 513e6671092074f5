"""A table as CSV (RFC 4180), safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from olympus.entrypoints.tables.table import Cell, Table

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would compute such a text, which may be anyone's (owasp.org, CSV Injection)."""

_ROWS_AT_ONCE = 500


def csv_lines(table: Table) -> Iterator[bytes]:
    """The header and the rows, some at a time. A missing value is an empty field."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(table.columns)
    for number, row in enumerate(table.rows(), start=1):
        writer.writerow([_written(cell) for cell in row])
        if number % _ROWS_AT_ONCE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.isoformat()
        case Decimal():
            return f"{cell:f}"
        case str() if cell.startswith(_STARTS_A_FORMULA):
            return f"'{cell}"
        case _:
            return str(cell)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
