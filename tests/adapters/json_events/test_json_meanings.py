import pytest

from tests.adapters.json_events.messages import SHAPES, Content, decode, native

ORDER: Content = {"order_id": "o-1", "total": "42.50", "items": [{"product_id": "p", "quantity": 1, "total": 5}]}


@pytest.mark.parametrize(
    "said_otherwise",
    [
        {"occurred_at": "2026-03-17T17:00:00Z"},
        {"tenant_id": "bakery"},
        {"id": "e-2"},
        {"context": {"source": "till", "request_id": "r"}},
        {"user_id": "u-1"},
        {"location_id": "loc-1"},
        {"payload": ORDER | {"tenant_id": "cafe"}},
        {"payload": ORDER | {"note": "a field that we do not know"}},
        {"payload": ORDER | {"total": 42.5}},
        {"payload": ORDER | {"total": "42.500"}},
        {"payload": ORDER | {"total": "4.25e1"}},
        {"payload": dict(reversed(ORDER.items()))},
        {
            "payload": {
                "order_id": "o-1",
                "total_amount": 42.5,
                "items": [{"product_id": "p", "quantity": "1.0", "total_price": "5.0"}],
            }
        },
    ],
)
def test_times_contexts_and_spellings_change_no_meaning(said_otherwise: Content) -> None:
    assert decode(native(payload=ORDER) | said_otherwise).meaning == decode(native(payload=ORDER)).meaning


@pytest.mark.parametrize(
    "changed",
    [
        {"order_id": "o-2"},
        {"total": "42.51"},
        {"currency": "EUR"},
        {"customer_id": "c"},
        {"location_id": "loc-1"},
        {"items": []},
        {"items": [{"product_id": "p", "quantity": 2, "total": 5}]},
    ],
)
def test_a_changed_payload_changes_the_meaning(changed: Content) -> None:
    assert decode(native(payload=ORDER | changed)).meaning != decode(native(payload=ORDER)).meaning


def test_another_name_is_another_meaning() -> None:
    payload = {"payment_id": "p", "order_id": "o", "amount": 1}
    names = ("payment.processed", "payment.failed", "payment.refunded")

    assert len({decode(native(name, payload)).meaning for name in names}) == 3


@pytest.mark.parametrize("shape", SHAPES)
def test_an_event_that_is_not_modelled_means_its_payload(shape: str) -> None:
    viewed = {"product_id": "p-1", "seconds": 2.50, "tags": ["a", {"b": None}]}
    event = decode(native("product.viewed", viewed))

    if shape != "http analytics":
        assert decode(SHAPES[shape]("product.viewed", viewed)).meaning == event.meaning
    assert decode(SHAPES[shape]("product.viewed", viewed | {"seconds": 3})).meaning != event.meaning
    assert decode(SHAPES[shape]("product.shown", viewed)).meaning != event.meaning


VIEWED = (
    '{"id": "1", "name": "product.viewed", "tenant_id": "cafe",'
    ' "occurred_at": "2026-03-18T17:00:00Z", "payload": %s}'
)


def test_the_writing_of_a_payload_that_is_not_modelled_changes_no_meaning() -> None:
    message = VIEWED
    event = decode(message % '{"a": 1, "b": [2.50, {"y": 1e2, "x": "\\u00e9"}]}')

    for written in (
        '{"b":[2.5,{"x":"é","y":100}],"a":1.0}',
        '{"tenant_id":"cafe","a":1,"b":[25e-1,{"x":"é","y":100.00}]}',
    ):
        assert decode(message % written).meaning == event.meaning
    for other in (
        '{"a":1}',
        '{"a":1,"b":[{"y":100,"x":"é"},2.5]}',
        '{"a":"1","b":[2.5,{"x":"é","y":100}]}',
        "[]",
        '"x"',
    ):
        assert decode(message % other).meaning != event.meaning


@pytest.mark.parametrize(
    "number", ["1e400", "-1e999999999", "1e99999999999999999999", "123456789012345678901234567890.5"]
)
def test_a_payload_that_is_not_modelled_may_hold_any_number(number: str) -> None:
    message = VIEWED % '{"n": %s}'

    assert decode(message % number).meaning == decode(message % number).meaning
    assert decode(message % number).meaning != decode(message % "5").meaning


def test_metrics_are_part_of_what_an_event_means_that_is_not_modelled() -> None:
    slow, fast = ({**native("page.viewed", {}), "metrics": {"seconds": seconds}} for seconds in (9, 1))

    assert decode(slow).meaning != decode(fast).meaning
