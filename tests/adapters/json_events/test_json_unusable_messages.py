import pytest

from olympus.domain.events.event import MAX_BYTES
from olympus.domain.events.rejection import EventRejected, RejectionReason
from tests.adapters.json_events.messages import decode, native, rejection

START = b'{"id":"e-1","name":"order.created","tenant_id":"cafe","occurred_at":"2026-03-18T17:00:00Z",'
GOOD = START + b'"payload":{"order_id":"o-1","total":1}}'


def with_payload(payload: bytes) -> EventRejected:
    return rejection(START + b'"payload":' + payload + b"}")


@pytest.mark.parametrize(
    "message",
    [
        *[
            b"",
            b" ",
            b"\n",
            b"garbage",
            b"{",
            b"}",
            b'{"name"}',
            b"{'name': 'x'}",
            b"[1,",
            b'"abc',
            b"nul",
            b"01",
            b"1x",
        ],
        *[GOOD[:-1], GOOD + b"}", GOOD + GOOD, GOOD + b",", GOOD.replace(b":1}", b":01}"), b"\xef\xbb\xbf" + GOOD],
        *[GOOD.decode().encode("utf-16"), GOOD.replace(b"o-1", b"\xff"), GOOD.replace(b"o-1", b"\xed\xa0\x80")],
        *[GOOD.replace(b"o-1", b"a\x00b"), GOOD.replace(b"o-1", b"a\nb"), GOOD.replace(b"o-1", rb"a\xb")],
        *[GOOD[:-1] + b',"unread":"\xff"}', GOOD[:-1] + b',"unread":01}', GOOD[:-1] + b',"unread":"\n"}'],
        *[START + b'"id":true,}', START + b'"id":true'],
    ],
)
def test_what_is_not_json_is_refused_as_such(message: bytes) -> None:
    refused = rejection(message)

    assert (refused.reason, refused.field) == (RejectionReason.NOT_JSON, None)
    assert refused.detail.startswith("the message must be ")


def test_the_detail_says_what_is_wrong_with_the_bytes() -> None:
    assert "empty" in rejection(b"").detail
    assert "byte order mark" in rejection(b"\xef\xbb\xbf" + GOOD).detail
    assert (
        f"UTF-8, which it is not at byte {GOOD.index(b'o-1')}" in rejection(GOOD.replace(b"o-1", b"\xff")).detail
    )
    assert "trailing characters" in rejection(GOOD + b"}").detail


@pytest.mark.parametrize(
    "message", [b"null", b"[]", b'"x"', b"5", b"true", b"{}", b'{"foo":1}', b"[" + GOOD + b"]"]
)
def test_json_without_any_key_of_ours_has_no_shape(message: bytes) -> None:
    refused = rejection(message)

    assert (refused.reason, refused.field) == (RejectionReason.UNKNOWN_SHAPE, None)


@pytest.mark.parametrize(
    "opening", [b"[", b'{"a":', b'[{"a":', START + b'"payload":', START + b'"x":', START + b'"id":']
)
@pytest.mark.parametrize("bracket", [b"[", b'{"a":'])
def test_deep_nesting_is_refused_and_harms_nobody(opening: bytes, bracket: bytes) -> None:
    depth = 100_000
    closing = {b"[": b"]", b'{"a":': b"}"}[bracket] * depth

    for message in (opening + bracket * depth, opening + bracket * depth + b"1" + closing):
        assert rejection(message).reason in {RejectionReason.NOT_JSON, RejectionReason.UNKNOWN_SHAPE}


def test_an_event_that_is_not_modelled_may_not_be_nested_deeply_either() -> None:
    message = START.replace(b"order.created", b"product.viewed") + b'"payload":' + b"[" * 5000 + b"]" * 5000 + b"}"

    assert rejection(message).reason is RejectionReason.NOT_JSON


def test_a_message_of_one_mebibyte_is_taken_and_of_one_byte_more_is_not() -> None:
    largest = GOOD + b" " * (MAX_BYTES - len(GOOD))

    assert decode(largest).event_id == "e-1"
    refused = rejection(largest + b" ")
    assert refused.reason is RejectionReason.TOO_LARGE
    assert rejection(b"[" * (MAX_BYTES + 1)).reason is RejectionReason.TOO_LARGE


def test_of_two_equal_keys_the_last_holds() -> None:
    event = decode(START + b'"id":"e-2","payload":{},"payload":{"order_id":"a","total":1,"order_id":"b"}}')

    assert event.event_id == "e-2"
    assert event.meaning == decode(native(payload={"order_id": "b", "total": 1})).meaning


def test_escaped_keys_are_keys() -> None:
    assert decode(GOOD.replace(b'"name"', rb'"\u006eame"')).name == "order.created"


@pytest.mark.parametrize(
    "text", [rb"a\u0000b", rb"\ud800", rb"\udc00x", rb"\ud83d x", rb"\ud83d\u0041", rb"\uD83D"]
)
@pytest.mark.parametrize(
    ("message", "reason", "field"),
    [
        (GOOD.replace(b'"e-1"', b'"?"'), RejectionReason.BAD_ID, "id"),
        (GOOD.replace(b"cafe", b"?"), RejectionReason.NO_TENANT, "tenant_id"),
        (GOOD.replace(b"order.created", b"?"), RejectionReason.NO_NAME, "name"),
        (GOOD.replace(b"2026", b"?"), RejectionReason.BAD_TIME, "occurred_at"),
        (GOOD.replace(b"o-1", b"?"), RejectionReason.WRONG_TYPE, "payload.order_id"),
        (START + b'"user_id":"?","payload":{}}', RejectionReason.WRONG_TYPE, "user_id"),
        (
            START + b'"payload":{"items":[{},{"name":"?"}]}}',
            RejectionReason.UNSTORABLE,
            "payload.items[1].name",
        ),
        (
            START + b'"metadata":{"user_agent":"?"},"payload":{}}',
            RejectionReason.UNSTORABLE,
            "metadata.user_agent",
        ),
    ],
)
def test_text_that_no_database_keeps_is_refused_where_it_stands(
    text: bytes, message: bytes, reason: RejectionReason, field: str
) -> None:
    refused = rejection(message.replace(b"?", text))

    assert (refused.reason, refused.field) == (reason, field)
    assert "without NUL" in refused.detail


def test_a_key_that_no_database_keeps_is_refused() -> None:
    for text in (rb"\u0000", rb"\ud800"):
        refused = with_payload(b'{"order_id":"o","total":1,"' + text + b'":1}')
        assert (refused.reason, refused.field) == (RejectionReason.UNSTORABLE, "payload.?")


def test_a_nul_is_found_behind_a_key_that_hides_it() -> None:
    refused = with_payload(rb'{"order_id":"\u0000","order_id":"o","total":1}')

    assert refused.reason is RejectionReason.UNSTORABLE


@pytest.mark.parametrize(
    "text", [rb"\\u0000", rb"\\\\u0000", rb"\ud83d\ude00", rb"\u00e9", rb"\\ud800", rb"\u0001"]
)
def test_text_that_only_looks_like_that_is_kept(text: bytes) -> None:
    assert decode(GOOD.replace(b"o-1", text)).name == "order.created"


@pytest.mark.parametrize("literal", [b"NaN", b"Infinity", b"-Infinity"])
def test_numbers_that_json_has_not_are_named_where_they_stand(literal: bytes) -> None:
    refused = with_payload(b'{"order_id":"o","total":1,"items":[{"quantity":' + literal + b"}]}")

    assert (refused.reason, refused.field) == (RejectionReason.BAD_MONEY, "payload.items[0].quantity")
    assert rejection(START + b'"version":' + literal + b"}").reason is RejectionReason.NOT_JSON


@pytest.mark.parametrize("digits", [20, 400, 4300, 5000, 100_000])
def test_huge_integers_harm_nobody(digits: int) -> None:
    number = b"9" * digits

    assert with_payload(b'{"order_id":"o","total":%s}' % number).reason is RejectionReason.BAD_MONEY
    assert decode(START + b'"version":%s,"payload":{"order_id":"o","total":1}}' % number).event_id == "e-1"
    if digits > 256:
        assert with_payload(b'{"order_id":%s,"total":1}' % number).reason is RejectionReason.WRONG_TYPE


def test_a_payload_that_is_not_modelled_with_an_integer_beyond_reason_is_refused() -> None:
    message = START.replace(b"order.created", b"product.viewed") + b'"payload":{"n":[%s]}}' % (b"9" * 5000)

    refused = rejection(message)

    assert (refused.reason, refused.field) == (RejectionReason.WRONG_TYPE, "payload[...][0]")
