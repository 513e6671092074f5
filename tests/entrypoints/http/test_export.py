"""The rows of a query as files that spreadsheets and programs read."""

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx
import pyarrow.parquet
import pytest

from olympus.composition import Container
from tests.entrypoints.http.sending import a_payment, an_order, problem_of, record

EXPORT = "/api/analytics/export/cafe"


@pytest.fixture
async def cafe(api: httpx.AsyncClient, container: Container) -> httpx.AsyncClient:
    """An API that has heard of a little trade, at a place with a hostile name."""
    await record(
        api,
        container,
        an_order("o-1", "100.00", at="2026-03-10T10:00:00Z", location_id='=cmd|"x"!A1'),
        an_order("o-2", "60.125", location_id='Rome, "centre"'),
        an_order("o-3", "5.45"),
        a_payment("o-2", "60.125"),
    )
    return api


async def exported(api: httpx.AsyncClient, **words: Any) -> httpx.Response:
    response = await api.get(EXPORT, params={"metrics": "order_value", **words})
    assert response.status_code == 200, response.text
    return response


async def test_csv_has_a_header_exact_amounts_and_no_formulas(cafe: httpx.AsyncClient) -> None:
    response = await exported(cafe, metrics="order_value,orders", dimensions="location", order="order_value:asc")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == (
        'attachment; filename="cafe-order_value-orders-all_time.csv"'
    )
    assert list(csv.reader(io.StringIO(response.text))) == [
        ["location", "order_value", "orders"],
        ["", "5.45", "1"],
        ['Rome, "centre"', "60.125", "1"],
        ['\'=cmd|"x"!A1', "100.00", "1"],
    ]


async def test_json_lines_are_objects_with_exact_numbers(cafe: httpx.AsyncClient) -> None:
    response = await exported(cafe, format="jsonl", granularity="day", timeframe="this_week")
    assert response.headers["content-type"] == "application/jsonl"
    rows = [json.loads(line, parse_float=Decimal) for line in response.text.splitlines()]
    assert rows[1] == {"start": "2026-03-17T00:00:00Z", "order_value": Decimal("65.575")}


async def test_parquet_has_typed_columns_and_what_they_mean(cafe: httpx.AsyncClient) -> None:
    response = await exported(
        cafe, format="parquet", granularity="month", timeframe="2026-03", comparison="previous_period"
    )
    table = pyarrow.parquet.read_table(io.BytesIO(response.content))
    assert table.to_pylist() == [
        {
            "start": datetime(2026, 3, 1, tzinfo=UTC),
            "order_value": Decimal("165.575"),
            "order_value_previous": Decimal("0.00"),
            "order_value_change": Decimal("165.575"),
            "order_value_change_percentage": None,
            "order_value_trend": "up",
        }
    ]
    assert table.schema.metadata[b"order_value"].startswith(b"Totals of the orders")


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
async def test_an_export_of_nothing_is_a_file(api: httpx.AsyncClient, kind: str) -> None:
    await exported(api, format=kind, dimensions="location")


async def test_filters_are_written_as_people_write_them(cafe: httpx.AsyncClient) -> None:
    response = await exported(cafe, dimensions="location", filter=["location!=(none)", 'location!==cmd|"x"!A1'])
    assert len(response.text.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"format": "xlsx"}, "format"),
        ({"metrics": "profit"}, "metrics"),
        ({"metrics": ""}, "metrics"),
        ({"filter": "location"}, "filter"),
        ({"filter": "location=" + "x" * 10_000}, "filter"),
        ({"limit": 1_000_001}, "limit"),
        ({"order": "revenue"}, "order"),
    ],
)
async def test_what_cannot_be_exported_is_a_problem(
    api: httpx.AsyncClient, words: dict[str, Any], field: str
) -> None:
    response = await api.get(EXPORT, params={"metrics": "order_value", **words})
    assert problem_of(response, 400, "INVALID_REQUEST", field)


async def test_nobody_exports_another_tenant(api: httpx.AsyncClient) -> None:
    response = await api.get(EXPORT, params={"metrics": "orders"}, headers={"X-Tenant-ID": "bakery"})
    assert problem_of(response, 403, "FORBIDDEN", "tenant_id")
