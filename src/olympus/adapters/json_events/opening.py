"""From bytes to an envelope, or the reason why they are none."""

from msgspec import DecodeError, Raw, ValidationError
from msgspec.json import Decoder

from olympus.adapters.json_events.culprit import culprit, holds_nul
from olympus.adapters.json_events.envelope import Envelope
from olympus.adapters.json_events.refusals import of_wrong_type
from olympus.domain.events.event import MAX_BYTES
from olympus.domain.events.rejection import EventRejected, RejectionReason

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DECODER = Decoder(Envelope)
_ANY_JSON = Decoder(Raw)


def open_envelope(message: bytes) -> Envelope:
    """The envelope of a message; its payload is looked at later. Raises EventRejected."""
    if len(message) > MAX_BYTES:
        raise EventRejected(
            RejectionReason.TOO_LARGE, f"a message must have at most {MAX_BYTES} bytes, not {len(message)}"
        )
    _refuse_bytes_that_are_not_text(message)
    try:
        envelope = _DECODER.decode(message)
    except ValidationError as error:
        raise _not_json(message) or _of_wrong_type(error) from None
    except DecodeError:
        raise _not_json(message) or _of_no_shape() from None
    if holds_nul(message):
        raise culprit(message) or EventRejected(
            RejectionReason.UNSTORABLE, "texts must be without NUL (\\u0000), which no database keeps"
        )
    return envelope


def _refuse_bytes_that_are_not_text(message: bytes) -> None:
    # msgspec checks the texts it reads, and lets through what it skips.
    if message.isascii():
        return
    try:
        message.decode()
    except UnicodeDecodeError as error:
        raise EventRejected(
            RejectionReason.NOT_JSON, f"the message must be UTF-8, which it is not at byte {error.start}"
        ) from None


def _not_json(message: bytes) -> EventRejected | None:
    """The refusal of a message that is no JSON as a whole, wherever a decoder stopped reading it."""
    try:
        _ANY_JSON.decode(message)
    except DecodeError as error:
        return culprit(message) or EventRejected(
            RejectionReason.NOT_JSON, f"the message must be JSON: {_what_is_wrong(message, error)}"
        )
    return None


def _what_is_wrong(message: bytes, error: DecodeError) -> str:
    if not message.strip():
        return "it is empty"
    if message.startswith(_BYTE_ORDER_MARK):
        return "it must begin without a byte order mark"
    return str(error).removeprefix("JSON is malformed: ").lower()


def _of_wrong_type(error: ValidationError) -> EventRejected:
    refusal = of_wrong_type(error)
    return refusal if refusal.field else _of_no_shape()


def _of_no_shape() -> EventRejected:
    return EventRejected(RejectionReason.UNKNOWN_SHAPE, "the message must be a JSON object with an event")
