"""Forecasts over HTTP: the fields that callers rely on, and what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from olympus.composition import Container
from tests.entrypoints.http.sending import a_payment, problem_of, record

ADDRESS = "/api/analytics/forecast/cafe"
NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)


async def some_trade(api: httpx.AsyncClient, container: Container) -> None:
    await record(
        api,
        container,
        *(a_payment(f"o-{ago}", "100.00", at=(NOW - timedelta(days=ago)).isoformat()) for ago in range(1, 31)),
    )


async def asked(api: httpx.AsyncClient, **parameters: Any) -> Any:
    response = await api.get(ADDRESS, params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


async def test_a_forecast_has_the_fields_that_callers_rely_on(
    api: httpx.AsyncClient, container: Container
) -> None:
    await some_trade(api, container)
    told = await asked(api, periods=2)

    assert (told["metric_name"], told["unit"], told["currency"]) == ("revenue", "money", "EUR")
    assert [(point["label"], point["value"]) for point in told["forecast_points"]] == [
        ("Wed 18 March 2026", 100.0),
        ("Thu 19 March 2026", 100.0),
    ]
    assert told["forecast_points"][0]["timestamp"] == "2026-03-18T00:00:00Z"
    for interval, level in (("confidence_interval", 0.95), ("likely_interval", 0.8)):
        assert told[interval]["level"] == level
        assert len(told[interval]["upper"]) == len(told[interval]["lower"]) == 2
    assert told["accuracy_score"] == 1
    assert told["model_used"]
    assert sum(each["weight"] for each in told["components"]) == pytest.approx(1, abs=0.001)
    assert told["backtest"]["smape"] == 0
    assert (told["history"]["values"], told["history"]["seasons"]) == (30, [7])
    assert told["sentence"].startswith("Revenue is expected to be 100.00 EUR on Wed 18 March 2026")
    assert told["warnings"] == ["The history never changes: nothing tells how far off a forecast may be."]


async def test_a_location_a_product_or_a_channel_is_forecast_by_itself(
    api: httpx.AsyncClient, container: Container
) -> None:
    await some_trade(api, container)

    problem_of(await api.get(ADDRESS, params={"location_id": "nowhere"}), 404, "NOT_FOUND", None)
    problem_of(await api.get(ADDRESS, params={"product_id": "nothing"}), 404, "NOT_FOUND", None)
    problem_of(await api.get(ADDRESS, params={"channel": "never"}), 404, "NOT_FOUND", None)


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"periods": 0}, "periods"),
        ({"periods": 367}, "periods"),
        ({"periods": "soon"}, "periods"),
        ({"granularity": "year"}, "granularity"),
        ({"granularity": "fortnight"}, "granularity"),
        ({"metric": "profit"}, "metric"),
        ({"metric": "stock_on_hand", "channel": "web"}, "dimensions"),
    ],
)
async def test_what_cannot_be_forecast_is_refused(
    api: httpx.AsyncClient, parameters: dict[str, Any], field: str
) -> None:
    problem_of(await api.get(ADDRESS, params=parameters), 400, "INVALID_REQUEST", field)


async def test_a_tenant_without_a_history_has_no_forecast(api: httpx.AsyncClient) -> None:
    problem_of(await api.get(ADDRESS), 404, "NOT_FOUND", None)


async def test_a_tenant_sees_its_own_forecasts_only(api: httpx.AsyncClient) -> None:
    problem_of(await api.get(ADDRESS, headers={"X-Tenant-ID": "bakery"}), 403, "FORBIDDEN", "tenant_id")
