"""Parameters of a query, with their types by BigQuery's names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value, or NULL."""

    type: str
    value: Any


@dataclass(frozen=True, slots=True)
class Values:
    """A list of values of one type."""

    type: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """A small table: the names and types of its columns, and its rows."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]


Parameters = Mapping[str, Scalar | Values | Records]
"""By name."""
