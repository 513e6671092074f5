"""An example of every form, put together from messages that the producers really send."""

from typing import Any

from olympus.adapters.json_events.layouts import LAYOUTS
from olympus.ports.message_formats import OTHER, Shape

_TENANT = "7f9c1f52-1b1b-4d1e-9a87-6f1f0a1b2c3d"
_ORDER = "9a1b2c3d-1111-4222-8333-444455556666"
_PAYMENT = "5b6d2d7e-0d0e-4f1b-8a51-5a3f1c7c1111"
_USER = "c4ca4238-a0b9-4382-8dcc-509a6f75849b"
_CORRELATION = "e3b0c442-98fc-4c14-9afb-f4c8996fb925"

_PAYLOADS: dict[str, dict[str, Any]] = {
    "user.logged_in": {"user_id": _USER, "session_id": "s-1", "login_method": "password", "device_type": "mobile"},
    "user.created": {"user_id": _USER, "registration_method": "email"},
    "order.created": {
        "order_id": _ORDER,
        "order_number": "ORD-2026-001",
        "customer_id": "c-77",
        "location_id": "loc-1",
        "channel": "web",
        "currency": "EUR",
        "total": "42.50",
        "items": [
            {
                "product_id": "p-1",
                "sku": "MARG-L",
                "name": "Margherita L",
                "category": "pizza",
                "quantity": 2,
                "unit_price": "16.00",
                "total": "32.00",
            },
            {"product_id": "p-9", "name": "Tiramisu", "category": "dessert", "quantity": 1, "unit_price": "10.50"},
        ],
    },
    "order.updated": {"order_id": _ORDER, "previous_status": "Pending", "status": "Confirmed"},
    "order.cancelled": {
        "order_id": _ORDER,
        "order_number": "ORD-2026-001",
        "cancellation_reason": "customer_request",
        "refund_amount": 174.99,
    },
    "order.fulfilled": {"order_id": _ORDER},
    "payment.processed": {
        "payment_id": _PAYMENT,
        "order_id": _ORDER,
        "amount": "174.99",
        "currency": "USD",
        "payment_method": "CreditCard",
        "status": "Completed",
    },
    "payment.failed": {
        "payment_id": _PAYMENT,
        "order_id": _ORDER,
        "amount": "174.99",
        "currency": "USD",
        "failure_reason": "insufficient_funds",
    },
    "payment.refunded": {
        "payment_id": _PAYMENT,
        "order_id": _ORDER,
        "refund_amount": "174.99",
        "currency": "USD",
        "refund_reason": "customer_request",
    },
    "inventory.updated": {
        "product_id": "p-1",
        "location_id": "loc-1",
        "sku": "MARG-L",
        "name": "Margherita L",
        "quantity": 4,
        "reorder_point": 10,
    },
    OTHER: {"product_id": "p-1", "shown_for_seconds": 12},
}
_ENVELOPES: dict[Shape, dict[str, Any]] = {
    Shape.NATIVE: {
        "id": "5f0c2a1e-2f57-5c0e-9a53-0d7c5c0b9e10",
        "tenant_id": "demo",
        "occurred_at": "2026-03-18T18:04:11+01:00",
        "context": {"source": "commerce", "request_id": "req-81"},
    },
    Shape.DOMAIN_EVENT: {
        "id": "0c7d3fd5-6a0e-4c4a-8a6d-0a6a2ea0f001",
        "tenant_id": _TENANT,
        "metadata": {"user_id": None, "correlation_id": _CORRELATION, "source_service": "commerce"},
        "version": 1,
        "occurred_at": "2026-03-18T16:59:58.123456Z",
    },
    Shape.VERSIONED: {
        "id": "b1c0d3f4-7777-4888-9999-aaaabbbbcccc",
        "event_version": {"major": 1, "minor": 0, "patch": 0},
        "aggregate_version": 1,
        "sequence_number": 1,
        "context": {
            "correlation_id": _CORRELATION,
            "request_id": "req-9",
            "source_service": "commerce",
            "business_context": {"tenant_id": _TENANT, "location_id": "11112222-3333-4444-8555-666677778888"},
        },
        "occurred_at": "2026-03-18T16:59:57Z",
        "recorded_at": "2026-03-18T16:59:57.100Z",
        "checksum": None,
    },
    Shape.DOCUMENTED: {
        "event_id": "8f14e45f-ceea-467f-a9ab-5f6a5c6d7e8f",
        "tenant_id": _TENANT,
        "user_id": _USER,
        "timestamp": "2026-03-18T17:10:00Z",
        "metadata": {"request_id": "98f13708-2101-44c5-bab8-7d9d5d3c6f01"},
    },
    Shape.HTTP_ANALYTICS: {
        "event_id": "c81e728d-9d4c-4f63-bf06-7f89cc14862c",
        "tenant_id": _TENANT,
        "user_id": _USER,
        "location_id": None,
        "timestamp": "2026-03-18T17:12:00Z",
    },
    Shape.CLOUDEVENT: {
        "specversion": "1.0",
        "id": "a87ff679-a2f3-471d-9181-a67b7542122c",
        "source": "/olympus/commerce",
        "time": "2026-03-18T17:15:00Z",
        "datacontenttype": "application/json",
        "tenantid": "demo",
    },
}
_HAVE_AGGREGATES = (Shape.DOMAIN_EVENT, Shape.VERSIONED)


def example_of(shape: Shape, name: str) -> dict[str, Any]:
    """A message of this shape about what this name means."""
    layout, payload = LAYOUTS[shape], dict(_PAYLOADS[name])
    spoken = "product.viewed" if name == OTHER else str(name)
    message = {**_ENVELOPES[shape], layout.name: layout.spelled(spoken)}
    if shape in _HAVE_AGGREGATES:
        message["aggregate_type"] = spoken.partition(".")[0].capitalize()
        message["aggregate_id"] = next(iter(payload.values()))
    if layout.has_metrics:
        message["metrics"] = {"order_total": payload.pop("total")} if "total" in payload else {}
    return {**message, layout.payload: payload}
