"""Messages as entries of a Redis stream, and back: ours, and those that producers append themselves."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from olympus.ports.event_stream import Intake, Message

Entry: TypeAlias = tuple[bytes, list[bytes]]
"""An id with its fields, names and values in turn; without any when somebody deleted the entry."""

_INTAKES = {intake.value.encode(): intake for intake in Intake}


def fields_of(message: Message) -> list[bytes]:
    """Names and values as we write them: `event`, which is the producers' name for it, and how it came."""
    fields = [b"event", message.body, b"intake", message.intake.value.encode()]
    if message.channel is not None:
        fields += (b"channel", message.channel.encode("utf-8", "backslashreplace"))
    if message.received_at is not None:
        fields += (b"received_at", message.received_at.isoformat().encode())
    return fields


def message_of(fields: Sequence[bytes], key: str) -> Message:
    """The message in an entry of the stream `key`. Whatever the fields are, there is one: nothing gets stuck."""
    named = dict(zip(fields[::2], fields[1::2], strict=True))
    body = named.get(b"event")
    intake = _INTAKES.get(named.get(b"intake", b""))
    if body is None or intake is None:
        return Message(_as_json(named) if body is None else body, Intake.STREAM, key)
    channel = named.get(b"channel")
    return Message(body, intake, None if channel is None else text(channel), _instant(named.get(b"received_at")))


def text(name: bytes) -> str:
    """A name that anybody may have chosen, readable also when it is not UTF-8."""
    return name.decode("utf-8", "backslashreplace")


def _as_json(fields: dict[bytes, bytes]) -> bytes:
    """An entry without an event, whole: as a dead letter it shows what its sender did."""
    return json.dumps({text(name): text(value) for name, value in fields.items()}).encode()


def _instant(sent: bytes | None) -> datetime | None:
    if sent is None:
        return None
    try:
        instant = datetime.fromisoformat(sent.decode())
    except ValueError:
        return None
    return instant if instant.tzinfo else None
