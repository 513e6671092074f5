"""Items over HTTP: the fields that callers rely on, and what is refused."""

from typing import Any

import httpx
import pytest

from olympus.composition import Container
from tests.entrypoints.http.sending import an_order, problem_of, record

ADDRESS = "/api/analytics/recommendations"


def asked(context_type: str = "product", entity_id: str | None = "tea", **preferences: Any) -> dict[str, Any]:
    return {
        "tenant_id": "cafe",
        "context_type": context_type,
        "entity_id": entity_id,
        "user_preferences": preferences,
    }


async def some_trade(api: httpx.AsyncClient, container: Container) -> None:
    menus = [("tea", "scone"), ("coffee", "cake")]
    await record(
        api,
        container,
        *(
            an_order(
                f"o-{turn}-{menu[0]}",
                "10.00",
                customer_id=f"c-{turn}",
                items=[
                    {"product_id": each, "name": each.title(), "quantity": 1, "total": "5.00"} for each in menu
                ],
            )
            for turn in range(5)
            for menu in menus
        ),
    )


async def test_recommendations_have_the_fields_that_callers_rely_on(
    api: httpx.AsyncClient, container: Container
) -> None:
    await some_trade(api, container)

    response = await api.post(ADDRESS, json=asked(limit=1))

    answer = response.json()
    [first] = answer["recommendations"]
    assert response.status_code == 200
    assert (first["item_id"], first["item_type"], first["reason"]) == ("scone", "product", "bought with Tea")
    assert isinstance(first["score"], float)
    assert first["metadata"] == {"name": "Scone", "basis": "bought_together", "because_of": "tea"}
    assert answer["model_version"].startswith("ease-")
    assert (answer["confidence_score"], answer["notes"]) == (0, [])


async def test_preferences_are_heeded_and_others_left_aside(api: httpx.AsyncClient, container: Container) -> None:
    await some_trade(api, container)

    body = asked("basket", None, items=["tea", "coffee"], exclude=["cake"], mood="hungry")
    answer = (await api.post(ADDRESS, json=body)).json()

    assert [each["item_id"] for each in answer["recommendations"]] == ["scone"]


async def test_a_customer_may_be_recommended_the_same_again(api: httpx.AsyncClient, container: Container) -> None:
    await some_trade(api, container)

    fresh = (await api.post(ADDRESS, json=asked("customer", "c-1"))).json()
    again = (await api.post(ADDRESS, json=asked("customer", "c-1", exclude_purchased=False))).json()

    assert fresh["recommendations"] == []
    assert len(again["recommendations"]) == 4
    assert {each["reason"] for each in again["recommendations"]} == {"bought before"}


@pytest.mark.parametrize("context_type", ["product", "customer", "basket"])
async def test_who_is_not_known_gets_a_clear_answer(
    api: httpx.AsyncClient, container: Container, context_type: str
) -> None:
    empty = await api.post(ADDRESS, json=asked(context_type, "nobody"))
    await some_trade(api, container)

    assert (empty.status_code, empty.json()["recommendations"]) == (200, [])
    assert empty.json()["notes"]


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        (asked("produkt"), "context_type", "Did you mean product?"),
        (asked("product", None), "entity_id", "Which product"),
        (asked(limit=0), "user_preferences.limit", "1 to 100"),
        (asked(limit="many"), "user_preferences.limit", ""),
        (asked(items=["cake"]), "user_preferences.items", "`basket`"),
        (asked(entity_id="x" * 300), "entity_id", ""),
        ({**asked(), "tenant_id": "ca fe"}, "tenant_id", "cannot be a tenant"),
        ({"context_type": "product"}, "tenant_id", ""),
    ],
)
async def test_what_cannot_be_asked_is_refused_by_the_name_of_the_field(
    api: httpx.AsyncClient, body: dict[str, Any], field: str, said: str
) -> None:
    assert said in problem_of(await api.post(ADDRESS, json=body), 400, "INVALID_REQUEST", field)


async def test_whoever_comes_for_one_tenant_does_not_see_another(api: httpx.AsyncClient) -> None:
    refused = await api.post(ADDRESS, json=asked(), headers={"X-Tenant-ID": "bakery"})

    problem_of(refused, 403, "FORBIDDEN", "tenant_id")
