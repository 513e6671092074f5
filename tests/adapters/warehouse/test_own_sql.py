"""People's SQL reads their tenant's rows and nothing else, whatever it is."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from olympus.adapters.warehouse.duckdb.warehouse import DuckDbWarehouse
from olympus.adapters.warehouse.own_sql import of_one_tenant
from olympus.ports.event_log import LoggedEvent
from olympus.ports.warehouse_queries import QueryRefused
from tests.eventually import eventually
from tests.factories import BAKERY, CAFE, NOON, a_payment, an_item, an_order


@pytest.fixture
async def warehouse(tmp_path: Path) -> AsyncIterator[DuckDbWarehouse]:
    """Two tenants' orders: the café's are of 1, the bakery's of 1,000."""
    warehouse = DuckDbWarehouse(tmp_path / "warehouse")
    await warehouse.prepare()
    items = (an_item("tea", total="1"),)
    events = [
        an_order("o1", total="1", items=items, channel="web"),
        an_order("o2", total="1", items=items, channel="pos"),
        a_payment("o1", amount="1"),
        an_order("o1", total="1000", tenant=BAKERY, channel="web"),
        a_payment("o1", amount="1000", tenant=BAKERY),
    ]
    await warehouse.load([LoggedEvent(position, event) for position, event in enumerate(events, 1)])
    yield warehouse
    await warehouse.aclose()


OF_THE_CAFE = {
    "SELECT COUNT(*) FROM orders": 2,
    "SELECT SUM(o.total) FROM orders AS o": 2,
    "SELECT SUM(o.total) FROM `orders` o JOIN payments p ON p.order_id = o.order_id": 1,
    "SELECT SUM(i.total) FROM orders, UNNEST(items) AS i": 2,
    "SELECT COUNT(*) FROM orders, orders.items": 2,
    "WITH mine AS (SELECT * FROM events WHERE kind = 'order_placed') SELECT COUNT(*) FROM mine": 2,
    "SELECT (SELECT MAX(amount) FROM payments)": 1,
    "SELECT COUNT(*) FROM (SELECT * FROM orders UNION ALL SELECT * FROM orders)": 4,
    "SELECT COUNT(*) FROM orders WHERE total IN (SELECT amount FROM events)": 2,
    "SELECT COUNT(*) FROM orders WHERE EXISTS (SELECT 1 FROM events WHERE amount > 1)": 0,
    "SELECT MAX(total) FROM orders ORDER BY (SELECT MAX(amount) FROM events)": 1,
    "SELECT COUNT(DISTINCT tenant_id) FROM contributions": 1,
    "SELECT COUNT(*) FROM orders WHERE tenant_id = 'bakery' OR TRUE": 2,
    "SELECT COUNT(*) FROM orders AS events JOIN events AS orders ON TRUE": 6,
    "WITH a AS (SELECT 1 AS x), b AS (SELECT a.x + 1 AS x FROM a) SELECT a.x + b.x FROM a, b": 3,
    "WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT n.x + 1 FROM n WHERE n.x < 4) SELECT MAX(x) FROM n": 4,
    "SELECT web FROM (SELECT channel FROM orders) PIVOT(COUNT(*) FOR channel IN ('web'))": 1,
    "SELECT SUM(web) FROM orders PIVOT(COUNT(*) FOR channel IN ('web'))": 1,
    "SELECT COUNT(*) FROM orders TABLESAMPLE SYSTEM (0 PERCENT)": 0,
    "SELECT '$tenant'": "$tenant",
}


@pytest.mark.parametrize("query", OF_THE_CAFE)
async def test_a_query_sees_its_own_tenant(warehouse: DuckDbWarehouse, query: str) -> None:
    found = await warehouse.answer(CAFE, query, most_rows=10)
    [row] = found.rows
    assert list(row.values()) == [OF_THE_CAFE[query]]


REFUSED = [
    "DELETE FROM events",
    "DROP TABLE events",
    "CREATE TABLE mine AS SELECT * FROM events",
    "INSERT INTO events (tenant_id) VALUES ('x')",
    "EXPORT DATA OPTIONS (uri = 'gs://elsewhere') AS SELECT * FROM events",
    "COPY events TO 'file'",
    "SELECT 1; SELECT 2",
    "",
    "no SQL at all",
    "SELECT",
    "SELECT * FROM main.events",
    "SELECT * FROM `main.events`",
    "SELECT * FROM nobodys",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM read_parquet('files/*.parquet')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM 'manifest.json'",
    "SELECT * FROM orders, LATERAL read_parquet('{files}')",
    "SELECT * FROM orders CROSS JOIN LATERAL read_text('{files}')",
    "SELECT * FROM LATERAL read_parquet('{files}')",
    "SELECT * FROM `{files}`, (WITH `{files}` AS (SELECT 1) SELECT 1)",
    "SELECT * FROM duckdb_views, (WITH duckdb_views AS (SELECT 1) SELECT 1)",
    "WITH pg_views AS (SELECT * FROM pg_views) SELECT * FROM pg_views",
    "SELECT * FROM orders FOR SYSTEM_TIME AS OF TIMESTAMP '2020-01-01'",
    "SELECT * FROM EXTERNAL_QUERY('connection', 'SELECT 1')",
    "SELECT other.function_of_mine(1)",
    "SELECT @tenant FROM events",
    "WITH events AS (SELECT 1) SELECT * FROM events",
    "SELECT * FROM nobodys, (WITH nobodys AS (SELECT 1) SELECT 1)",
    "SELECT no_such_column FROM events",
    "SELECT 1 / 0 + CAST('x' AS INT64)",
    "(" * 3_000 + "SELECT 1" + ")" * 3_000,
]


@pytest.mark.parametrize("query", REFUSED)
async def test_whatever_else_is_refused(warehouse: DuckDbWarehouse, tmp_path: Path, query: str) -> None:
    """`{files}` are those of the warehouse itself, which it may read."""
    with pytest.raises(QueryRefused):
        await warehouse.answer(
            CAFE, query.replace("{files}", f"{tmp_path}/warehouse/files/*.parquet"), most_rows=10
        )


WORDS = [
    *(
        "SELECT",
        "*",
        "FROM",
        "events",
        "orders",
        "main.events",
        "(",
        ")",
        ",",
        "WITH",
        "AS",
        "x",
        "UNION ALL",
        "JOIN",
    ),
    *(
        "ON TRUE",
        "LATERAL",
        "UNNEST(items)",
        "WHERE",
        "EXISTS",
        "tenant_id",
        "1",
        "read_csv('x')",
        "FROM orders o",
    ),
    *("PIVOT", "QUALIFY", "SUMMARIZE", "DESCRIBE", "VALUES (1)", "TABLE", ";", "--", "/*", "*/", "'", '"events"'),
]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=10))
async def test_no_salad_of_words_reads_another_tenants_rows(warehouse: DuckDbWarehouse, words: list[str]) -> None:
    try:
        found = await warehouse.answer(CAFE, " ".join(words), most_rows=100)
    except QueryRefused:
        return
    assert "bakery" not in str(found.rows)
    assert "1000" not in str(found.rows)


async def test_more_rows_than_asked_for_are_left_out_and_said_to_be(warehouse: DuckDbWarehouse) -> None:
    found = await warehouse.answer(CAFE, "SELECT order_id FROM orders ORDER BY 1", most_rows=1)
    assert [dict(row) for row in found.rows] == [{"order_id": "o1"}]
    assert not found.is_complete


async def test_functions_of_bigquery_are_translated(warehouse: DuckDbWarehouse) -> None:
    found = await warehouse.answer(
        CAFE,
        """
        SELECT DATE(placed_at, 'Asia/Tokyo') AS day, TIMESTAMP_TRUNC(placed_at, MONTH) AS month,
               COUNTIF(channel = 'web') AS web, ARRAY_AGG(order_id ORDER BY order_id) AS orders,
               SAFE_DIVIDE(SUM(total), 0) AS nothing
        FROM orders GROUP BY 1, 2
        """,
        most_rows=10,
    )
    [row] = found.rows
    assert str(row["day"]) == "2026-03-18"
    assert row["month"].astimezone(NOON.tzinfo).isoformat() == "2026-03-01T00:00:00+00:00"
    assert (row["web"], row["orders"], row["nothing"]) == (1, ["o1", "o2"], None)


async def test_numbers_have_the_digits_of_bigquery(warehouse: DuckDbWarehouse) -> None:
    found = await warehouse.answer(
        CAFE, "SELECT CAST('12345678901234567890.123456789' AS NUMERIC) AS n, NUMERIC '0.12345' AS m", most_rows=1
    )
    assert [dict(row) for row in found.rows] == [
        {"n": Decimal("12345678901234567890.123456789"), "m": Decimal("0.12345")}
    ]


async def test_a_query_may_not_fill_the_disk(warehouse: DuckDbWarehouse) -> None:
    found = await warehouse.answer(CAFE, "SELECT CURRENT_SETTING('max_temp_directory_size') AS most", most_rows=1)
    assert [dict(row) for row in found.rows] == [{"most": "3.7 GiB"}]


async def test_a_query_that_nobody_waits_for_any_more_is_given_up(warehouse: DuckDbWarehouse) -> None:
    for_hours = "SELECT COUNT(*) FROM UNNEST(GENERATE_ARRAY(1, 1000000)) a, UNNEST(GENERATE_ARRAY(1, 1000000)) b"
    asking = asyncio.create_task(warehouse.answer(CAFE, f"{for_hours} WHERE MOD(a * b, 7) = 9", most_rows=1))

    async def is_running() -> bool:
        return bool(warehouse._cursors)

    await eventually(is_running)
    asking.cancel()
    await warehouse.aclose()
    with pytest.raises(asyncio.CancelledError):
        await asking


def test_the_tenant_is_a_parameter_and_never_a_part_of_the_text() -> None:
    assert "@tenant" in of_one_tenant("SELECT * FROM orders", dataset="d").sql(dialect="bigquery")
