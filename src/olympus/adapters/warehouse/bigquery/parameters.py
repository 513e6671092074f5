"""Parameters as the client library has them."""

from collections.abc import Iterator
from typing import Any

from google.cloud import bigquery

from olympus.adapters.warehouse.parameters import Parameters, Records, Scalar


def query_parameters(parameters: Parameters) -> list[Any]:
    """All of them, by name."""
    return list(_converted(parameters))


def _converted(parameters: Parameters) -> Iterator[Any]:
    for name, parameter in parameters.items():
        match parameter:
            case Scalar(kind, value):
                yield bigquery.ScalarQueryParameter(name, kind, value)
            case Records(columns, rows):
                yield bigquery.ArrayQueryParameter(name, "STRUCT", [_struct(columns, row) for row in rows])
            case _:
                yield bigquery.ArrayQueryParameter(name, parameter.type, list(parameter.values))


def _struct(columns: tuple[tuple[str, str], ...], row: tuple[Any, ...]) -> bigquery.StructQueryParameter:
    fields = (
        bigquery.ScalarQueryParameter(name, kind, value) for (name, kind), value in zip(columns, row, strict=True)
    )
    return bigquery.StructQueryParameter(None, *fields)
