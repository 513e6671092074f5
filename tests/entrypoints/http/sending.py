"""Events as callers send them, and a client to send them with."""

from typing import Any, cast

import httpx
from litestar import Litestar

from olympus.composition import Container

TUESDAY = "2026-03-17T10:00:00Z"


def client_of(app: Litestar) -> httpx.AsyncClient:
    """A client that speaks to the application without a network."""
    transport = httpx.ASGITransport(cast("Any", app))  # httpx and Litestar describe ASGI in different types
    return httpx.AsyncClient(transport=transport, base_url="http://olympus")


def an_event(name: str, payload: dict[str, Any], *, tenant: str = "cafe", at: str = TUESDAY) -> dict[str, Any]:
    """An event in the native shape."""
    return {"name": name, "tenant_id": tenant, "occurred_at": at, "payload": payload}


def an_order(
    order_id: str, total: str, *, currency: str = "EUR", at: str = TUESDAY, **more: Any
) -> dict[str, Any]:
    """An order was placed."""
    payload = {"order_id": order_id, "total": total, "currency": currency, **more}
    return an_event("events.order.created", payload, at=at)


def a_payment(order_id: str, amount: str, *, currency: str = "EUR", at: str = TUESDAY) -> dict[str, Any]:
    """A payment was completed."""
    payload = {"payment_id": f"p-{order_id}", "order_id": order_id, "amount": amount, "currency": currency}
    return an_event("events.payment.processed", payload, at=at)


async def record(api: httpx.AsyncClient, container: Container, *events: dict[str, Any]) -> None:
    """Send events and wait until they are in the figures."""
    receipt = (await api.post("/api/analytics/events/batch", json={"events": list(events)})).json()
    assert receipt["accepted"] == len(events), receipt
    await container.ingest().work_until_idle()


def problem_of(response: httpx.Response, status: int, code: str, field: str | None) -> str:
    """The detail of a problem, after a look at everything else."""
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, problem["status"]) == (status, status)
    assert (problem["code"], problem["field"]) == (code, field), problem
    assert problem["request_id"] == response.headers["x-request-id"]
    assert problem["type"] == "about:blank"
    assert problem["title"]
    return str(problem["detail"])
