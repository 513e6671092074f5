"""Every form in which the decoder takes an event: six shapes of each name."""

from olympus.adapters.json_events.definitions import definitions
from olympus.adapters.json_events.examples import example_of
from olympus.adapters.json_events.field_notes import Need
from olympus.adapters.json_events.layouts import LAYOUTS, Layout
from olympus.adapters.json_events.name_schemas import name_key
from olympus.adapters.json_events.payload_in import PayloadIn
from olympus.adapters.json_events.payloads import PAYLOAD_STRUCTS
from olympus.adapters.json_events.presence import said_in_one_of
from olympus.domain.events.names import OUT_OF_STOCK, EventName
from olympus.ports.message_formats import DEFINITION, OTHER, JsonSchema, MessageFormat, MessageFormats, Shape


def message_formats() -> MessageFormats:
    """Made anew from the structs at each call, which takes some milliseconds."""
    return MessageFormats(
        tuple(_format(shape, name) for shape in Shape for name in (*EventName, OTHER)), definitions()
    )


def _format(shape: Shape, name: str) -> MessageFormat:
    layout = LAYOUTS[shape]
    payload = PayloadIn if name == OTHER else PAYLOAD_STRUCTS[EventName(name)]
    called = "Any other name" if name == OTHER else name
    return MessageFormat(
        shape=shape,
        name=str(name),
        title=f"{called}, {layout.title}",
        description=(layout.envelope.__doc__ or "").strip(),
        content_type=layout.content_type,
        schema=_schema(layout, name, payload),
        example=example_of(shape, name),
    )


def _schema(layout: Layout, name: str, payload: type[PayloadIn]) -> JsonSchema:
    stands_in = {
        "required": [layout.payload],
        "properties": {layout.name: _definition(name_key(name)), layout.payload: _definition(payload.__name__)},
    }
    lendable = [_met(need, layout) for need in payload.needs if need.lent]
    return {"allOf": [_definition(layout.envelope.__name__), stands_in, said_in_one_of(layout.tenant), *lendable]}


def _met(need: Need, layout: Layout) -> JsonSchema:
    """That a need is met by the payload, or by what this shape may have around it."""
    places = [f"{layout.payload}.{name}" for name in need.names]
    for lent in need.lent:
        places += layout.lending(lent)
    says_none_is_left: JsonSchema = {"properties": {layout.name: _definition(name_key(OUT_OF_STOCK))}}
    return said_in_one_of(places, *([says_none_is_left] if "out_of_stock" in need.lent else []))


def _definition(name: str) -> JsonSchema:
    return {"$ref": DEFINITION.format(name=name)}
