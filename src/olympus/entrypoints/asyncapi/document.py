"""The AsyncAPI document, put together from the formats of the messages and the families of channels."""

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

import msgspec

from olympus.entrypoints.asyncapi.channels import ANNOUNCEMENTS, PARAMETERS, Announcements
from olympus.entrypoints.asyncapi.entries import EVENT, ProducerEntry, StreamEntry
from olympus.entrypoints.asyncapi.parts import channel, operation, reference, server
from olympus.ports.event_broadcast import PATTERNS
from olympus.ports.message_formats import DEFINITION, MessageFormat, MessageFormats, Shape

_Part = dict[str, Any]

_DESCRIPTION = f"""\
Domain events in, exact business figures out: what the service hears and reads.

It listens to every channel that matches {" or ".join(f"`{pattern}`" for pattern in PATTERNS)}, and recognises the
shape of a message by its keys: each shape is taken on each channel and in each stream; a channel lists those that
are sent there. The same event may come by several of them, and counts once. What cannot be an event is set aside
whole, with the reason. Events are also taken by HTTP; that is in the OpenAPI document.
"""
_STREAM, _PRODUCERS = "stream", "producers-streams"
_ENTRIES = {_STREAM: StreamEntry, _PRODUCERS: ProducerEntry}


def asyncapi_json(formats: MessageFormats, *, stream: str) -> bytes:
    """The document as people like to read JSON."""
    return msgspec.json.format(msgspec.json.encode(asyncapi_document(formats, stream=stream)), indent=2) + b"\n"


def asyncapi_document(formats: MessageFormats, *, stream: str) -> _Part:
    """An AsyncAPI 3.0 document; `stream` is the key of the durable stream."""
    channels = {family.key: _announced(family, formats) for family in ANNOUNCEMENTS} | _streams(stream)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Olympus Analytics",
            "version": version("olympus-analytics"),
            "description": _DESCRIPTION,
            "license": {"name": "MIT"},
            "tags": [
                {"name": "pub/sub", "description": "Heard by those who listen, and kept by nobody."},
                {"name": "stream", "description": "Kept until it is worked off."},
            ],
        },
        "defaultContentType": "application/json",
        "servers": {"redis": server()},
        "channels": channels,
        "operations": {f"receive-{key}": operation(key, channels[key]) for key in channels},
        "components": {
            "messages": {each.key: _message(each) for each in formats.formats} | _entries(formats),
            "schemas": {**formats.definitions, **_entry_definitions(formats)},
        },
    }


def _announced(family: Announcements, formats: MessageFormats) -> _Part:
    messages = [each.key for each in formats.formats if each.shape in family.shapes]
    return channel(family.address, family.title, tag="pub/sub", messages=messages, parameters=PARAMETERS)


def _streams(stream: str) -> _Part:
    return {
        _STREAM: channel(stream, "The durable stream", tag="stream", messages=[_STREAM], parameters={}),
        _PRODUCERS: channel(
            "{aggregate}-{aggregate_id}",
            "A producer's own stream of what happened to one thing, from which a gap is filled",
            tag="stream",
            messages=[_PRODUCERS],
            parameters=PARAMETERS,
        ),
    }


def _message(described: MessageFormat) -> _Part:
    return {
        "name": described.key,
        "title": described.title,
        "summary": described.description,
        "contentType": described.content_type,
        "payload": described.schema,
        "examples": [{"payload": described.example}],
    }


def _entries(formats: MessageFormats) -> _Part:
    """The messages of the streams: entries whose field `event` is an event."""
    return {
        _STREAM: _entry(_STREAM, "An entry of the durable stream", {"event": _text(_native(formats))}),
        _PRODUCERS: _entry(_PRODUCERS, "An entry of a producer's stream", _told_by_a_producer(formats)),
    }


def _entry(key: str, title: str, example: _Part) -> _Part:
    return {
        "name": key,
        "title": title,
        "payload": reference(DEFINITION, _ENTRIES[key].__name__),
        "examples": [{"payload": example}],
    }


def _native(formats: MessageFormats) -> MessageFormat:
    return next(each for each in formats.formats if each.shape is Shape.NATIVE)


def _told_by_a_producer(formats: MessageFormats) -> _Part:
    described = next(each for each in formats.formats if each.shape is Shape.DOMAIN_EVENT)
    event = described.example
    return {
        "event": _text(described),
        "type": event["event_type"],
        "tenant_id": event["tenant_id"],
        "occurred_at": "1773853198",
        "version": str(event["version"]),
    }


def _text(described: MessageFormat) -> str:
    return msgspec.json.encode(described.example).decode()


def _entry_definitions(formats: MessageFormats) -> _Part:
    _, definitions = msgspec.json.schema_components(_ENTRIES.values(), ref_template=DEFINITION)
    return {**definitions, EVENT: _any_of(each.key for each in formats.formats)}


def _any_of(messages: Iterable[str]) -> _Part:
    ways = [reference("#/components/messages/{name}/payload", key) for key in messages]
    return {"title": "an event", "description": "An event in any shape.", "anyOf": ways}
