"""Metric queries over HTTP: rows, totals, what they say about themselves, and what is refused."""

from typing import Any

import httpx
import pytest

from olympus.composition import Container
from tests.entrypoints.http.sending import a_payment, an_order, problem_of, record

QUERY = "/api/analytics/query"


@pytest.fixture
async def cafe(api: httpx.AsyncClient, container: Container) -> httpx.AsyncClient:
    """An API that has heard of a little trade."""
    tea = {"product_id": "tea", "name": "Green tea", "quantity": 2, "total": "60.00"}
    await record(
        api,
        container,
        an_order("o-1", "100.00", at="2026-03-10T10:00:00Z", customer_id="ann", channel="web", location_id="rome"),
        a_payment("o-1", "100.00", at="2026-03-10T10:00:00Z"),
        an_order("o-2", "60.00", customer_id="ann", channel="pos", location_id="oslo", items=[tea]),
        a_payment("o-2", "60.00"),
        an_order("o-3", "5.45", channel="web", at="2026-03-17T20:30:00Z"),
        a_payment("o-3", "5.45", currency="USD"),
    )
    return api


def asking(**words: Any) -> dict[str, Any]:
    return {"tenant_id": "cafe", "metrics": ["revenue"], **words}


async def answer_to(api: httpx.AsyncClient, **words: Any) -> dict[str, Any]:
    response = await api.post(QUERY, json=asking(**words))
    assert response.status_code == 200, response.text
    return dict(response.json())


async def test_rows_have_the_columns_that_are_named_and_the_period_before(cafe: httpx.AsyncClient) -> None:
    answer = await answer_to(
        cafe,
        metrics=["revenue", "orders"],
        dimensions=["channel"],
        timeframe="this_week",
        comparison="previous_period",
    )
    assert answer["columns"] == [
        {"name": "channel", "kind": "dimension"},
        {"name": "revenue", "kind": "metric", "unit": "money", "currency": "EUR"},
        {"name": "orders", "kind": "metric", "unit": "count"},
    ]
    pos, web = answer["rows"]
    assert (pos["channel"], pos["revenue"], pos["orders"]) == ("pos", 60.0, 1)
    assert web["comparison"]["revenue"] == {
        "previous": 100.0,
        "change": -100.0,
        "change_percentage": -100,
        "trend": "down",
    }
    assert (answer["totals"]["revenue"], answer["totals"]["orders"]) == (60.0, 2)
    assert answer["other_currencies"] == {"USD": {"revenue": 5.45}}
    assert (answer["currency"], answer["source"], answer["rows_in_all"]) == ("EUR", "memory", 2)
    assert answer["definitions"].keys() == {"revenue", "orders"}
    assert answer["events_until"] == "2026-03-17T20:30:00Z"


async def test_time_is_told_in_the_zone_that_is_asked_for(cafe: httpx.AsyncClient) -> None:
    answer = await answer_to(
        cafe, metrics=["orders"], timeframe="2026-03-17", granularity="hour", timezone="Asia/Kathmandu"
    )
    assert answer["rows"][0] == {"start": "2026-03-17T00:00:00+05:45", "orders": 0}
    assert [row["start"] for row in answer["rows"] if row["orders"]] == ["2026-03-17T15:00:00+05:45"]
    assert answer["timeframe"]["timezone"] == "Asia/Kathmandu"


async def test_products_come_with_their_names_and_revenue_as_item_sales(cafe: httpx.AsyncClient) -> None:
    answer = await answer_to(cafe, dimensions=["product"], order=[{"by": "revenue", "direction": "asc"}])
    assert answer["rows"] == [{"product": "tea", "product_name": "Green tea", "item_sales": 60.0}]
    assert "item_sales is given in its place" in answer["notes"][0]


async def test_a_limit_shows_the_first_rows_of_the_order_and_totals_stay(cafe: httpx.AsyncClient) -> None:
    answer = await answer_to(cafe, metrics=["orders"], dimensions=["channel"], order=[{"by": "channel"}], limit=1)
    assert [row["channel"] for row in answer["rows"]] == ["web"]
    assert (answer["rows_in_all"], answer["totals"]) == (2, {"orders": 3})


async def test_filters_choose_and_a_missing_value_is_null(cafe: httpx.AsyncClient) -> None:
    elsewhere = [{"dimension": "location", "op": "not in", "value": ["rome", "oslo"]}]
    answer = await answer_to(cafe, metrics=["orders"], dimensions=["location"], filters=elsewhere)
    assert answer["rows"] == [{"location": None, "orders": 1}]
    assert answer["filters"] == elsewhere


async def test_money_by_currency_is_in_its_own(cafe: httpx.AsyncClient) -> None:
    answer = await answer_to(cafe, dimensions=["currency"])
    assert answer["rows"] == [{"currency": "EUR", "revenue": 160.0}, {"currency": "USD", "revenue": 5.45}]


async def test_a_tenant_without_events_has_zeros_nulls_and_an_explanation(api: httpx.AsyncClient) -> None:
    answer = await answer_to(
        api, metrics=["revenue", "average_order_value", "customers"], timeframe="this_week", granularity="day"
    )
    assert answer["totals"] == {"revenue": 0.0, "average_order_value": None, "customers": 0}
    assert answer["rows"][0]["customers"] == 0
    assert "no events yet" in answer["notes"][0]


async def test_an_answer_is_kept_until_the_data_change_or_it_is_wanted_anew(
    cafe: httpx.AsyncClient, container: Container
) -> None:
    first = await answer_to(cafe, metrics=["orders"])
    assert await answer_to(cafe, metrics=["orders"]) == first
    anew = await cafe.post(QUERY, json=asking(metrics=["orders"]), headers={"Cache-Control": "no-cache"})
    assert anew.json() == {**first, "as_of": anew.json()["as_of"]}
    await record(cafe, container, an_order("o-4", "1.00"))
    assert (await answer_to(cafe, metrics=["orders"]))["totals"] == {"orders": 4}


@pytest.mark.parametrize(
    ("words", "field", "says"),
    [
        ({"metrics": ["revenu"]}, "metrics", "Did you mean revenue?"),
        ({"metrics": []}, "metrics", "at least one"),
        ({"metrics": ["x"] * 1000}, "metrics", "64"),
        ({"dimensions": ["citty"]}, "dimensions", "There are"),
        ({"metrics": ["logins"], "dimensions": ["product"]}, "dimensions", "no logins by product"),
        ({"granularity": "hour", "start": "0003-01-01", "end": "9997-01-01"}, "granularity", "50,000"),
        ({"limit": 1_000_000}, "limit", "10,000"),
        ({"filters": [{"dimension": "channel", "op": "=", "value": "x" * 10_240}]}, "filters", "256"),
        ({"filters": [{"dimension": "channel", "op": "in", "value": ["x"] * 201}]}, "filters[0].value", "200"),
        ({"filters": [{"dimension": "channel", "op": "like", "value": "x"}]}, "filters", "operator"),
        ({"order": [{"by": "orders"}]}, "order", "revenue"),
        ({"timeframe": "this_wek"}, "timeframe", "Did you mean this_week?"),
        ({"timeframe": "this_week", "start": "2026-01-01"}, "start", "custom"),
        ({"timezone": "Rome"}, "timezone", "Europe/Rome"),
        ({"tenant_id": "../etc"}, "tenant_id", "cannot be a tenant"),
        ({"metric": "revenue"}, "metric", "unknown field"),
        ({"limit": "ten"}, "limit", "int"),
    ],
)
async def test_what_cannot_be_asked_is_a_problem_that_names_the_field(
    api: httpx.AsyncClient, words: dict[str, Any], field: str, says: str
) -> None:
    assert says in problem_of(await api.post(QUERY, json=asking(**words)), 400, "INVALID_REQUEST", field)


async def test_broken_json_is_a_problem(api: httpx.AsyncClient) -> None:
    response = await api.post(QUERY, content=b'{"tenant_id": "caf', headers={"Content-Type": "application/json"})
    assert problem_of(response, 400, "INVALID_REQUEST", None)


@pytest.mark.parametrize("path", ["query", "metrics"])
async def test_nobody_asks_for_another_tenant(api: httpx.AsyncClient, path: str) -> None:
    body = {"query": asking(), "metrics": {"tenant_id": "cafe", "metric_type": "orders", "date_range": RANGE}}
    response = await api.post(f"/api/analytics/{path}", json=body[path], headers={"X-Tenant-ID": "bakery"})
    assert problem_of(response, 403, "FORBIDDEN", "tenant_id")


RANGE = {"start": "2026-03-16", "end": "2026-03-18"}


async def test_a_metric_summary_has_points_statistics_and_insights(cafe: httpx.AsyncClient) -> None:
    response = await cafe.post(
        "/api/analytics/metrics",
        json={"tenant_id": "cafe", "metric_type": "orders", "date_range": RANGE, "group_by": ["channel"]},
    )
    told = response.json()
    assert response.status_code == 200
    assert told["metric"] == "orders"
    assert {point["dimensions"]["channel"]: point["value"] for point in told["data"]} == {"pos": 1, "web": 1}
    assert told["summary"] == {
        "total": 2,
        "average": 1.00,
        "min": 1,
        "max": 1,
        "count": 2,
        "trend": "up",
        "change_percentage": None,
    }


async def test_a_metric_summary_counts_a_customer_once_however_many_days_they_come(
    api: httpx.AsyncClient, container: Container
) -> None:
    days = ("2026-03-16", "2026-03-17")
    await record(
        api, container, *(an_order(f"o-{day}", "1.00", at=f"{day}T10:00:00Z", customer_id="ann") for day in days)
    )
    body = {"tenant_id": "cafe", "metric_type": "customers", "date_range": RANGE}
    told = (await api.post("/api/analytics/metrics", json=body)).json()
    assert [point["value"] for point in told["data"]] == [1, 1, 0]
    assert told["summary"]["total"] == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"metric_type": "profit"}, "metric_type"),
        ({"group_by": ["product"], "metric_type": "orders"}, "group_by"),
        ({"filters": {"colour": "red"}}, "group_by"),
        ({"date_range": {"start": "2026-03-18", "end": "2026-03-01"}}, "date_range.end"),
    ],
)
async def test_a_metric_summary_that_cannot_be_is_a_problem(
    api: httpx.AsyncClient, words: dict[str, Any], field: str
) -> None:
    body = {"tenant_id": "cafe", "metric_type": "orders", "date_range": RANGE, **words}
    assert problem_of(await api.post("/api/analytics/metrics", json=body), 400, "INVALID_REQUEST", field)
