"""Messages as the producers send them: one fact in the clothes of each of the six shapes."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.domain.events.event import Event
from olympus.domain.events.rejection import EventRejected

NOW = datetime(2026, 3, 18, 20, tzinfo=UTC)
TIME = "2026-03-18T17:00:00Z"
DECODER = MsgspecEventDecoder()

Content = dict[str, Any]


def decode(message: Content | bytes | str) -> Event:
    """The event in a message that is given as JSON or as what JSON would say."""
    if isinstance(message, dict):
        message = json.dumps(message)
    return DECODER.decode(message.encode() if isinstance(message, str) else message, received_at=NOW)


def rejection(message: Content | bytes | str) -> EventRejected:
    """Why a message is refused; fails if it is not."""
    with pytest.raises(EventRejected) as refused:
        decode(message)
    return refused.value


def native(name: str = "order.created", payload: Any = None, **top_level: Any) -> Content:
    """An order of o-1 for 42.50, unless told otherwise. A top-level key of None is left out."""
    message = {
        "id": "e-1",
        "name": f"events.{name}",
        "tenant_id": "cafe",
        "occurred_at": TIME,
        "payload": {"order_id": "o-1", "total": "42.50"} if payload is None else payload,
    } | top_level
    return {key: value for key, value in message.items() if value is not None}


def domain_event(name: str, payload: Content) -> Content:
    return {
        "id": "e-1",
        "event_type": _camel(name),
        "aggregate_id": "a-1",
        "aggregate_type": name.partition(".")[0].capitalize(),
        "tenant_id": "cafe",
        "data": payload,
        "metadata": {"user_id": None, "correlation_id": "c-1", "source_service": "commerce", "trace_id": None},
        "version": 1,
        "occurred_at": TIME,
    }


def versioned(name: str, payload: Content) -> Content:
    return {
        "id": "e-1",
        "event_type": _camel(name),
        "event_version": {"major": 1, "minor": 0, "patch": 0},
        "aggregate_id": "a-1",
        "aggregate_type": name.partition(".")[0].capitalize(),
        "aggregate_version": 3,
        "sequence_number": 7,
        "data": payload,
        "context": {
            "user_id": None,
            "correlation_id": "c-1",
            "request_id": "r-1",
            "source_service": "commerce",
            "client_info": None,
            "business_context": {"tenant_id": "cafe", "location_id": None, "campaign_id": None},
            "custom_metadata": {},
        },
        "occurred_at": TIME,
        "recorded_at": "2026-03-18T17:00:01Z",
        "checksum": None,
    }


def documented(name: str, payload: Content) -> Content:
    return {
        "event_id": "e-1",
        "event_type": name,
        "tenant_id": "cafe",
        "user_id": "waiter-1",
        "timestamp": TIME,
        "data": payload,
        "metadata": {"ip_address": "192.0.2.1", "request_id": "r-1"},
    }


def http_analytics(name: str, payload: Content) -> Content:
    """Its numbers may stand in `metrics`: the total of an order does."""
    properties = dict(payload)
    metrics = {"order_total": properties.pop("total")} if name == "order.created" else {}
    return {
        "event_id": "e-1",
        "event_type": name.replace(".", "_"),
        "tenant_id": "cafe",
        "location_id": None,
        "properties": properties,
        "metrics": metrics,
        "timestamp": TIME,
    }


def cloud_event(name: str, payload: Content) -> Content:
    return {
        "specversion": "1.0",
        "id": "e-1",
        "source": "/olympus/commerce",
        "type": f"events.{name}",
        "time": TIME,
        "datacontenttype": "application/json",
        "tenantid": "cafe",
        "subject": "a-1",
        "data": payload,
    }


SHAPES: dict[str, Callable[[str, Content], Content]] = {
    "native": native,
    "domain event": domain_event,
    "versioned": versioned,
    "documented": documented,
    "http analytics": http_analytics,
    "cloud event": cloud_event,
}


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.replace(".", "_").split("_"))
