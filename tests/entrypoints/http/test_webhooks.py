"""Webhooks over HTTP: named, seen without their secrets, removed."""

from typing import Any

import httpx
import pytest

from tests.entrypoints.http.sending import problem_of

ADDRESS = "/api/analytics/webhooks/cafe"
URL = "https://example.com/hook"


async def test_an_address_is_named_seen_and_removed(api: httpx.AsyncClient) -> None:
    added = await api.post(ADDRESS, json={"url": URL})
    told = added.json()
    assert added.status_code == 201
    assert told["secret"].startswith("whsec_")
    assert (told["url"], told["events"]) == (URL, ["anomaly.detected"])

    seen = await api.get(ADDRESS)
    assert seen.json() == {
        "tenant_id": "cafe",
        "webhooks": [{name: value for name, value in told.items() if name != "secret"}],
    }
    assert "whsec_" not in seen.text

    assert (await api.delete(f"{ADDRESS}/{told['webhook_id']}")).status_code == 204
    problem_of(await api.delete(f"{ADDRESS}/{told['webhook_id']}"), 404, "NOT_FOUND", "webhook_id")
    assert (await api.get(ADDRESS)).json()["webhooks"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"url": "ftp://example.com"}, "url"),
        ({"url": URL, "events": ["everything"]}, "events"),
        ({"url": URL, "events": []}, "events"),
        ({"url": URL, "secret": "short"}, "secret"),
        ({}, "url"),
        ({"url": URL, "ur": 1}, "ur"),
    ],
)
async def test_what_cannot_be_told_is_refused(api: httpx.AsyncClient, body: dict[str, Any], field: str) -> None:
    problem_of(await api.post(ADDRESS, json=body), 400, "INVALID_REQUEST", field)


async def test_a_tenant_has_so_many_addresses_and_no_more(api: httpx.AsyncClient) -> None:
    answers = [await api.post(ADDRESS, json={"url": URL}) for _ in range(11)]

    problem_of(answers[-1], 409, "CONFLICT", None)
    assert {answer.status_code for answer in answers[:-1]} == {201}


async def test_a_tenant_reaches_its_own_addresses_only(api: httpx.AsyncClient) -> None:
    told = (await api.post(ADDRESS, json={"url": URL})).json()
    other = {"X-Tenant-ID": "bakery"}

    for answer in (
        await api.get(ADDRESS, headers=other),
        await api.post(ADDRESS, json={"url": URL}, headers=other),
        await api.delete(f"{ADDRESS}/{told['webhook_id']}", headers=other),
    ):
        problem_of(answer, 403, "FORBIDDEN", "tenant_id")
    mine = await api.delete(f"/api/analytics/webhooks/bakery/{told['webhook_id']}", headers=other)
    problem_of(mine, 404, "NOT_FOUND", "webhook_id")
