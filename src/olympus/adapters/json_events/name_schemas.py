"""The spellings of a name as JSON Schema."""

from olympus.adapters.json_events.envelope import LONGEST_NAME
from olympus.domain.events.names import ALSO_SENT_AS, OUT_OF_STOCK, EventName, spoken_words
from olympus.domain.events.spelling import camel_humps
from olympus.ports.message_formats import DEFINITION, OTHER, JsonSchema

_PREFIX = r"^(events[.:])?(\w+[.:])?"
"""That of the channels, and then that of a service."""


def name_key(name: str) -> str:
    """The key of the definition of a name's spellings."""
    return f"{name}.name"


def name_definitions() -> dict[str, JsonSchema]:
    """The spellings of each modelled name, of `inventory.out_of_stock` alone, and of every other name."""
    spellings = {name.value: (name.value, *ALSO_SENT_AS.get(name, ())) for name in EventName}
    return {
        name_key(name): _definition(name, of_name)
        for name, of_name in {**spellings, OUT_OF_STOCK: (OUT_OF_STOCK,)}.items()
    } | {name_key(OTHER): _any_other()}


def _definition(name: str, spellings: tuple[str, ...]) -> JsonSchema:
    return {
        "title": name,
        "description": f"A spelling of `{name}`, or another name of it.",
        "type": "string",
        "maxLength": LONGEST_NAME,
        "pattern": f"{_PREFIX}({'|'.join(_pattern(spelling) for spelling in spellings)})$",
        "examples": [form for each in spellings for form in (f"events.{each}", camel_humps(each))],
    }


def _pattern(spelling: str) -> str:
    return f"{'[._:]'.join(spoken_words(spelling).split('_'))}|{camel_humps(spelling)}"


def _any_other() -> JsonSchema:
    return {
        "title": "any other name",
        "description": "A name that is not modelled; its event is kept, and moves no figure.",
        "type": "string",
        "maxLength": LONGEST_NAME,
        "pattern": "[A-Za-z0-9]",
        "not": {"anyOf": [{"$ref": DEFINITION.format(name=name_key(name))} for name in EventName]},
        "examples": ["events.product.viewed"],
    }
