"""Messages as entries of a Redis stream, and back: ours, and those that producers append themselves."""

import json
from collections.abc import Mapping
from datetime import datetime

from olympus.ports.event_stream import Intake, Message

_INTAKES = {intake.value.encode(): intake for intake in Intake}


def fields_of(message: Message) -> list[bytes]:
    """Names and values as we write them: `event`, which is the producers' name for it, and how it came."""
    fields = [b"event", message.body, b"intake", message.intake.value.encode()]
    if message.channel is not None:
        fields += (b"channel", message.channel.encode("utf-8", "backslashreplace"))
    if message.received_at is not None:
        fields += (b"received_at", message.received_at.isoformat().encode())
    return fields


def message_of(fields: Mapping[bytes, bytes], key: str) -> Message:
    """The message in an entry of the stream `key`. Whatever the fields are, there is one: nothing gets stuck."""
    body = fields.get(b"event")
    intake = _INTAKES.get(fields.get(b"intake", b""))
    if body is None or intake is None:
        return Message(_as_json(fields) if body is None else body, Intake.STREAM, key)
    channel = fields.get(b"channel")
    return Message(body, intake, None if channel is None else text(channel), _instant(fields))


def text(name: bytes) -> str:
    """A name that anybody may have chosen, readable also when it is not UTF-8."""
    return name.decode("utf-8", "backslashreplace")


def _as_json(fields: Mapping[bytes, bytes]) -> bytes:
    """An entry without an event, whole: as a dead letter it shows what its sender did."""
    return json.dumps({text(name): text(value) for name, value in fields.items()}).encode()


def _instant(fields: Mapping[bytes, bytes]) -> datetime | None:
    try:
        instant = datetime.fromisoformat(fields[b"received_at"].decode())
    except (KeyError, ValueError):
        return None
    return instant if instant.tzinfo else None
