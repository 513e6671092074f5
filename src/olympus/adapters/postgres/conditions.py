"""Conditions on dimensions as SQL, their values as parameters."""

from collections.abc import Iterable, Sequence
from typing import Any

from olympus.adapters.postgres.rollup_tables import COLUMN
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.reading import Condition, Values


def conditions_on(alias: str, conditions: Iterable[Condition], parameters: list[Any]) -> str:
    """What goes after a WHERE that has something already; appends to the parameters."""
    clauses = []
    for condition in conditions:
        parameters.append([value or "" for value in condition.values])
        place = f"${len(parameters)}::text[]"
        test = f"<> ALL ({place})" if condition.negated else f"= ANY ({place})"
        clauses.append(f" AND {alias}.{COLUMN[condition.dimension]} {test}")
    return "".join(clauses)


def columns_of(alias: str, by: Sequence[Dimension]) -> list[str]:
    """The columns that a statement groups by."""
    return [f"{alias}.{COLUMN[dimension]}" for dimension in by]


def values_of(row: Any, first: int, by: Sequence[Dimension]) -> Values:
    """The values of the dimensions in a row, from a place on."""
    return tuple(row[place] or None for place in range(first, first + len(by)))
