"""Sending events: one or many, in every form in which they are sent."""

import json
from typing import Any

import httpx
import pytest

from olympus.adapters.in_memory.event_stream import InMemoryEventStream
from olympus.composition import Container
from olympus.entrypoints.http.app import REQUEST_LIMIT_BYTES
from olympus.ports.errors import SourceUnavailable
from tests.entrypoints.http.sending import an_order, problem_of

ONE = "/api/analytics/events"
MANY = "/api/analytics/events/batch"
A_CLOUD_EVENT = {
    "specversion": "1.0",
    "id": "e-1",
    "source": "/auth",
    "type": "events.user.logged_in",
    "tenantid": "cafe",
    "time": "2026-03-17T10:00:00Z",
    "data": {"user_id": "u-1"},
}


async def test_an_event_is_accepted_and_shows_in_the_figures(api: httpx.AsyncClient, container: Container) -> None:
    response = await api.post(ONE, json=an_order("o-1", "10.00"))

    assert (response.status_code, response.json()) == (202, {"accepted": 1, "duplicates": 0, "rejected": []})
    await container.ingest().work_until_idle()
    assert (await api.get("/api/analytics/dashboard/cafe")).json()["metrics"]["orders"] == 1


async def test_an_event_sent_twice_counts_once(api: httpx.AsyncClient) -> None:
    order = an_order("o-1", "10.00")

    await api.post(ONE, json=order)

    assert (await api.post(ONE, json=order)).json() == {"accepted": 0, "duplicates": 1, "rejected": []}


ORDERS = [an_order("o-1", "10.00"), an_order("o-2", "20.00")]


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"events": ORDERS}),
        json.dumps(ORDERS),
        "\n".join(json.dumps(order) for order in ORDERS),
        json.dumps([A_CLOUD_EVENT, A_CLOUD_EVENT | {"id": "e-2"}]),
    ],
    ids=["with events", "a list", "lines", "cloud events"],
)
async def test_many_events_come_in_any_form(api: httpx.AsyncClient, body: str) -> None:
    response = await api.post(MANY, content=body)

    assert (response.status_code, response.json()["accepted"]) == (202, 2)


async def test_an_event_that_is_refused_is_told_with_the_reason_and_does_not_hold_up_the_rest(
    api: httpx.AsyncClient, container: Container
) -> None:
    nameless = {"tenant_id": "cafe", "payload": {"order_id": "o-3"}, "occurred_at": "2026-03-17T10:00:00Z"}

    response = await api.post(MANY, json=[ORDERS[0], nameless, ORDERS[1]])

    answer = response.json()
    assert (response.status_code, answer["accepted"]) == (202, 2)
    [rejected] = answer["rejected"]
    assert (rejected["index"], rejected["reason"]) == (1, "no_name")
    assert rejected["detail"]
    await container.ingest().work_until_idle()
    assert (await api.get("/api/analytics/dead-letters")).json()["counts"] == {"no_name": 1}


async def test_a_single_event_that_is_refused_is_an_answer_too(api: httpx.AsyncClient) -> None:
    response = await api.post(ONE, json=an_order("o-1", "many"))

    [rejected] = response.json()["rejected"]
    assert (response.status_code, rejected["field"]) == (202, "payload.total")


@pytest.mark.parametrize("address", [ONE, MANY])
@pytest.mark.parametrize("body", [b"", b"not json", b'{"name": ', b"\xff\xfe", b'"a text"'])
async def test_a_body_that_is_no_json_is_a_problem(api: httpx.AsyncClient, address: str, body: bytes) -> None:
    problem_of(await api.post(address, content=body), 400, "INVALID_REQUEST", None)


async def test_a_body_beyond_the_limit_is_refused(api: httpx.AsyncClient) -> None:
    response = await api.post(MANY, content=b" " * (REQUEST_LIMIT_BYTES + 1))

    assert "larger" in problem_of(response, 413, "INVALID_REQUEST", None)


class StreamAway(InMemoryEventStream):
    """A stream whose server is down."""

    async def append_once(self, messages: Any, *, remember_seconds: float) -> list[bool]:
        raise SourceUnavailable("the stream", "connection refused by redis://olympus:hush@10.0.0.7")


async def test_without_the_stream_nothing_is_accepted_and_the_caller_is_asked_to_wait(
    api: httpx.AsyncClient, container: Container
) -> None:
    with container.stream.override(StreamAway(container.clock())):
        response = await api.post(ONE, json=ORDERS[0])

    detail = problem_of(response, 503, "SERVICE_UNAVAILABLE", None)
    assert detail == "The stream cannot be reached; try again."
    assert int(response.headers["retry-after"]) > 0
