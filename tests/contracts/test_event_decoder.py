"""What every decoder of events promises, whatever it is made of."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.domain.events.event import MAX_BYTES
from olympus.domain.events.rejection import EventRejected, RejectionReason
from olympus.ports.event_decoder import EventDecoder

NOW = datetime(2026, 3, 18, 20, tzinfo=UTC)
EXAMPLES = {
    file.stem: file.read_bytes() for file in (Path(__file__).parents[1] / "examples" / "events").glob("*.json")
}
EVENT = EXAMPLES["native_order_created"].strip()
DECODERS = [MsgspecEventDecoder()]


@pytest.fixture(params=DECODERS, ids=lambda decoder: type(decoder).__name__)
def decoder(request: pytest.FixtureRequest) -> EventDecoder:
    found: EventDecoder = request.param
    return found


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_message_that_is_really_sent_is_an_event(decoder: EventDecoder, example: str) -> None:
    event = decoder.decode(EXAMPLES[example], received_at=NOW)

    assert event.payload is not None
    assert (event.original, event.received_at) == (EXAMPLES[example], NOW)


def test_decoding_twice_says_the_same(decoder: EventDecoder) -> None:
    for message in EXAMPLES.values():
        assert decoder.decode(message, received_at=NOW) == decoder.decode(message, received_at=NOW)


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_an_event_or_refused(message: bytes) -> None:
    for decoder in DECODERS:
        with pytest.raises(EventRejected):
            decoder.decode(message, received_at=NOW)


def test_a_refusal_says_why_in_a_sentence_and_where(decoder: EventDecoder) -> None:
    with pytest.raises(EventRejected) as refused:
        decoder.decode(EVENT.replace(b'"42.50"', b'"much"'), received_at=NOW)

    assert refused.value.reason is RejectionReason.WRONG_TYPE
    assert refused.value.field == "payload.total"
    assert "must be a number" in refused.value.detail


def test_too_much_is_refused_before_it_is_read(decoder: EventDecoder) -> None:
    with pytest.raises(EventRejected) as refused:
        decoder.decode(b"\xff" * (MAX_BYTES + 1), received_at=NOW)

    assert refused.value.reason is RejectionReason.TOO_LARGE


def test_one_event_is_one_message(decoder: EventDecoder) -> None:
    for message in EXAMPLES.values():
        assert decoder.split(message.strip()) == [message.strip()]
        assert decoder.split(json.dumps(json.loads(message), indent=2).encode()) != []


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_batch_is_cut_into_its_messages_without_rewriting_them(decoder: EventDecoder, count: int) -> None:
    odd = b'{ "name" :"order.created",\t"payload":{"total":1.50,"order_id":"\\u006f"} }'
    messages = [EVENT, odd, b'{"unknown":[1, 2]}'][:count]
    inside = b" , ".join(messages)

    assert decoder.split(b"[" + inside + b"]") == messages
    assert decoder.split(b' {"source": "till", "events": [ ' + inside + b" ]}\n") == messages
    if messages:
        assert decoder.split(b"\n".join(messages)) == messages
        assert decoder.split(b"\r\n\r\n".join(messages) + b"\r\n") == messages


def test_an_element_that_is_no_event_is_returned_to_be_rejected_alone(decoder: EventDecoder) -> None:
    body = b'[1, "x", null, [], ' + EVENT + b"]"

    assert decoder.split(body) == [b"1", b'"x"', b"null", b"[]", EVENT]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_line_that_is_not_json_is_returned_to_be_rejected_alone(decoder: EventDecoder, place: int) -> None:
    for bad in (b"not json", b'{"name":', b"\xff\xfe", b'{"name": "x"', EVENT[:-1], b"[" * 5000):
        lines = [EVENT, EVENT]
        lines.insert(place, bad)
        if bad.endswith((b":", b"[")) and place == 0:
            continue  # it looks like the first line of one broken document
        assert decoder.split(b"\n".join(lines)) == lines


def test_an_event_with_a_field_called_events_is_one_event(decoder: EventDecoder) -> None:
    body = b'{"name": "order.created", "events": [1]}'

    assert decoder.split(body) == [body]


@pytest.mark.parametrize("body", [b'{"events": 5}', b'{"events": null}', b"{}", b'{"events": {"name": "x"}}'])
def test_an_object_without_a_list_of_events_is_one_message(decoder: EventDecoder, body: bytes) -> None:
    assert decoder.split(body) == [body]


@pytest.mark.parametrize(
    "body",
    [
        *[
            b"",
            b" \n ",
            b"garbage",
            b"more\ngarbage",
            EVENT[:-1],
            b"[" + EVENT,
            EVENT + EVENT,
            b"[" + EVENT + b",]",
        ],
        *[b'{"events": [' + EVENT, b"[" * 100_000, b'{"a":' * 100_000, b"\xef\xbb\xbf" + EVENT],
        b'{\n  "name": "order.created",\n  "items": [\n    {"product_id": "p"}\n  ],\n  oops\n}',
        b'{"events": [\n' + EVENT + b",\n" + EVENT + b"\n",
    ],
)
def test_a_body_that_is_not_json_is_refused_as_a_whole(decoder: EventDecoder, body: bytes) -> None:
    with pytest.raises(EventRejected) as refused:
        decoder.split(body)

    assert refused.value.reason is RejectionReason.NOT_JSON


@pytest.mark.parametrize("body", [b"null", b"5", b'"x"', b"true"])
def test_a_body_that_is_neither_object_nor_list_is_refused_as_a_whole(decoder: EventDecoder, body: bytes) -> None:
    with pytest.raises(EventRejected) as refused:
        decoder.split(body)

    assert refused.value.reason is RejectionReason.UNKNOWN_SHAPE


@given(
    st.binary(max_size=200) | st.lists(st.sampled_from([EVENT, b"{", b"[", b"]", b"\n", b",", b"x"])).map(b"".join)
)
def test_a_body_of_any_kind_is_split_or_refused(body: bytes) -> None:
    for decoder in DECODERS:
        try:
            messages = decoder.split(body)
        except EventRejected:
            continue
        assert all(message in body for message in messages)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_tenant_is_seen_at_a_glance(decoder: EventDecoder, example: str) -> None:
    event = decoder.decode(EXAMPLES[example], received_at=NOW)
    assert decoder.likely_tenant(EXAMPLES[example]) == event.tenant_id


@given(st.binary(max_size=200) | st.sampled_from([b"[" * 100_000, b'{"tenant_id": 1}', b'{"data": []}', b"null"]))
def test_no_tenant_is_seen_where_there_is_none(message: bytes) -> None:
    for decoder in DECODERS:
        assert decoder.likely_tenant(message) is None
