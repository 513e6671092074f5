"""What BigQuery is told of the tables, and what becomes of a load when BigQuery or the network has a mood."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from google.api_core.client_options import ClientOptions
from google.auth.credentials import AnonymousCredentials
from google.cloud import bigquery

from olympus.adapters.warehouse.bigquery.schema import events_table, fields, missing
from olympus.adapters.warehouse.bigquery.warehouse import BigQueryWarehouse
from olympus.adapters.warehouse.columns import COLUMNS
from olympus.adapters.warehouse.views import VIEWS
from olympus.domain.tenant import TenantId
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_log import LoggedEvent
from olympus.ports.warehouse import WarehouseUnfit
from olympus.ports.warehouse_queries import QueryRefused
from tests.bigquery.faulty_proxy import FaultyProxy
from tests.bigquery.fixtures import PROJECT
from tests.factories import CAFE, NOON, an_item, an_order

BATCH = [
    LoggedEvent(number, an_order(total="2.50", items=(an_item("tea"),), at=NOON + timedelta(days=number)))
    for number in range(1, 6)
]


@pytest.fixture
def client(bigquery_emulator: str) -> Iterator[bigquery.Client]:
    """A client that goes past the proxy."""
    client = bigquery.Client(
        project=PROJECT,
        credentials=AnonymousCredentials(),  # type: ignore[no-untyped-call]
        client_options=ClientOptions(api_endpoint=bigquery_emulator),
    )
    yield client
    client.close()  # type: ignore[no-untyped-call]


async def positions(warehouse: BigQueryWarehouse) -> list[int]:
    return sorted([each.position async for page in warehouse.events() for each in page])


async def test_the_table_is_partitioned_by_day_clustered_and_described(
    bigquery_warehouse: BigQueryWarehouse, client: bigquery.Client, dataset_name: str
) -> None:
    events = client.get_table(f"{PROJECT}.{dataset_name}.events")
    assert events.time_partitioning.type_ == bigquery.TimePartitioningType.DAY
    assert events.time_partitioning.field == "occurred_at"
    assert events.clustering_fields == ["tenant_id", "name"]
    assert events.description
    assert {each.name: each.description for each in events.schema} == {
        each.name: each.description for each in COLUMNS
    }
    assert {each.table_id for each in client.list_tables(dataset_name)} == {"events", *VIEWS}


def test_a_query_without_a_filter_on_the_partition_is_to_be_refused() -> None:
    assert events_table("p.d.events").require_partition_filter


async def test_a_column_that_is_missing_is_added_and_others_stay(
    open_warehouse: Callable[[], BigQueryWarehouse], client: bigquery.Client, dataset_name: str
) -> None:
    client.create_dataset(dataset_name)
    older = [each for each in fields() if each.name not in {"units", "source"}]
    theirs = bigquery.SchemaField("note", "STRING")
    client.create_table(bigquery.Table(f"{PROJECT}.{dataset_name}.events", schema=[*older, theirs]))
    warehouse = open_warehouse()

    incarnation = await warehouse.prepare()
    await warehouse.load(BATCH)
    assert await warehouse.prepare() == incarnation
    found = await warehouse.answer(CAFE, "SELECT SUM(units) AS units, MAX(note) AS note FROM events", most_rows=1)
    assert [dict(row) for row in found.rows] == [{"units": 5, "note": None}]


async def test_a_column_of_another_type_has_to_be_mended(
    open_warehouse: Callable[[], BigQueryWarehouse], client: bigquery.Client, dataset_name: str
) -> None:
    client.create_dataset(dataset_name)
    differing = [bigquery.SchemaField("amount", "FLOAT64") if each.name == "amount" else each for each in fields()]
    client.create_table(bigquery.Table(f"{PROJECT}.{dataset_name}.events", schema=differing))
    with pytest.raises(WarehouseUnfit, match="amount of the table events is FLOAT, not NUMERIC"):
        await open_warehouse().prepare()


def test_a_schema_as_it_should_be_is_left_alone() -> None:
    assert missing(fields()) == []
    written_otherwise = [
        bigquery.SchemaField(each.name, "INT64" if each.field_type == "INTEGER" else each.field_type, each.mode)
        for each in fields()
    ]
    assert missing(written_otherwise) == []


async def test_a_table_that_was_deleted_is_made_again_and_said_to_be_new(
    bigquery_warehouse: BigQueryWarehouse, client: bigquery.Client, dataset_name: str
) -> None:
    incarnation = await bigquery_warehouse.prepare()
    await bigquery_warehouse.load(BATCH)
    client.delete_table(f"{PROJECT}.{dataset_name}.events")
    with pytest.raises(WarehouseUnfit, match="BigQuery refuses"):
        await bigquery_warehouse.load([LoggedEvent(9, an_order())])
    assert await bigquery_warehouse.prepare() != incarnation
    assert await positions(bigquery_warehouse) == []
    await bigquery_warehouse.load(BATCH)  # the jobs of this batch were done, but for another table
    assert await positions(bigquery_warehouse) == [1, 2, 3, 4, 5]


CALLS = ["POST /upload/", "PUT /upload/", "POST .*/jobs", "GET .*/jobs/", "POST .*/tables", "DELETE .*/tables/"]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", ["fail", "lose_replies"])
async def test_a_fault_at_any_call_doubles_and_loses_nothing(
    bigquery_warehouse: BigQueryWarehouse, bigquery_proxy: FaultyProxy, call: str, fault: str
) -> None:
    getattr(bigquery_proxy, fault)(call, times=1)
    for _ in range(4):
        try:
            await bigquery_warehouse.load(BATCH)
        except (SourceUnavailable, WarehouseUnfit):
            continue
        break
    else:
        pytest.fail("the batch is never taken")
    await bigquery_warehouse.load(BATCH)
    await bigquery_warehouse.load(BATCH[2:])
    assert await positions(bigquery_warehouse) == [1, 2, 3, 4, 5]


async def test_a_batch_that_was_merged_is_not_loaded_again(
    bigquery_warehouse: BigQueryWarehouse,
    open_warehouse: Callable[[], BigQueryWarehouse],
    bigquery_proxy: FaultyProxy,
    client: bigquery.Client,
    dataset_name: str,
) -> None:
    await bigquery_warehouse.load(BATCH)
    bigquery_proxy.requests.clear()
    await open_warehouse().load(BATCH)
    assert not [each for each in bigquery_proxy.requests if not each.startswith("GET")]
    assert {each.table_id for each in client.list_tables(dataset_name)} == {"events", *VIEWS}


async def test_a_staged_batch_that_is_gone_is_staged_again(
    bigquery_warehouse: BigQueryWarehouse, bigquery_proxy: FaultyProxy, client: bigquery.Client, dataset_name: str
) -> None:
    """The process ended between the two jobs, and BigQuery removed the table a day later."""
    bigquery_proxy.exceed_quota("POST .*/jobs\\?", times=1)
    with pytest.raises(WarehouseUnfit, match="Quota exceeded"):
        await bigquery_warehouse.load(BATCH)
    [staged] = {each.table_id for each in client.list_tables(dataset_name)} - {"events", *VIEWS}
    client.delete_table(f"{PROJECT}.{dataset_name}.{staged}")

    await bigquery_warehouse.load(BATCH)
    assert await positions(bigquery_warehouse) == [1, 2, 3, 4, 5]


async def test_quota_and_credentials_are_for_somebody_to_mend(
    bigquery_warehouse: BigQueryWarehouse, bigquery_proxy: FaultyProxy
) -> None:
    bigquery_proxy.exceed_quota("POST /upload/", times=1)
    with pytest.raises(WarehouseUnfit, match="Quota exceeded"):
        await bigquery_warehouse.load(BATCH)
    bigquery_proxy.reject_credentials(times=1)
    with pytest.raises(WarehouseUnfit, match="credentials"):
        await bigquery_warehouse.prepare()


async def test_missing_credentials_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/nonexistent.json")
    warehouse = BigQueryWarehouse("p", "d", most_bytes=1)
    with pytest.raises(WarehouseUnfit, match="no credentials for BigQuery"):
        await warehouse.prepare()
    await warehouse.aclose()


async def test_what_a_query_costs_is_told_and_bounded(
    bigquery_warehouse: BigQueryWarehouse, bigquery_proxy: FaultyProxy
) -> None:
    bigquery_proxy.bytes_processed = 2_000_000
    assert await bigquery_warehouse.estimate(CAFE, "SELECT COUNT(*) FROM events") == 2_000_000
    with pytest.raises(QueryRefused, match="bytes billed"):
        await bigquery_warehouse.answer(CAFE, "SELECT COUNT(*) FROM events", most_rows=10)


async def test_a_query_that_cannot_be_run_is_refused_before_it_is_estimated(
    bigquery_warehouse: BigQueryWarehouse,
) -> None:
    for ask in (
        bigquery_warehouse.estimate(CAFE, "SELECT no_such_column FROM events"),
        bigquery_warehouse.answer(CAFE, "SELECT no_such_column FROM events", most_rows=1),
    ):
        with pytest.raises(QueryRefused):
            await ask


async def test_people_ask_about_their_own_tenant(bigquery_warehouse: BigQueryWarehouse) -> None:
    theirs = an_order(total="99", tenant=TenantId("bakery"))
    await bigquery_warehouse.load([*BATCH, LoggedEvent(6, theirs)])
    found = await bigquery_warehouse.answer(
        CAFE, "SELECT channel, SUM(total) AS total, COUNT(*) AS orders FROM orders GROUP BY 1", most_rows=10
    )
    assert [dict(row) for row in found.rows] == [{"channel": None, "total": 12.5, "orders": 5}]
    assert (found.columns, found.is_complete) == (("channel", "total", "orders"), True)
