"""Questions in plain words over HTTP."""

from typing import Any

import httpx
import pytest

from olympus.composition import Container
from tests.entrypoints.http.sending import a_payment, an_order, problem_of, record

ASK = "/api/analytics/nlp/query"
SUGGEST = "/api/analytics/nlp/suggestions"


@pytest.fixture
async def cafe(api: httpx.AsyncClient, container: Container) -> httpx.AsyncClient:
    """An API that has heard of a little trade, this week and the one before."""
    tea = {"product_id": "tea", "name": "Green tea", "quantity": 2, "total": "60.00"}
    await record(
        api,
        container,
        an_order("o-1", "100.00", at="2026-03-10T10:00:00Z", channel="web", location_id="rome"),
        a_payment("o-1", "100.00", at="2026-03-10T10:00:00Z"),
        an_order("o-2", "60.00", channel="pos", location_id="oslo", items=[tea]),
        a_payment("o-2", "60.00"),
    )
    return api


async def reply_to(api: httpx.AsyncClient, query: str, **more: Any) -> dict[str, Any]:
    response = await api.post(ASK, json={"query": query, "tenant_id": "cafe", **more})
    assert response.status_code == 200, response.text
    return dict(response.json())


async def test_a_reply_has_the_reading_the_sentence_the_figures_and_the_chart(cafe: httpx.AsyncClient) -> None:
    reply = await reply_to(cafe, "revenue by location last week")

    assert reply["query"] == "revenue by location last week"
    assert reply["result"]["intent"] == "breakdown"
    assert reply["result"]["metric"] == "revenue"
    assert reply["result"]["timeframe"] == "last_week"
    assert reply["result"]["start"] == "2026-03-09T00:00:00Z"
    assert reply["result"]["interpreter"] == "grammar"
    assert reply["result"]["matched"][-1] == {
        "text": "last week",
        "start": 20,
        "end": 29,
        "as": "time last_week",
    }
    answer = reply["answer"]
    assert answer["sentence"] == "Revenue last week (9 to 15 March 2026): rome with 100.00 EUR; 100.00 EUR in all."
    assert answer["figures"]["rows"] == [{"location": "rome", "revenue": 100.0}]
    assert answer["chart"]["$schema"].endswith("/vega-lite/v5.json")
    assert answer["follow_ups"]


async def test_a_conversation_goes_on_with_its_session(cafe: httpx.AsyncClient) -> None:
    first = await reply_to(cafe, "revenue last week")
    then = await reply_to(cafe, "by channel", session_id=first["session_id"])

    assert then["session_id"] == first["session_id"]
    assert then["result"]["metrics"] == ["revenue"]
    assert then["result"]["group_by"] == ["channel"]
    assert then["result"]["timeframe"] == "last_week"


async def test_another_user_or_tenant_does_not_go_on_with_it(cafe: httpx.AsyncClient) -> None:
    first = await reply_to(cafe, "revenue last week")
    question = {"query": "by channel", "tenant_id": "cafe", "session_id": first["session_id"]}

    for headers in ({"X-User-ID": "eve"}, {}):
        if not headers:
            question["tenant_id"] = "bakery"
        reply = (await cafe.post(ASK, json=question, headers=headers)).json()
        assert reply["result"]["intent"] == "unknown"


async def test_why_comes_with_contributions_that_add_up(cafe: httpx.AsyncClient) -> None:
    reply = await reply_to(cafe, "why did revenue change this week?")

    for each in reply["answer"]["contributions"]:
        assert sum(one["change"] for one in each["contributions"]) == each["change"] == -40.0


async def test_what_cannot_be_answered_is_said_without_a_figure(cafe: httpx.AsyncClient) -> None:
    reply = await reply_to(cafe, "what was our profit")

    assert reply["result"]["intent"] == "unknown"
    assert "profit" in reply["answer"]["sentence"]
    assert reply["answer"]["figures"] is None


async def test_the_tenant_may_be_told_by_the_header_alone(cafe: httpx.AsyncClient) -> None:
    response = await cafe.post(ASK, json={"query": "orders last week"}, headers={"X-Tenant-ID": "cafe"})

    assert "1" in response.json()["answer"]["sentence"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"query": ""}, "query"),
        ({"query": "x" * 501}, "query"),
        ({"query": "a\u0000b"}, "query"),
        ({"query": "revenue", "timezone": "Mars"}, "timezone"),
        ({"query": "revenue", "tenant_id": "no/such"}, "tenant_id"),
    ],
)
async def test_what_is_no_question_is_refused(api: httpx.AsyncClient, body: dict[str, str], field: str) -> None:
    response = await api.post(ASK, json={"tenant_id": "cafe", **body})

    assert problem_of(response, 400, "INVALID_REQUEST", field)


async def test_nobody_asks_about_another_tenant(api: httpx.AsyncClient) -> None:
    response = await api.post(
        ASK, json={"query": "revenue", "tenant_id": "cafe"}, headers={"X-Tenant-ID": "bakery"}
    )
    assert problem_of(response, 403, "FORBIDDEN", "tenant_id")

    suggested = await api.get(SUGGEST, params={"tenant_id": "cafe"}, headers={"X-Tenant-ID": "bakery"})
    assert suggested.status_code == 403


async def test_without_a_tenant_it_asks_whose_figures(api: httpx.AsyncClient) -> None:
    assert problem_of(await api.post(ASK, json={"query": "revenue"}), 400, "INVALID_REQUEST", "tenant_id")


async def test_suggestions_go_on_from_what_is_typed(cafe: httpx.AsyncClient) -> None:
    suggested = (await cafe.get(SUGGEST, params={"tenant_id": "cafe", "partial_text": "green"})).json()

    assert any("Green tea" in each for each in suggested["suggestions"])
