"""Recommended actions over HTTP: the fields that callers rely on, both addresses, and what is refused."""

import json
import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import msgspec
import pytest

from olympus.composition import Container
from olympus.entrypoints.http.actions_out import EXAMPLE, ActionOut, ActionsOut
from tests.entrypoints.http.conftest import WEDNESDAY_NOON
from tests.entrypoints.http.sending import an_event, an_order, problem_of, record

ADDRESS = "/api/analytics/recommendations"
LATER = "2026-03-17T11:00:00Z"


async def some_trade(api: httpx.AsyncClient, container: Container) -> None:
    """Tea, of which four a day are sold and six are left."""
    item = {"product_id": "tea", "name": "Tea", "quantity": 4, "total": "20.00"}
    orders = (
        an_order(f"o-{back}", "20.00", at=_at(WEDNESDAY_NOON - timedelta(days=back)), items=[item])
        for back in range(1, 43)
    )
    count = an_event("inventory.updated", {"product_id": "tea", "quantity": 6})
    await record(api, container, *orders, count)


def _at(instant: datetime) -> str:
    return instant.isoformat()


async def test_actions_have_the_fields_that_callers_rely_on(api: httpx.AsyncClient, container: Container) -> None:
    await some_trade(api, container)

    response = await api.get(f"{ADDRESS}/cafe")

    answer = response.json()
    [first] = answer["recommendations"]
    assert response.status_code == 200
    assert (answer["tenant_id"], answer["found"], answer["currency"]) == ("cafe", 1, "EUR")
    assert (first["category"], first["priority"], first["rule"]) == ("inventory", "high", "reorder")
    assert first["id"].startswith("reorder-")
    assert first["action"].startswith("Order ")
    assert first["impact"]
    assert first["rationale"]
    assert {"metric": "stock_on_hand", "value": 6, "context": "units in stock now"} in first["insights"]
    assert first["estimated_impact"]["amount"] == pytest.approx(28 * 5, rel=0.05)
    assert "days" in first["estimated_impact"]["assumption"]
    assert (first["product_ids"], first["customer_ids"], first["location_id"]) == (["tea"], [], None)
    assert answer["looked_at"]["end"] == "2026-03-18T00:00:00Z"
    assert answer["reordering"] == {"lead_time_days": 7, "service_level": 0.95, "review_days": 7}


async def test_both_addresses_say_the_same(api: httpx.AsyncClient, container: Container) -> None:
    await some_trade(api, container)

    one = await api.get(f"{ADDRESS}/cafe", params={"timeframe": "last_30_days", "limit": 5})
    other = await api.get(ADDRESS, params={"tenant_id": "cafe", "date_range": "last_30_days", "limit": 5})

    assert one.content == other.content


async def test_how_products_are_reordered_is_a_matter_of_the_request(
    api: httpx.AsyncClient, container: Container
) -> None:
    await some_trade(api, container)

    usual, slow = [(await api.get(f"{ADDRESS}/cafe", params={"lead_time_days": each})).json() for each in (7, 21)]

    assert slow["reordering"]["lead_time_days"] == 21
    assert slow["recommendations"][0]["id"] == usual["recommendations"][0]["id"]
    assert slow["recommendations"][0]["action"] != usual["recommendations"][0]["action"]


async def test_an_answer_is_kept_until_something_happens(api: httpx.AsyncClient, container: Container) -> None:
    await some_trade(api, container)
    first = await api.get(f"{ADDRESS}/cafe")
    tag = first.headers["ETag"]

    unchanged = await api.get(f"{ADDRESS}/cafe", headers={"If-None-Match": tag})
    await record(api, container, an_event("inventory.updated", {"product_id": "tea", "quantity": 900}, at=LATER))
    changed = await api.get(f"{ADDRESS}/cafe", headers={"If-None-Match": tag})

    assert (unchanged.status_code, changed.status_code) == (304, 200)
    assert changed.json()["recommendations"] == []


async def test_an_empty_tenant_is_recommended_nothing(api: httpx.AsyncClient) -> None:
    answer = (await api.get(f"{ADDRESS}/nobody")).json()

    assert (answer["recommendations"], answer["found"]) == ([], 0)
    assert "no events yet" in answer["notes"][0]


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"service_level": 1}, "service_level"),
        ({"service_level": 0}, "service_level"),
        ({"service_level": "nan"}, "service_level"),
        ({"lead_time_days": 10_000}, "lead_time_days"),
        ({"review_days": 0}, "review_days"),
        ({"timeframe": "last_weeks"}, "timeframe"),
        ({"start": "2026-03-01"}, "end"),
        ({"location_id": "x" * 257}, "location_id"),
    ],
)
async def test_what_cannot_be_asked_is_refused_by_its_name(
    api: httpx.AsyncClient, parameters: dict[str, Any], field: str
) -> None:
    problem_of(await api.get(f"{ADDRESS}/cafe", params=parameters), 400, "INVALID_REQUEST", field)


async def test_a_timeframe_is_called_as_the_caller_called_it(api: httpx.AsyncClient) -> None:
    asked = {"tenant_id": "cafe", "date_range": "last_weeks"}
    problem_of(await api.get(ADDRESS, params=asked), 400, "INVALID_REQUEST", "date_range")


async def test_another_tenant_is_out_of_reach(api: httpx.AsyncClient) -> None:
    headers = {"X-Tenant-ID": "bakery"}
    for address in (f"{ADDRESS}/cafe", f"{ADDRESS}?tenant_id=cafe"):
        problem_of(await api.get(address, headers=headers), 403, "FORBIDDEN", "tenant_id")
    problem_of(await api.get(f"{ADDRESS}/c@fe"), 400, "INVALID_REQUEST", "tenant_id")


def test_the_example_has_the_fields_of_an_answer() -> None:
    read = msgspec.convert(json.loads(json.dumps(EXAMPLE)), ActionsOut)

    assert set(EXAMPLE) == set(ActionsOut.__struct_fields__)
    assert set(EXAMPLE["recommendations"][0]) == set(ActionOut.__struct_fields__)  # type: ignore[index]
    assert read.found == 4


async def test_every_number_is_finite(api: httpx.AsyncClient, container: Container) -> None:
    await some_trade(api, container)
    huge = an_event("inventory.updated", {"product_id": "tea", "quantity": 1 - 10**15}, at=LATER)
    await record(api, container, huge)

    answers = [
        (await api.get(address)).json()
        for address in (f"{ADDRESS}/cafe", "/api/analytics/inventory/cafe/forecast/tea")
    ]

    numbers = list(_numbers(answers))
    assert len(numbers) > 50
    assert all(math.isfinite(each) for each in numbers)


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _numbers(each)
    elif isinstance(value, int | float):
        yield value
