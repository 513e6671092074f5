"""A body of many messages, cut into the messages without rewriting a byte of them."""

from typing import Any

import msgspec
from msgspec import Raw, Struct
from msgspec.json import Decoder

from olympus.domain.events.rejection import EventRejected, RejectionReason

_UNFINISHED = (b"{", b"[", b",", b":")


class _Batch(Struct):
    events: Raw = Raw()
    name: Any = None
    event_type: Any = None
    type: Any = None

    @property
    def is_one_event(self) -> bool:
        return not (self.name is None and self.event_type is None and self.type is None)


_BATCH = Decoder(_Batch)
_LIST = Decoder(list[Raw])
_OBJECT = Decoder(dict[str, Raw])
_ANYTHING = Decoder(Raw)


def split_messages(body: bytes) -> list[bytes]:
    """The messages in one event, in `{"events": [..]}`, in an array, or in lines of NDJSON."""
    try:
        whole = bytes(_ANYTHING.decode(body))
    except (msgspec.DecodeError, RecursionError):
        return _lines(body)
    match whole[:1]:
        case b"[":
            return _elements(whole)
        case b"{":
            return _elements_of_batch(whole)
    raise EventRejected(
        RejectionReason.UNKNOWN_SHAPE,
        "the body must be an event, a list of events, or an object with `events`",
    )


def _elements(raw: bytes | Raw) -> list[bytes]:
    return [bytes(element) for element in _LIST.decode(raw)]


def _elements_of_batch(body: bytes) -> list[bytes]:
    try:
        batch = _BATCH.decode(body)
        return [body] if batch.is_one_event else _elements(batch.events)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return [body]


def _lines(body: bytes) -> list[bytes]:
    """The lines of NDJSON, those at fault among them; they are rejected one by one later."""
    lines = [stripped for line in body.split(b"\n") if (stripped := line.strip())]
    if not any(_is_object(line) for line in lines):
        raise _unusable("the body must be JSON, or have a JSON object on each line")
    if lines[0].endswith(_UNFINISHED):
        raise _unusable("the body must be JSON, and it begins like a document that is broken further on")
    return lines


def _is_object(line: bytes) -> bool:
    try:
        _OBJECT.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _unusable(detail: str) -> EventRejected:
    return EventRejected(RejectionReason.NOT_JSON, detail)
