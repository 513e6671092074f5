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
        type_=bigquery.TimePartitioningType.DAY, field="occurred_at", require_partition_filter=True
    )
    table.clustering_fields = ["tenant_id", "name"]
    table.description = "Every event that Olympus recorded, once, with what it states and the message as it was sent."
    return table


def evolved(there: Sequence[bigquery.SchemaField]) -> list[bigquery.SchemaField] | None:
    """The schema with the columns that are missing, or None where none is. Columns of others stay.

    Raises WarehouseUnfit where a column of ours is of another type: it cannot be changed without losing what is
    in it.
    """
    known = {each.name: each for each in there}
    wanted = fields()
    for each in wanted:
        found = known.get(each.name)
        if found is not None and _kind(found) != _kind(each):
            raise WarehouseUnfit(f"column {each.name} of the table events is {_kind(found)}, not {_kind(each)}")
    missing = [each for each in wanted if each.name not in known]
    if not missing:
        return None
    return [*there, *(_optional(each) for each in missing)]


_SYNONYMS = {"INT64": "INTEGER", "STRUCT": "RECORD", "FLOAT64": "FLOAT", "BOOL": "BOOLEAN", "BIGDECIMAL": "NUMERIC"}


def _kind(field: bigquery.SchemaField) -> str:
    kind = _SYNONYMS.get(field.field_type, field.field_type)
    return f"ARRAY<{kind}>" if field.mode == "REPEATED" else kind


def _optional(field: bigquery.SchemaField) -> bigquery.SchemaField:
    """Rows that are there have nothing in a column that comes later."""
    if field.mode != "REQUIRED":
        return field
    return bigquery.SchemaField(field.name, field.field_type, mode="NULLABLE", description=field.description)
