"""The entries of the Redis streams that events are read from, as types."""

from datetime import datetime
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from olympus.ports.event_stream import Intake

EVENT = "Event"
"""The definition of any event in any shape."""

_Event = Annotated[
    str,
    Meta(
        description="The event as JSON, in any of the shapes.",
        extra_json_schema={
            "contentMediaType": "application/json",
            "contentSchema": {"$ref": f"#/components/schemas/{EVENT}"},
        },
    ),
]


class StreamEntry(Struct, kw_only=True):
    """An entry of the durable stream. A producer appends `event` alone; the other fields are the service's own."""

    event: _Event
    intake: Annotated[Intake, Meta(description="How it came; by default `stream`.")] | UnsetType = UNSET
    channel: Annotated[str, Meta(description="The channel on which it was announced.")] | UnsetType = UNSET
    received_at: Annotated[datetime, Meta(description="When the service took it.")] | UnsetType = UNSET


class ProducerEntry(Struct, kw_only=True):
    """An entry of a producer's own stream; those of versioned events have the fields from `sequence` on, too."""

    event: _Event
    type: Annotated[str, Meta(description="The `event_type`.")] | UnsetType = UNSET
    tenant_id: Annotated[str, Meta(description="The tenant.")] | UnsetType = UNSET
    occurred_at: Annotated[str, Meta(description="When it happened, in seconds since 1970.")] | UnsetType = UNSET
    version: Annotated[str, Meta(description="The version, such as `1` or `1.0.0`.")] | UnsetType = UNSET
    sequence: Annotated[str, Meta(description="Its place in the order of events.")] | UnsetType = UNSET
    aggregate_version: Annotated[str, Meta(description="Events of its aggregate so far.")] | UnsetType = UNSET
    correlation_id: Annotated[str, Meta(description="What ties it to other events.")] | UnsetType = UNSET
    source_service: Annotated[str, Meta(description="The service that the event comes from.")] | UnsetType = UNSET
    checksum: Annotated[str, Meta(description="The producer's checksum of the data.")] | UnsetType = UNSET
