"""In which forms may an event arrive?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

JsonSchema = Mapping[str, object]

DEFINITION = "#/components/schemas/{name}"
"""How a schema refers to a definition: where OpenAPI and AsyncAPI keep them."""

OTHER = "other"
"""In place of a name: all names that are not modelled."""


class Shape(StrEnum):
    """The shapes in which producers of several generations send events."""

    NATIVE = "native"
    DOMAIN_EVENT = "domain-event"
    VERSIONED = "versioned"
    DOCUMENTED = "documented"
    HTTP_ANALYTICS = "http-analytics"
    CLOUDEVENT = "cloudevent"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFormat:
    """An event of one name in one shape: what a message of it looks like, as JSON Schema and as an example."""

    shape: Shape
    name: str
    title: str
    description: str
    content_type: str
    schema: JsonSchema
    example: Mapping[str, object]

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.shape}.{self.name}"


@dataclass(frozen=True, slots=True, eq=False)
class MessageFormats:
    """Every form that the decoder takes. A message that is valid by one of the schemas is taken as an event,
    unless it lies in what JSON Schema cannot say: a day that no calendar has, a time ahead of the clock.
    """

    formats: tuple[MessageFormat, ...]
    definitions: Mapping[str, JsonSchema]
