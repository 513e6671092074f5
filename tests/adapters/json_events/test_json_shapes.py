import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from olympus.domain.events.event import Event
from olympus.domain.events.payloads import (
    InventoryUpdated,
    OrderCancelled,
    OrderCreated,
    OrderFulfilled,
    OrderItem,
    OrderUpdated,
    Payload,
    PaymentFailed,
    PaymentProcessed,
    PaymentRefunded,
    PaymentStatus,
    UserCreated,
    UserLoggedIn,
)
from tests.adapters.json_events.messages import NOW, SHAPES, TIME, Content, decode, native

EXAMPLES = Path(__file__).parents[2] / "examples" / "events"
TENANT = "7f9c1f52-1b1b-4d1e-9a87-6f1f0a1b2c3d"

FACTS: list[tuple[str, Content, Payload]] = [
    (
        "user.logged_in",
        {"user_id": "u-1", "login_method": "OAuth", "location": {"country": "IT", "city": "Rome"}},
        UserLoggedIn("u-1", "oauth", country="IT", city="Rome"),
    ),
    (
        "user.created",
        {"user_id": "u-1", "registration_method": "Email"},
        UserCreated("u-1", "email"),
    ),
    (
        "order.created",
        {
            "order_id": "o-1",
            "total": 42.5,
            "currency": "eur",
            "customer_id": "c-1",
            "location_id": "loc-1",
            "channel": "InPerson",
            "order_number": "ORD-1",
            "items": [{"product_id": "p-1", "quantity": 2, "unit_price": "16.00", "name": "Margherita"}],
        },
        OrderCreated(
            "o-1",
            Decimal("42.5"),
            "EUR",
            "c-1",
            "loc-1",
            "in_person",
            "ORD-1",
            (OrderItem("p-1", Decimal(2), Decimal(32), Decimal(16), name="Margherita"),),
        ),
    ),
    (
        "order.updated",
        {"order_id": "o-1", "status": "Paid", "previous_status": "Pending"},
        OrderUpdated("o-1", "paid", "pending"),
    ),
    (
        "order.cancelled",
        {"order_id": "o-1", "reason": "too late", "refund_amount": "5"},
        OrderCancelled("o-1", "too late", Decimal(5)),
    ),
    ("order.fulfilled", {"order_id": "o-1"}, OrderFulfilled("o-1")),
    (
        "payment.processed",
        {"payment_id": "pay-1", "order_id": "o-1", "amount": "9.99", "method": "PayPal", "status": "Pending"},
        PaymentProcessed("pay-1", "o-1", Decimal("9.99"), None, "paypal", PaymentStatus.PENDING),
    ),
    (
        "payment.failed",
        {"payment_id": "pay-1", "amount": 9.99, "failure_reason": "no money"},
        PaymentFailed("pay-1", Decimal("9.99"), failure_reason="no money"),
    ),
    (
        "payment.refunded",
        {"payment_id": "pay-1", "order_id": "o-1", "amount": 1, "currency": "USD", "reason": "cold"},
        PaymentRefunded("pay-1", Decimal(1), "o-1", "USD", reason="cold"),
    ),
    (
        "inventory.updated",
        {"product_id": "p-1", "location_id": "loc-1", "quantity": 4, "reorder_point": 10, "sku": "S"},
        InventoryUpdated("p-1", "loc-1", "S", quantity=Decimal(4), reorder_point=Decimal(10)),
    ),
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("name", "sent", "payload"), FACTS, ids=[name for name, _, _ in FACTS])
def test_one_fact_is_one_event_whatever_its_shape(shape: str, name: str, sent: Content, payload: Payload) -> None:
    event = decode(SHAPES[shape](name, sent))

    assert event.payload == payload
    assert (event.name, event.tenant_id, event.event_id) == (name, "cafe", "e-1")
    assert event.occurred_at == datetime.fromisoformat(TIME)
    assert event.meaning == decode(native(name, sent)).meaning


def test_an_event_keeps_the_message_byte_for_byte() -> None:
    message = (
        b'  {"payload":{"tenant_id":"cafe","order_id":"o","total":1.50,"extra":[1, 2]},\n'
        b'"name":"order.created","occurred_at":"2026-03-18T17:00:00Z"} '
    )

    assert decode(message).original == message
    assert decode(message).received_at == NOW


def test_a_key_that_no_shape_has_does_no_harm() -> None:
    assert decode(native(unheard_of={"a": [None]}, version="7", subject=5)).name == "order.created"


def test_a_key_of_another_shape_that_is_not_needed_may_be_anything() -> None:
    event = decode(native(timestamp=1773853200, time=[5], type={"of": "thing"}))

    assert event.occurred_at == datetime.fromisoformat(TIME)


def test_keys_that_are_null_are_absent() -> None:
    nothing = (
        '"data":null,"properties":null,"metrics":null,"context":null,"metadata":null,"id":null,"source":null,'
    )
    message = json.dumps(native(id=None)).replace("{", "{" + nothing, 1)

    assert decode(message).payload == OrderCreated("o-1", Decimal("42.50"))


def test_a_payload_that_is_null_leaves_its_place_to_the_next() -> None:
    analytics = SHAPES["http analytics"]("order.created", {"order_id": "o-1", "total": "42.50"})

    assert decode({"payload": None, "data": None} | analytics).payload == OrderCreated("o-1", Decimal("42.50"))


def example(name: str) -> Event:
    return decode((EXAMPLES / f"{name}.json").read_bytes())


def test_the_native_example() -> None:
    event = example("native_order_created")

    assert event.occurred_at == datetime(2026, 3, 18, 17, 4, 11, tzinfo=UTC)
    assert (event.source, event.request_id, event.location_id) == ("commerce", "req-81", "loc-1")
    assert event.payload == OrderCreated(
        "o-1001",
        Decimal("42.50"),
        "EUR",
        "c-77",
        "loc-1",
        "web",
        items=(
            OrderItem("p-1", Decimal(2), Decimal(32), Decimal(16), "MARG-L", "Margherita L", "pizza"),
            OrderItem("p-9", Decimal(1), Decimal("10.50"), Decimal("10.50"), None, "Tiramisu", "dessert"),
        ),
    )


def test_the_native_example_without_an_id() -> None:
    event = example("native_minimal")

    assert (event.tenant_id, event.name, event.source) == ("demo", "user.logged_in", "auth")
    assert event.payload == UserLoggedIn("u-5", "password", "s-1")
    assert len(event.event_id) == 36


def test_the_domain_event_example() -> None:
    event = example("domain_event_payment")

    assert event.occurred_at == datetime(2026, 3, 18, 16, 59, 58, 123456, tzinfo=UTC)
    assert (event.tenant_id, event.source) == (TENANT, "commerce")
    assert event.correlation_id == "e3b0c442-98fc-4c14-9afb-f4c8996fb924"
    assert event.payload == PaymentProcessed(
        "5b6d2d7e-0d0e-4f1b-8a51-5a3f1c7c1111",
        "9a1b2c3d-1111-4222-8333-444455556666",
        Decimal("174.99"),
        "USD",
        "credit_card",
    )


def test_the_versioned_example() -> None:
    event = example("versioned_order_created")

    assert (event.tenant_id, event.source, event.request_id) == (TENANT, "commerce", "req-9")
    assert event.location_id == "11112222-3333-4444-8555-666677778888"
    assert isinstance(event.payload, OrderCreated)
    assert (event.payload.total, event.payload.channel) == (Decimal("174.99"), "pos")
    assert event.payload.order_number == "ORD-2026-001"


def test_the_documented_example() -> None:
    event = example("documented_order_cancelled")

    assert (event.name, event.tenant_id) == ("order.cancelled", TENANT)
    assert event.user_id == "c4ca4238-a0b9-4382-8dcc-509a6f75849b"
    assert event.request_id == "98f13708-2101-44c5-bab8-7d9d5d3c6f01"
    assert event.payload == OrderCancelled(
        "9a1b2c3d-1111-4222-8333-444455556666", "customer_request", Decimal("174.99")
    )


def test_the_http_analytics_example() -> None:
    event = example("http_analytics_event")

    assert event.event_id == "c81e728d-9d4c-4f63-bf06-7f89cc14862c"
    assert event.payload == OrderCreated(
        "eccbc87e-4b5c-42fe-a830-8fd9f2a7baf3",
        Decimal(100),
        customer_id="c4ca4238-a0b9-4382-8dcc-509a6f75849b",
    )


def test_the_cloud_event_example() -> None:
    event = example("cloudevent_inventory_updated")

    assert (event.tenant_id, event.source) == ("demo", "/olympus/commerce")
    assert event.payload == InventoryUpdated(
        "p-1", "loc-1", "MARG-L", "Margherita L", Decimal(4), reorder_point=Decimal(10)
    )


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.json")), ids=lambda file: file.stem)
def test_every_example_survives_being_written_anew(file: Path) -> None:
    content: dict[str, Any] = json.loads(file.read_bytes())

    anew = decode(dict(reversed(content.items())))
    first = decode(file.read_bytes())

    assert (anew.identity, anew.meaning, anew.payload) == (first.identity, first.meaning, first.payload)
