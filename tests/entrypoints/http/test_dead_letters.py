"""Dead letters by API: to list, look at, mend, replay and throw away."""

from typing import Any

import httpx
import pytest

from olympus.composition import Container
from tests.entrypoints.http.sending import an_event, an_order, problem_of

LETTERS = "/api/analytics/dead-letters"


@pytest.fixture
async def letter(api: httpx.AsyncClient, container: Container) -> dict[str, Any]:
    """An order without a total, set aside."""
    await refuse(api, container, an_event("events.order.created", {"order_id": "o-1"}))
    [letter] = (await api.get(LETTERS)).json()["dead_letters"]
    return dict(letter)


async def refuse(api: httpx.AsyncClient, container: Container, *events: dict[str, Any]) -> None:
    await api.post("/api/analytics/events/batch", json=list(events))
    await container.ingest().work_until_idle()


async def test_a_letter_shows_the_message_and_the_reason(api: httpx.AsyncClient, letter: dict[str, Any]) -> None:
    shown = (await api.get(f"{LETTERS}/{letter['letter_id']}")).json()

    assert shown == letter
    assert (shown["reason"], shown["intake"], shown["attempts"]) == ("missing_field", "http", 1)
    assert '"o-1"' in shown["body"]
    assert shown["body_base64"] is None


async def test_a_message_that_is_no_text_is_shown_in_base64(api: httpx.AsyncClient, container: Container) -> None:
    await api.post("/api/analytics/events/batch", content=b'{"name": "order.created"}\n{"name": "\xff"}')
    await container.ingest().work_until_idle()

    letters = (await api.get(LETTERS, params={"reason": "not_json"})).json()["dead_letters"]

    assert [(each["body"], each["body_base64"]) for each in letters] == [(None, "eyJuYW1lIjogIv8ifQ==")]


async def test_letters_come_in_pages(api: httpx.AsyncClient, container: Container) -> None:
    await refuse(api, container, *[an_event("events.order.created", {"order_id": f"o-{n}"}) for n in range(3)])

    first = (await api.get(LETTERS, params={"limit": 2})).json()
    second = (await api.get(LETTERS, params={"limit": 2, "after": first["next_after"]})).json()

    assert [len(page["dead_letters"]) for page in (first, second)] == [2, 1]
    assert second["next_after"] is None
    ids = {each["letter_id"] for page in (first, second) for each in page["dead_letters"]}
    assert len(ids) == 3
    assert first["counts"] == {"missing_field": 3}


async def test_a_mended_letter_is_replayed_and_counts(
    api: httpx.AsyncClient, container: Container, letter: dict[str, Any]
) -> None:
    address = f"{LETTERS}/{letter['letter_id']}"

    replayed = await api.post(f"{address}/replay", json=an_order("o-1", "10.00"))

    assert (replayed.status_code, replayed.json()["replayed"]) == (202, True)
    problem_of(await api.get(address), 404, "NOT_FOUND", "letter_id")
    await container.ingest().work_until_idle()
    assert (await api.get("/api/analytics/dashboard/cafe")).json()["metrics"]["orders"] == 1


async def test_a_letter_that_is_still_wrong_stays(api: httpx.AsyncClient, letter: dict[str, Any]) -> None:
    address = f"{LETTERS}/{letter['letter_id']}"

    unmended = await api.post(f"{address}/replay")
    badly_mended = await api.post(f"{address}/replay", json=an_order("o-1", "many"))

    assert "still refused" in problem_of(unmended, 409, "CONFLICT", letter["field"])
    problem_of(badly_mended, 400, "INVALID_REQUEST", "payload.total")
    assert (await api.get(address)).status_code == 200


async def test_a_letter_is_thrown_away_once(api: httpx.AsyncClient, letter: dict[str, Any]) -> None:
    address = f"{LETTERS}/{letter['letter_id']}"

    assert (await api.delete(address)).status_code == 204
    problem_of(await api.delete(address), 404, "NOT_FOUND", "letter_id")


@pytest.mark.usefixtures("letter")
@pytest.mark.parametrize(
    ("params", "removed"),
    [
        ({"reason": "missing_field"}, 1),
        ({"reason": "no_tenant"}, 0),
        ({"before": "2026-03-18T11:00:00Z"}, 0),
        ({"before": "2026-03-18T13:00:00"}, 1),
        ({"before": "2026-03-19T00:00:00Z", "reason": "missing_field"}, 1),
    ],
)
async def test_letters_are_thrown_away_by_reason_and_age(
    api: httpx.AsyncClient, params: dict[str, str], removed: int
) -> None:
    assert (await api.delete(LETTERS, params=params)).json() == {"removed": removed}


@pytest.mark.usefixtures("letter")
async def test_a_purge_says_of_what(api: httpx.AsyncClient) -> None:
    problem_of(await api.delete(LETTERS), 400, "INVALID_REQUEST", "reason")

    assert len((await api.get(LETTERS)).json()["dead_letters"]) == 1


@pytest.mark.parametrize(
    ("params", "field"),
    [({"reason": "missing_fields"}, "reason"), ({"limit": "0"}, "limit"), ({"limit": "many"}, "limit")],
)
async def test_a_list_that_cannot_be_asked_for_is_refused(
    api: httpx.AsyncClient, params: dict[str, str], field: str
) -> None:
    problem_of(await api.get(LETTERS, params=params), 400, "INVALID_REQUEST", field)


async def test_a_bad_instant_is_refused(api: httpx.AsyncClient) -> None:
    problem_of(await api.delete(LETTERS, params={"before": "soon"}), 400, "INVALID_REQUEST", "before")


async def test_letters_are_not_for_tenants(api: httpx.AsyncClient, letter: dict[str, Any]) -> None:
    tenant = {"X-Tenant-ID": "cafe"}
    address = f"{LETTERS}/{letter['letter_id']}"

    for refused in (
        await api.get(LETTERS, headers=tenant),
        await api.get(address, headers=tenant),
        await api.post(f"{address}/replay", headers=tenant),
        await api.delete(address, headers=tenant),
        await api.delete(LETTERS, params={"reason": "missing_field"}, headers=tenant),
    ):
        problem_of(refused, 403, "FORBIDDEN", None)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_an_unknown_letter_is_not_found(api: httpx.AsyncClient, method: str) -> None:
    problem_of(await api.request(method, f"{LETTERS}/none"), 404, "NOT_FOUND", "letter_id")
    problem_of(await api.post(f"{LETTERS}/none/replay"), 404, "NOT_FOUND", "letter_id")
