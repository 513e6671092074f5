"""Inventory forecasts over HTTP: the fields that callers rely on, and what is refused."""

import json
from typing import Any

import httpx
import msgspec
import pytest

from olympus.composition import Container
from olympus.entrypoints.http.inventory_out import EXAMPLE, InventoryForecastOut
from tests.entrypoints.http.sending import problem_of
from tests.entrypoints.http.test_actions import some_trade

ADDRESS = "/api/analytics/inventory/cafe/forecast"


async def test_a_forecast_has_the_fields_that_callers_rely_on(
    api: httpx.AsyncClient, container: Container
) -> None:
    await some_trade(api, container)

    response = await api.get(f"{ADDRESS}/tea")

    answer = response.json()
    first = answer["predicted_demand"][0]
    assert response.status_code == 200
    assert (answer["product_id"], answer["name"], answer["current_stock"]) == ("tea", "Tea", 6)
    assert (first["date"], len(answer["predicted_demand"])) == ("2026-03-18", 28)
    assert first["lower_bound"] <= first["predicted_quantity"] <= first["upper_bound"]
    assert first["predicted_quantity"] == pytest.approx(4, rel=0.05)
    assert answer["recommended_reorder_date"] == "2026-03-18"
    assert answer["recommended_reorder_quantity"] == pytest.approx(50, abs=2)
    assert 0.5 < answer["confidence_score"] <= 1
    assert answer["runs_out_on"] == "2026-03-19"


async def test_the_request_says_how_it_is_reordered(api: httpx.AsyncClient, container: Container) -> None:
    await some_trade(api, container)
    asked = {"lead_time_days": 0, "service_level": 0.5, "review_days": 1}

    answer = (await api.get(f"{ADDRESS}/tea", params=asked)).json()

    assert answer["reordering"] == asked
    assert (answer["reorder_point"], answer["recommended_reorder_date"]) == (0, "2026-03-20")


async def test_at_a_location_where_it_was_never_counted_the_stock_is_null(
    api: httpx.AsyncClient, container: Container
) -> None:
    await some_trade(api, container)

    answer = (await api.get(f"{ADDRESS}/tea", params={"location_id": "rome"})).json()

    assert answer["location_id"] == "rome"
    assert (answer["current_stock"], answer["recommended_reorder_date"]) == (None, None)
    assert answer["recommended_reorder_quantity"] is None
    assert any("never counted" in note for note in answer["notes"])


async def test_an_unknown_product_is_not_found(api: httpx.AsyncClient, container: Container) -> None:
    await some_trade(api, container)

    detail = problem_of(await api.get(f"{ADDRESS}/coffee"), 404, "NOT_FOUND", "product_id")
    assert "'coffee'" in detail
    elsewhere = await api.get("/api/analytics/inventory/bakery/forecast/tea")
    problem_of(elsewhere, 404, "NOT_FOUND", "product_id")


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"service_level": 1}, "service_level"),
        ({"service_level": 0}, "service_level"),
        ({"lead_time_days": -1}, "lead_time_days"),
        ({"lead_time_days": 10_000}, "lead_time_days"),
        ({"lead_time_days": "soon"}, "lead_time_days"),
        ({"review_days": 0}, "review_days"),
    ],
)
async def test_what_cannot_be_asked_is_refused_by_its_name(
    api: httpx.AsyncClient, parameters: dict[str, Any], field: str
) -> None:
    problem_of(await api.get(f"{ADDRESS}/tea", params=parameters), 400, "INVALID_REQUEST", field)


async def test_impossible_ids_and_other_tenants_are_refused(api: httpx.AsyncClient) -> None:
    problem_of(await api.get(f"{ADDRESS}/{'x' * 257}"), 400, "INVALID_REQUEST", "product_id")
    problem_of(await api.get(f"{ADDRESS}/a%00b"), 400, "INVALID_REQUEST", "product_id")
    other = await api.get(f"{ADDRESS}/tea", headers={"X-Tenant-ID": "bakery"})
    problem_of(other, 403, "FORBIDDEN", "tenant_id")


def test_the_example_has_the_fields_of_an_answer() -> None:
    msgspec.convert(json.loads(json.dumps(EXAMPLE)), InventoryForecastOut)

    assert set(EXAMPLE) == set(InventoryForecastOut.__struct_fields__)
