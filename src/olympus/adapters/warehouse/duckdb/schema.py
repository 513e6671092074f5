"""The columns as DuckDB sees them."""

from collections.abc import Iterable

from olympus.adapters.warehouse.columns import COLUMNS, DIGITS_AFTER_POINT, Column, ColumnType

NUMERIC_DIGITS = (38, DIGITS_AFTER_POINT)
"""Of a NUMERIC: in all, and after the point."""

_TYPE = {
    ColumnType.STRING: "VARCHAR",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.TIMESTAMP: "TIMESTAMPTZ",
    ColumnType.NUMERIC: f"DECIMAL{NUMERIC_DIGITS}",
}


def duckdb_type(column: Column) -> str:
    """The type of a column; one with fields is a list of structs."""
    if column.fields:
        return f"STRUCT({', '.join(f'{each.name} {duckdb_type(each)}' for each in column.fields)})[]"
    return _TYPE[column.type]


READ_JSON_COLUMNS = ", ".join(f"'{each.name}': '{duckdb_type(each)}'" for each in COLUMNS)
"""What `read_json` is to find in a line."""

_NO_ROWS = f"SELECT {', '.join(f'NULL::{duckdb_type(each)} AS {each.name}' for each in COLUMNS)} WHERE false"


def literal(text: object) -> str:
    """A text within a statement that takes no parameter in its place."""
    return "'" + str(text).replace("'", "''") + "'"


def all_events(files: Iterable[str]) -> str:
    """The query of the table `events`; files of an earlier version lack columns that came since."""
    listed = ", ".join(map(literal, files))
    if not listed:
        return _NO_ROWS
    return f"{_NO_ROWS} UNION ALL BY NAME SELECT * FROM read_parquet([{listed}], union_by_name = true)"
