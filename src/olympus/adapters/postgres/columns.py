"""Rows as a table for `unnest`: a parameter a column, each the text of an array.

Written by hand because the driver looks at every element of a list, which takes it longer than the server
takes to parse the whole (postgresql.org/docs/current/arrays.html, Array Input and Output Syntax).
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

Columns: TypeAlias = list[str]
"""The texts of arrays of equal length, to be cast from text by the statement that gets them."""

NO_ROWS = "{}"


def columns(rows: Iterable[Sequence[Any]], *, width: int) -> Columns:
    """The columns of rows that have `width` values each: texts, numbers, instants, booleans and NULLs."""
    return [array(column) for column in zip(*rows, strict=True)] or [NO_ROWS] * width


def array(elements: Sequence[Any]) -> str:
    """The text of an array."""
    text = '","'.join(map(str, elements))
    # looked for once in the whole: what needs more than quotes around it is rare
    if "\\" in text or "None" in text or text.count('"') != 2 * (len(elements) - 1):
        return f"{{{','.join(map(_quoted, elements))}}}"
    return f'{{"{text}"}}'


def _quoted(element: Any) -> str:
    """One element as it stands in the text of an array, whatever it holds."""
    if element is None:
        return "NULL"
    return '"' + str(element).replace("\\", "\\\\").replace('"', '\\"') + '"'
