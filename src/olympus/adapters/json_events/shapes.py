"""The six shapes, each by itself, for the people who send them; `Envelope` reads them all at once.

What has no default is what a message of the shape is known by, its name and its time. The payload stands beside
these fields, under a key of the shape.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from olympus.adapters.json_events.envelope import LONGEST_NAME, Context, EventId
from olympus.adapters.json_events.field_notes import means
from olympus.adapters.json_events.surroundings import MetricsIn
from olympus.adapters.json_events.texts import FreeText, Identifier, TenantText

_MOMENT = (
    r"^(19[7-9]\d|[2-9]\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$"
)

Name = Annotated[str, Meta(max_length=LONGEST_NAME, description="What happened.")]
Moment = Annotated[
    str,
    Meta(pattern=_MOMENT, description="When it happened, as in RFC 3339; without an offset it is in UTC."),
]
Id = Annotated[EventId, means("Its identity within the tenant; made from the content where it is not given.")]
Tenant = Annotated[TenantText, means("The tenant: up to 64 letters, digits, dots, underscores or hyphens.")]
User = Annotated[Identifier, means("Who caused it.")]
AggregateType = Annotated[str, means("What it happened to.", examples=["Order"])]
AggregateId = Annotated[Identifier, means("To which one it happened.")]


class NativeEvent(Struct, kw_only=True):
    """The documented contract: a name, a payload, and a little context."""

    name: Name
    occurred_at: Moment
    id: Id = None
    tenant_id: Tenant = None
    context: Annotated[Context | None, means("Where it comes from.")] = None


class DomainEvent(Struct, kw_only=True):
    """A domain event of the Rust services."""

    event_type: Name
    aggregate_type: AggregateType
    occurred_at: Moment
    id: Id = None
    aggregate_id: AggregateId = None
    tenant_id: Tenant = None
    metadata: Annotated[Context | None, means("Who caused it, through which service.")] = None
    version: Annotated[int | str | None, means("The version of the aggregate.")] = None


class EventVersion(Struct, kw_only=True):
    """The version of what an event says."""

    major: int
    minor: int = 0
    patch: int = 0


class VersionedDomainEvent(Struct, kw_only=True):
    """A domain event of the Rust services with the version of its schema; its context says the tenant."""

    event_type: Name
    event_version: EventVersion
    aggregate_type: AggregateType
    occurred_at: Moment
    context: Annotated[Context, means("Who caused it, through which service, and where in the business.")]
    id: Id = None
    aggregate_id: AggregateId = None
    aggregate_version: Annotated[int | None, means("How many events its aggregate has had.")] = None
    sequence_number: Annotated[int | None, means("Its place in the order of events.")] = None
    recorded_at: Annotated[str | None, means("When its producer kept it.")] = None
    checksum: Annotated[FreeText, means("The producer's checksum of its data.")] = None


class DocumentedEvent(Struct, kw_only=True):
    """The base structure of the older documentation."""

    event_type: Name
    timestamp: Moment
    event_id: Id = None
    tenant_id: Tenant = None
    user_id: User = None
    metadata: Annotated[Context | None, means("How it came to be.")] = None


class HttpAnalyticsEvent(Struct, kw_only=True):
    """What the Rust client sends: facts at the top level and in `properties`, numbers in `metrics`."""

    event_type: Name
    timestamp: Moment
    event_id: Id = None
    tenant_id: Tenant = None
    user_id: Annotated[Identifier, means("Who it is about: the customer of an order, the user of a login.")] = None
    location_id: Annotated[Identifier, means("Where in the business it happened.")] = None
    metrics: Annotated[MetricsIn | None, means("The numbers of the payload that stand apart from it.")] = None


class CloudEvent(Struct, kw_only=True):
    """CloudEvents 1.0 in JSON, structured, with the extension attribute `tenantid`."""

    specversion: Annotated[Literal["1.0"], means("The version of CloudEvents.")]
    type: Name
    time: Moment
    id: Id = None
    source: Annotated[FreeText, means("The service that the event comes from.")] = None
    subject: Annotated[FreeText, means("To what it happened.")] = None
    datacontenttype: Annotated[FreeText, means("The media type of `data`.", examples=["application/json"])] = None
    tenantid: Tenant = None
