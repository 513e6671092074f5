"""That something is said, as JSON Schema."""

from collections.abc import Iterable

from olympus.ports.message_formats import DEFINITION, JsonSchema

SAID_NAME = "Said"
SAID: JsonSchema = {"description": "Something, which null and an empty text are not.", "not": {"enum": [None, ""]}}
_SAID: JsonSchema = {"$ref": DEFINITION.format(name=SAID_NAME)}


def said_in_one_of(places: Iterable[str], *otherwise: JsonSchema) -> JsonSchema:
    """That one of these places holds something, or that something else is so.

    A place is a key, or several that lead inwards, joined by dots.
    """
    ways = [*(_said(place.split(".")) for place in places), *otherwise]
    return ways[0] if len(ways) == 1 else {"anyOf": ways}


def _said(path: list[str]) -> JsonSchema:
    key, *inside = path
    return {
        "required": [key],
        "properties": {key: {"type": "object", **_said(inside)} if inside else _SAID},
    }
