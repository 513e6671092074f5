"""BigQuery for the tests of this folder: the real client, and a dataset for each test."""

from collections.abc import Iterator

import pytest
from google.api_core.client_options import ClientOptions
from google.auth.credentials import AnonymousCredentials
from google.cloud import bigquery

from tests.bigquery.faulty_proxy import FaultyProxy
from tests.bigquery.fixtures import PROJECT


@pytest.fixture
def client(bigquery_proxy: FaultyProxy) -> Iterator[bigquery.Client]:
    """A client whose way leads through the proxy."""
    client = bigquery.Client(
        project=PROJECT,
        credentials=AnonymousCredentials(),  # type: ignore[no-untyped-call]
        client_options=ClientOptions(api_endpoint=bigquery_proxy.url),
    )
    yield client
    client.close()  # type: ignore[no-untyped-call]


@pytest.fixture
def dataset(client: bigquery.Client, dataset_name: str) -> str:
    """The name of an empty dataset."""
    client.create_dataset(dataset_name)
    return dataset_name
