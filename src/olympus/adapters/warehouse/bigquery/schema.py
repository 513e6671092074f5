"""The table and the views as BigQuery is told of them."""

from collections.abc import Sequence

from google.cloud import bigquery

from olympus.adapters.warehouse.columns import COLUMNS, Column
from olympus.ports.warehouse import WarehouseUnfit


def fields(columns: Sequence[Column] = COLUMNS) -> list[bigquery.SchemaField]:
    """The columns with their descriptions; one with fields is repeated."""
    return [
        bigquery.SchemaField(
            each.name,
            each.type.value,
            mode="REPEATED" if each.fields else "REQUIRED" if each.is_required else "NULLABLE",
            description=each.description,
            fields=fields(each.fields),
        )
        for each in columns
    ]


def events_table(reference: str) -> bigquery.Table:
    """The table `events`: partitioned by the day on which events happened, clustered by tenant and name."""
    table = bigquery.Table(reference, schema=fields())
    table.time_partitioning = bigquery.TimePartitioning(
        type_=bigquery.TimePartitioningType.DAY, field="occurred_at"
    )
    table.require_partition_filter = True
    table.clustering_fields = ["tenant_id", "name"]
    table.description = (
        "Every event that Olympus recorded, once, with what it states and the message as it was sent."
    )
    return table


def missing(there: Sequence[bigquery.SchemaField]) -> list[Column]:
    """The columns of ours that a table lacks. Columns of others may stay.

    Raises WarehouseUnfit where a column of ours is of another type: it cannot be changed without losing what is
    in it.
    """
    known = {each.name: each for each in there}
    for each in fields():
        found = known.get(each.name)
        if found is not None and _kind(found) != _kind(each):
            raise WarehouseUnfit(f"column {each.name} of the table events is {_kind(found)}, not {_kind(each)}")
    return [each for each in COLUMNS if each.name not in known]


def adding(column: Column) -> str:
    """The clause of ALTER TABLE for a column. Rows that are there have nothing in it, so it is not required."""
    description = column.description.replace('"', "'")
    return f'ADD COLUMN IF NOT EXISTS {column.name} {_written(column)} OPTIONS (description = "{description}")'


def _written(column: Column) -> str:
    kind = {"INTEGER": "INT64"}.get(column.type.value, column.type.value)
    if column.fields:
        return f"ARRAY<STRUCT<{', '.join(f'{each.name} {_written(each)}' for each in column.fields)}>>"
    return kind


_SYNONYMS = {
    "INT64": "INTEGER",
    "STRUCT": "RECORD",
    "FLOAT64": "FLOAT",
    "BOOL": "BOOLEAN",
    "BIGDECIMAL": "NUMERIC",
}


def _kind(field: bigquery.SchemaField) -> str:
    kind = _SYNONYMS.get(field.field_type, field.field_type)
    return f"ARRAY<{kind}>" if field.mode == "REPEATED" else kind
