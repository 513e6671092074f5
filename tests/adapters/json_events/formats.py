"""The forms of messages as a reader of the document has them: schemas to judge messages by."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft7Validator

from olympus.adapters.json_events.message_formats import message_formats
from olympus.ports.message_formats import MessageFormat
from tests.adapters.json_events.messages import Content

FORMATS = message_formats()
BY_KEY = {each.key: each for each in FORMATS.formats}
_COMPONENTS = {"schemas": FORMATS.definitions}


def is_valid(message: object, form: MessageFormat) -> bool:
    """Whether a message is one of this form, by the form's schema."""
    return _judge(form.key).is_valid(message)


def is_valid_name(spelling: str, name: str) -> bool:
    """Whether the document says that this spelling is that name."""
    return _judge_of(f"{name}.name").is_valid(spelling)


def definition(reference: Any) -> Any:
    """What a reference leads to."""
    return FORMATS.definitions[reference["$ref"].rpartition("/")[2]]


def parts(form: MessageFormat) -> tuple[Any, Any, Any, list[Any]]:
    """The envelope, the key of the payload, the payload, and what must be said besides."""
    all_of: Any = form.schema["allOf"]
    envelope, inside, *besides = all_of
    [container] = inside["required"]
    return definition(envelope), container, definition(inside["properties"][container]), besides


def needs(form: MessageFormat) -> list[list[str]]:
    """The places of which each message of this form must fill one, need by need, as the document says."""
    _, container, payload, besides = parts(form)
    own = [[f"{container}.{field}"] for field in payload.get("required", [])]
    return own + [list(_places(each)) for each in besides]


def _places(schema: Any) -> Iterator[str]:
    for way in schema.get("anyOf", [schema]):
        if "required" in way:
            yield ".".join(_path(way))


def _path(schema: Any) -> Iterator[str]:
    if "required" in schema:
        [key] = schema["required"]
        yield key
        yield from _path(schema["properties"][key])


def with_value_at(message: Content, place: str, value: object) -> Content:
    """The message with a value at a place, a path that dots join; other messages are left as they are."""
    key, _, inside = place.partition(".")
    if not inside:
        return message | {key: value}
    return message | {key: with_value_at(message.get(key) or {}, inside, value)}


def without(message: Content, place: str) -> Content:
    """The message with nothing at a place."""
    key, _, inside = place.partition(".")
    if not inside:
        return {other: value for other, value in message.items() if other != key}
    within = message.get(key)
    return message | {key: without(within, inside)} if isinstance(within, dict) else message


@cache
def _judge(key: str) -> Draft7Validator:
    return Draft7Validator({**BY_KEY[key].schema, "components": _COMPONENTS})


@cache
def _judge_of(name: str) -> Draft7Validator:
    return Draft7Validator({"$ref": f"#/components/schemas/{name}", "components": _COMPONENTS})
