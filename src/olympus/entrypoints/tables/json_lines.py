"""A table as JSON lines: an object a row, its numbers exact."""

from collections.abc import Iterator

from olympus.entrypoints.http.exact_json import exact_json
from olympus.entrypoints.tables.table import Table

_ROWS_AT_ONCE = 500


def json_lines(table: Table) -> Iterator[bytes]:
    """The rows, some at a time."""
    names = list(table.columns)
    lines: list[bytes] = []
    for row in table.rows():
        lines.append(exact_json(dict(zip(names, row, strict=True))) + b"\n")
        if len(lines) == _ROWS_AT_ONCE:
            yield b"".join(lines)
            lines.clear()
    yield b"".join(lines)
