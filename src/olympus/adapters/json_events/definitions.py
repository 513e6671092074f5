"""The JSON Schemas of everything that a message consists of, made from the structs that read it."""

from collections.abc import Mapping
from inspect import cleandoc
from typing import Any

import msgspec

from olympus.adapters.json_events.field_notes import Need
from olympus.adapters.json_events.layouts import LAYOUTS
from olympus.adapters.json_events.name_schemas import name_definitions
from olympus.adapters.json_events.numbers import DIGITS_BEFORE_POINT, MOST_DIGITS
from olympus.adapters.json_events.orders import OrderItemIn
from olympus.adapters.json_events.payload_in import PayloadIn
from olympus.adapters.json_events.payloads import PAYLOAD_STRUCTS
from olympus.adapters.json_events.presence import SAID, SAID_NAME, said_in_one_of
from olympus.ports.message_formats import DEFINITION, JsonSchema

_NUMBER: JsonSchema = {
    "description": "An exact number, or its decimal digits as a string.",
    "type": ["number", "string"],
    "exclusiveMinimum": -(10**DIGITS_BEFORE_POINT),
    "exclusiveMaximum": 10**DIGITS_BEFORE_POINT,
    "pattern": rf"^[+-]?\d{{1,{DIGITS_BEFORE_POINT}}}(\.\d{{1,{MOST_DIGITS - DIGITS_BEFORE_POINT}}})?$",
}
_NUMBER_NAME = "Number"
_WITH_NEEDS: tuple[type[PayloadIn | OrderItemIn], ...] = (*PAYLOAD_STRUCTS.values(), OrderItemIn)


def definitions() -> dict[str, JsonSchema]:
    """All definitions to which the schemas of messages refer, by their names."""
    structs = (*(layout.envelope for layout in LAYOUTS.values()), *PAYLOAD_STRUCTS.values(), PayloadIn)
    _, made = msgspec.json.schema_components(structs, ref_template=DEFINITION)
    found = {name: _tidy(schema) for name, schema in made.items()}
    for struct in _WITH_NEEDS:
        _require(found[struct.__name__], struct.needs)
    return {**found, _NUMBER_NAME: _NUMBER, SAID_NAME: SAID, **name_definitions()}


def _require(schema: dict[str, Any], needs: tuple[Need, ...]) -> None:
    """State in the schema of a payload the needs that it must meet itself, wherever it stands."""
    own = [need for need in needs if not need.lent]
    schema["required"] = [need.names[0] for need in own if len(need.names) == 1]
    for name in schema["required"]:
        field = schema["properties"][name]
        field["anyOf"] = [_not_empty(way) for way in field["anyOf"] if way != {"type": "null"}]
    if synonymous := [said_in_one_of(need.names) for need in own if len(need.names) > 1]:
        schema["allOf"] = synonymous


def _not_empty(schema: JsonSchema) -> JsonSchema:
    return {**schema, "minLength": 1} if schema.get("type") == "string" else schema


def _tidy(schema: Any) -> Any:
    """A schema as msgspec makes it, without what says nothing, and with the numbers that the decoder takes."""
    if isinstance(schema, list):
        return [_tidy(each) for each in schema]
    if not isinstance(schema, Mapping):
        return schema
    if schema.get("format") == "decimal":
        return {"$ref": DEFINITION.format(name=_NUMBER_NAME)}
    tidied = {
        key: _tidy(value)
        for key, value in schema.items()
        if not (key == "default" and value is None) and not (key == "required" and not value)
    }
    if "title" in tidied and isinstance(tidied.get("description"), str):
        tidied["description"] = cleandoc(tidied["description"])
    return tidied
