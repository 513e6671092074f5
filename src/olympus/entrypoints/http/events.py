"""Events from callers who wait for an answer: one, or many at a time."""

from typing import Annotated

import msgspec
from litestar import Router, post
from litestar.di import NamedDependency
from litestar.openapi.spec import RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import RawBody, SkipValidation
from msgspec import Meta, Struct

from olympus.domain.events.rejection import RejectionReason
from olympus.entrypoints.http.operations import body_of, documented
from olympus.entrypoints.http.problems import problems
from olympus.ports.event_decoder import EventDecoder
from olympus.use_cases.accept_events import AcceptEvents, Receipt


class RejectedOut(Struct):
    """An event that was refused. It is kept as a dead letter, to be mended and replayed."""

    index: Annotated[int, Meta(description="Its place in the request, from 0.")]
    reason: RejectionReason
    detail: Annotated[str, Meta(description="What is wrong with it, for people.")]
    field: Annotated[str | None, Meta(description="The field at fault.")]


class ReceiptOut(Struct):
    """What became of the events of a request. The accepted are durable and show in the figures shortly."""

    accepted: Annotated[int, Meta(description="How many are new.")]
    duplicates: Annotated[int, Meta(description="How many were known already, and count once.")]
    rejected: list[RejectedOut]


_AN_EVENT = {
    "name": "events.order.created",
    "tenant_id": "demo-pizza",
    "occurred_at": "2026-03-18T12:30:00Z",
    "payload": {
        "order_id": "o-1",
        "total": "32.00",
        "currency": "USD",
        "customer_id": "c-1",
        "items": [{"product_id": "margherita", "name": "Margherita", "quantity": 2, "total": "32.00"}],
    },
}
_ANALYTICS_EVENT = {
    "event_id": "2b1c0c8e-5f0e-4a52-a3d0-6f1f4c1f7a11",
    "event_type": "order_created",
    "tenant_id": "demo-pizza",
    "properties": {"order_id": "o-2"},
    "metrics": {"order_total": 18.5},
    "timestamp": "2026-03-18T12:31:00Z",
}
_CLOUD_EVENT = {
    "specversion": "1.0",
    "id": "e-3",
    "source": "/auth",
    "type": "events.user.logged_in",
    "tenantid": "demo-pizza",
    "time": "2026-03-18T12:29:00Z",
    "data": {"user_id": "u-1"},
}
_ONE = Schema(
    type=OpenAPIType.OBJECT,
    description="An event in any of the shapes that are sent: native, domain event, analytics event, CloudEvent.",
)
_MANY = Schema(
    one_of=[
        Schema(
            type=OpenAPIType.OBJECT,
            required=["events"],
            properties={"events": Schema(type=OpenAPIType.ARRAY, items=_ONE)},
        ),
        Schema(type=OpenAPIType.ARRAY, items=_ONE),
    ]
)
_ONE_EVENT = RequestBody(
    description="One event, of any shape.",
    required=True,
    content={
        "application/json": body_of(_ONE, native=_AN_EVENT, analytics_event=_ANALYTICS_EVENT),
        "application/cloudevents+json": body_of(_ONE, cloud_event=_CLOUD_EVENT),
    },
)
_MANY_EVENTS = RequestBody(
    description="Events of any shapes, also mixed: an object with `events`, a list, or one event a line.",
    required=True,
    content={
        "application/json": body_of(
            _MANY, with_events={"events": [_AN_EVENT, _ANALYTICS_EVENT]}, a_list=[_AN_EVENT]
        ),
        "application/x-ndjson": body_of(
            Schema(type=OpenAPIType.STRING, description="One event a line."),
            two_lines="".join(
                f"{msgspec.json.encode(event).decode()}\n" for event in (_AN_EVENT, _ANALYTICS_EVENT)
            ),
        ),
        "application/cloudevents-batch+json": body_of(
            Schema(type=OpenAPIType.ARRAY, items=_ONE), cloud_events=[_CLOUD_EVENT]
        ),
    },
)
_PROBLEMS = problems(400, 413, 429, 503)
_RECEIPT = {
    "accepted": 1,
    "duplicates": 0,
    "rejected": [
        {
            "index": 1,
            "reason": "missing_field",
            "detail": "`payload.order_id` must be there",
            "field": "payload.order_id",
        }
    ],
}


@post(
    "/",
    status_code=202,
    operation_id="sendEvent",
    summary="Send one event",
    response_description="What became of it; a refused event is told here, too.",
    operation_class=documented(body=_ONE_EVENT, answer={"accepted": 1, "duplicates": 0, "rejected": []}),
    responses=_PROBLEMS,
)
async def send_event(
    body: RawBody,
    decoder: NamedDependency[SkipValidation[EventDecoder]],
    accept_events: NamedDependency[AcceptEvents],
) -> ReceiptOut:
    """The event is recognised by its keys. It is accepted once it is durable; sending it again is harmless.
    400 means that the body is no JSON at all; what JSON says is judged in the answer.
    """
    return _receipt(await accept_events(decoder.split(body)))


@post(
    "/batch",
    status_code=202,
    operation_id="sendEvents",
    summary="Send many events",
    response_description="What became of them; those that are refused do not hold up the rest.",
    operation_class=documented(body=_MANY_EVENTS, answer=_RECEIPT),
    responses=_PROBLEMS,
)
async def send_events(
    body: RawBody,
    decoder: NamedDependency[SkipValidation[EventDecoder]],
    accept_events: NamedDependency[AcceptEvents],
) -> ReceiptOut:
    """Each event is judged alone. After a 429 or 503 send them again: what was taken already counts once."""
    return _receipt(await accept_events(decoder.split(body)))


def _receipt(receipt: Receipt) -> ReceiptOut:
    return ReceiptOut(
        receipt.accepted,
        receipt.duplicates,
        [
            RejectedOut(each.index, each.rejection.reason, each.rejection.detail, each.rejection.field)
            for each in receipt.rejected
        ],
    )


event_routes = Router("/api/analytics/events", route_handlers=[send_event, send_events], tags=["Events"])
