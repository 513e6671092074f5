"""Whatever comes: an event that can be stored, or a refusal that says why."""

import json
from copy import deepcopy
from datetime import UTC
from decimal import Decimal
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from olympus.domain.events.event import EARLIEST, MAX_AHEAD, Event
from olympus.domain.events.names import EventName
from olympus.domain.events.rejection import EventRejected, RejectionReason
from olympus.domain.tenant import parse_tenant_id
from tests.adapters.json_events.messages import DECODER, NOW, SHAPES
from tests.adapters.json_events.test_json_shapes import EXAMPLES, FACTS

VALID = [json.loads(file.read_bytes()) for file in sorted(EXAMPLES.glob("*.json"))] + [
    shape(name, sent) for shape in SHAPES.values() for name, sent, _ in FACTS
]

NASTY: st.SearchStrategy[Any] = st.sampled_from(
    [
        *[
            "",
            " ",
            "\0",
            "\ud800",
            "NaN",
            "Infinity",
            "1e400",
            "-0",
            "x" * 300,
            "2026-03-18",
            "9999-12-31T23:59:59Z",
        ],
        *[0, -1, 2**63, 2**64, 10**400, 1.5, 1e308, 1e-300, float("nan"), float("-inf"), True, False, None],
        *[{}, [], [None], [[[]]], {"a": {}}, {"": ""}, {"events": []}, [{}]],
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | NASTY
ANY_JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def check(message: bytes) -> None:
    try:
        event = DECODER.decode(message, received_at=NOW)
    except EventRejected as refusal:
        check_refusal(refusal)
    else:
        check_event(event, message)


def check_refusal(refusal: EventRejected) -> None:
    assert isinstance(refusal.reason, RejectionReason)
    assert refusal.detail
    assert storable(refusal.detail)
    assert refusal.field is None or storable(refusal.field)


def check_event(event: Event, message: bytes) -> None:
    assert parse_tenant_id(event.tenant_id) == event.tenant_id
    assert 1 <= len(event.event_id) <= 128
    assert event.name
    assert event.occurred_at.tzinfo is UTC
    assert EARLIEST <= event.occurred_at <= NOW + MAX_AHEAD
    assert bool(event.unmodelled_content) == (event.payload is None)
    assert event.original == message
    assert (event.payload is None) == (event.name not in set(EventName))
    assert storable(repr(event))
    for number in numbers_in(event.payload):
        assert number.is_finite()
        assert abs(number) < 10**15


def storable(text: str) -> bool:
    return "\0" not in text and text.encode("utf-8", "replace").decode() == text


def numbers_in(value: Any) -> list[Decimal]:
    if isinstance(value, Decimal):
        return [value]
    if isinstance(value, tuple):
        return [number for element in value for number in numbers_in(element)]
    fields = getattr(value, "__slots__", ()) if value is not None else ()
    return [number for field in fields for number in numbers_in(getattr(value, field))]


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place inside a JSON value: the container and the key or index."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [place for key in keys for place in [(value, key), *places(value[key])]]


@given(st.binary(max_size=300))
@example(b"\x00")
@example(b"\xef\xbb\xbf{}")
def test_any_bytes(message: bytes) -> None:
    check(message)


@given(ANY_JSON)
def test_any_json(content: Any) -> None:
    check(json.dumps(content).encode())


@given(
    st.dictionaries(
        st.sampled_from(
            [
                *["name", "event_type", "type", "payload", "data", "properties", "metrics", "context"],
                *["metadata", "id", "event_id", "tenant_id", "tenantid", "occurred_at", "timestamp", "time"],
                *["user_id", "specversion"],
            ]
        ),
        ANY_JSON | st.sampled_from(["order.created", "cafe", "2026-03-18T17:00:00Z", "inventory.out_of_stock"]),
    )
)
def test_any_envelope(content: Any) -> None:
    check(json.dumps(content).encode())


@settings(max_examples=400)
@given(st.sampled_from(VALID), st.data())
def test_valid_messages_with_fields_dropped_replaced_and_moved(valid: Any, data: st.DataObject) -> None:
    message = deepcopy(valid)
    for _ in range(data.draw(st.integers(1, 3))):
        if not (where := places(message)):
            break
        container, key = data.draw(st.sampled_from(where))
        match data.draw(st.sampled_from(["drop", "replace", "rename"])):
            case "drop":
                del container[key]
            case "replace":
                container[key] = deepcopy(data.draw(ANY_JSON))  # what is drawn is shared between runs
            case "rename" if isinstance(container, dict):
                container[data.draw(st.text(max_size=5) | st.sampled_from(["total", "data", "items"]))] = (
                    container.pop(key)
                )
    check(json.dumps(message).encode())
    check(json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass"))


@settings(max_examples=400)
@given(st.sampled_from(VALID), st.data())
def test_valid_messages_with_bytes_changed(valid: Any, data: st.DataObject) -> None:
    message = bytearray(json.dumps(valid).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, max(len(message) - 1, 0)))
        message[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    check(bytes(message))


@given(st.sampled_from(VALID), st.integers(0, 2000))
def test_valid_messages_cut_off(valid: Any, length: int) -> None:
    check(json.dumps(valid).encode()[:length])
