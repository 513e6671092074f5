"""Rows as lists of columns: what `unnest` makes a table of, in one parameter a column."""

from collections.abc import Iterable
from typing import Any, TypeAlias

Columns: TypeAlias = list[list[Any]]
"""A list a column, all of the same length. Exact numbers are texts: the driver is slow to encode them."""


def columns(rows: Iterable[tuple[Any, ...]], *, width: int) -> Columns:
    """The columns of rows that have `width` values each; empty ones where there is no row."""
    transposed = [list(column) for column in zip(*rows, strict=True)]
    return transposed or [[] for _ in range(width)]
