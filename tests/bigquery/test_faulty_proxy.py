"""The proxy breaks what it is told to break, as often as it is told, and nothing else."""

import io
import json
import uuid
from typing import Any

import pytest
from google.api_core.exceptions import BadRequest, Conflict, Forbidden, ServiceUnavailable
from google.api_core.retry import Retry, if_exception_type
from google.cloud import bigquery

from tests.bigquery.faulty_proxy import FaultyProxy

ONCE = Retry(predicate=if_exception_type())
SCHEMA = [bigquery.SchemaField("event_id", "STRING", "REQUIRED")]


def create_events(client: bigquery.Client, dataset: str) -> None:
    client.create_table(bigquery.Table(f"{client.project}.{dataset}.events", schema=SCHEMA))


def load(client: bigquery.Client, table: str, ids: list[str], job_id: str | None = None) -> Any:
    lines = "".join(f"{json.dumps({'event_id': each})}\n" for each in ids).encode()
    config = bigquery.LoadJobConfig(source_format="NEWLINE_DELIMITED_JSON", schema=SCHEMA)
    return client.load_table_from_file(io.BytesIO(lines), table, job_id=job_id, job_config=config)


def test_a_refused_request_is_not_carried_out(
    client: bigquery.Client, bigquery_proxy: FaultyProxy, dataset: str
) -> None:
    bigquery_proxy.fail(f"POST .*/{dataset}/tables")
    with pytest.raises(ServiceUnavailable):
        client.create_table(f"{client.project}.{dataset}.events", retry=ONCE)
    assert not list(client.list_tables(dataset))
    assert client.create_table(f"{client.project}.{dataset}.events", retry=ONCE).table_id == "events"


def test_a_lost_reply_is_of_work_that_was_done_and_a_job_is_done_once(
    client: bigquery.Client, bigquery_proxy: FaultyProxy, dataset: str
) -> None:
    create_events(client, dataset)
    job_id = uuid.uuid4().hex
    bigquery_proxy.lose_replies("PUT /upload/")
    with pytest.raises(Conflict):  # the client itself sends the job again
        load(client, f"{dataset}.events", ["a"], job_id)
    with pytest.raises(Conflict):
        load(client, f"{dataset}.events", ["a"], job_id)
    client.get_job(job_id).result()
    assert client.get_table(f"{dataset}.events").num_rows == 1


def test_an_exhausted_quota_is_told_by_its_reason(
    client: bigquery.Client, bigquery_proxy: FaultyProxy, dataset: str
) -> None:
    bigquery_proxy.exceed_quota("GET .*/datasets/")
    with pytest.raises(Forbidden) as refused:
        client.get_dataset(dataset)
    assert refused.value.errors[0]["reason"] == "quotaExceeded"


def test_faults_are_forgotten(client: bigquery.Client, bigquery_proxy: FaultyProxy, dataset: str) -> None:
    bigquery_proxy.exceed_quota(times=1_000)
    bigquery_proxy.mend()
    assert client.get_dataset(dataset).dataset_id == dataset


def test_a_large_upload_goes_on_through_the_proxy(
    client: bigquery.Client, bigquery_proxy: FaultyProxy, dataset: str
) -> None:
    create_events(client, dataset)
    load(client, f"{dataset}.events", [f"{number}-{'x' * 1_000}" for number in range(6_000)]).result()
    assert client.get_table(f"{dataset}.events").num_rows == 6_000
    assert any(request.startswith("PUT /upload/") for request in bigquery_proxy.requests)


def test_a_dry_run_tells_the_bytes_that_the_test_says(
    client: bigquery.Client, bigquery_proxy: FaultyProxy
) -> None:
    bigquery_proxy.bytes_processed = 12_345
    job = client.query("SELECT 1", job_config=bigquery.QueryJobConfig(dry_run=True))
    assert job.total_bytes_processed == 12_345


def test_a_query_may_read_no_more_than_it_may_bill(client: bigquery.Client, bigquery_proxy: FaultyProxy) -> None:
    bigquery_proxy.bytes_processed = 12_345
    with pytest.raises(BadRequest) as refused:
        client.query("SELECT 1", job_config=bigquery.QueryJobConfig(maximum_bytes_billed=12_344)).result()
    assert refused.value.errors[0]["reason"] == "bytesBilledLimitExceeded"
    client.query("SELECT 1", job_config=bigquery.QueryJobConfig(maximum_bytes_billed=12_345)).result()
