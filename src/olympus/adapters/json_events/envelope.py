"""What stands around a payload, in all six shapes at once.

The shapes differ in which keys they have, never in what a key means; so one struct reads them all,
and a shape is recognised by the keys that are there:

| shape | name | payload | time | tenant | context |
|---|---|---|---|---|---|
| native | `name` | `payload` | `occurred_at` | top level or payload | `context` |
| domain event | `event_type` | `data` | `occurred_at` | top level | `metadata` |
| versioned | `event_type` | `data` | `occurred_at` | data or business context | `context` |
| documented base | `event_type` | `data` | `timestamp` | top level | `metadata` |
| HTTP analytics | `event_type` | `properties`, `metrics` | `timestamp` | top level | top level |
| CloudEvents | `type` | `data` | `time` | `tenantid` | `source` |

Where a message has the keys of two shapes, those of the earlier row of the table come first. What is read
of a message must be of its type; what is not read may be anything.
"""

from typing import Annotated, Any

from msgspec import Meta, Raw, Struct

from olympus.adapters.json_events.field_notes import means, same_as
from olympus.adapters.json_events.texts import FreeText, Identifier, TenantText, first_identifier
from olympus.domain.events.event import MAX_ID_LENGTH

LONGEST_NAME = 128

_NOTHING = Raw()
_NULL = Raw(b"null")
_EMPTY_OBJECT = Raw(b"{}")

EventId = Annotated[str, Meta(min_length=1, max_length=MAX_ID_LENGTH)] | int | None
Name = Annotated[str, Meta(max_length=LONGEST_NAME)] | None


class BusinessContext(Struct, gc=False):
    """Where in the business a versioned event happened."""

    tenant_id: Annotated[TenantText, means("The tenant.")] = None
    location_id: Annotated[Identifier, means("The location.")] = None


class Context(Struct, gc=False):
    """Who caused an event, through which service: the `context` of some shapes, the `metadata` of others."""

    source: Annotated[FreeText, means("The service that the event comes from.")] = None
    source_service: Annotated[FreeText, same_as("source")] = None
    request_id: Annotated[Identifier, means("The request that caused it.")] = None
    correlation_id: Annotated[Identifier, means("What ties it to others of one undertaking.")] = None
    user_id: Annotated[Identifier, means("Who caused it.")] = None
    business_context: Annotated[BusinessContext | None, means("Where in the business it happened.")] = None


class Envelope(Struct, gc=False):
    """Every key that some shape has at its top level."""

    name: Name = None
    event_type: Name = None
    type: Any = None
    payload: Raw = _NOTHING
    data: Raw = _NOTHING
    properties: Raw = _NOTHING
    metrics: Raw = _NOTHING
    id: EventId = None
    event_id: EventId = None
    tenant_id: str | None = None
    tenantid: str | None = None
    occurred_at: Any = None
    timestamp: Any = None
    time: Any = None
    source: FreeText = None
    user_id: Identifier = None
    location_id: Identifier = None
    context: Context | None = None
    metadata: Context | None = None

    @property
    def spoken_name(self) -> str:
        """What the producer calls the event; empty if it does not say."""
        if found := self.name or self.event_type:
            return found
        return self.type if type(self.type) is str else ""

    @property
    def body(self) -> tuple[str, Raw]:
        """The payload and the key under which it stands; none at all is an empty one."""
        # An absent key is an empty Raw.
        if self.payload and self.payload != _NULL:
            return "payload", self.payload
        if self.data and self.data != _NULL:
            return "data", self.data
        if self.properties and self.properties != _NULL:
            return "properties", self.properties
        return "payload", _EMPTY_OBJECT

    @property
    def has_metrics(self) -> bool:
        """Whether some of the payload's numbers stand beside it."""
        return bool(self.metrics) and self.metrics != _NULL

    @property
    def is_http_analytics(self) -> bool:
        """Whether this is the shape that keeps its facts at the top level, in properties and in metrics."""
        if not (self.properties or self.metrics):
            return False
        return self.has_metrics or self.body[0] == "properties"

    @property
    def moment(self) -> tuple[str, object]:
        """When it happened, as it was sent, and the key under which that stands."""
        if self.occurred_at is not None:
            return "occurred_at", self.occurred_at
        if self.timestamp is not None:
            return "timestamp", self.timestamp
        return ("time", self.time) if self.time is not None else ("occurred_at", None)

    @property
    def said_source(self) -> str | None:
        """The service that the event comes from."""
        context, metadata = self.context or _NO_CONTEXT, self.metadata or _NO_CONTEXT
        return (
            context.source
            or context.source_service
            or metadata.source
            or metadata.source_service
            or self.source
            or None
        )

    @property
    def said_request_id(self) -> str | None:
        """The request that caused the event."""
        context, metadata = self.context or _NO_CONTEXT, self.metadata or _NO_CONTEXT
        return first_identifier(context.request_id, metadata.request_id)

    @property
    def said_correlation_id(self) -> str | None:
        """What ties the event to others of one undertaking."""
        context, metadata = self.context or _NO_CONTEXT, self.metadata or _NO_CONTEXT
        return first_identifier(context.correlation_id, metadata.correlation_id)

    @property
    def said_user_id(self) -> str | None:
        """Who caused the event."""
        context, metadata = self.context or _NO_CONTEXT, self.metadata or _NO_CONTEXT
        return first_identifier(self.user_id, metadata.user_id, context.user_id)

    @property
    def business_context(self) -> BusinessContext:
        """Where in the business it happened; an empty one where the shape has none."""
        return (self.context and self.context.business_context) or _NO_BUSINESS_CONTEXT

    @property
    def is_unknown(self) -> bool:
        """Whether the message has no key that any of the shapes has."""
        return self == Envelope()


_NO_CONTEXT = Context()
_NO_BUSINESS_CONTEXT = BusinessContext()
