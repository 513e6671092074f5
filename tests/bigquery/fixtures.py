"""Fixtures that a suite imports into its conftest to run against BigQuery."""

import uuid
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from olympus.adapters.warehouse.bigquery.warehouse import BigQueryWarehouse
from tests.bigquery.emulator import running_emulator
from tests.bigquery.faulty_proxy import FaultyProxy, faulty_proxy

PROJECT = "olympus-tests"


@pytest.fixture(scope="session")
def bigquery_emulator() -> Iterator[str]:
    """The base URL of an emulator that belongs to this run. Give each test datasets of its own."""
    with running_emulator() as base_url:
        yield base_url


@pytest.fixture
def bigquery_proxy(bigquery_emulator: str) -> Iterator[FaultyProxy]:
    """A way to the emulator that this test may break."""
    with faulty_proxy(bigquery_emulator) as proxy:
        yield proxy


@pytest.fixture
def dataset_name() -> str:
    """The name of a dataset that is not there yet."""
    return f"warehouse_{uuid.uuid4().hex}"


@pytest.fixture
async def open_warehouse(
    bigquery_proxy: FaultyProxy, dataset_name: str
) -> AsyncIterator[Callable[[], BigQueryWarehouse]]:
    """Makes the test's warehouse as one more process sees it."""
    opened: list[BigQueryWarehouse] = []

    def another() -> BigQueryWarehouse:
        opened.append(BigQueryWarehouse(PROJECT, dataset_name, most_bytes=1_000_000, endpoint=bigquery_proxy.url))
        return opened[-1]

    yield another
    for each in opened:
        await each.aclose()


@pytest.fixture
async def bigquery_warehouse(open_warehouse: Callable[[], BigQueryWarehouse]) -> BigQueryWarehouse:
    """The test's warehouse, ready."""
    warehouse = open_warehouse()
    await warehouse.prepare()
    return warehouse
