"""Where each shape keeps what every event says."""

from collections.abc import Callable
from dataclasses import dataclass

from msgspec import Struct

from olympus.adapters.json_events.shapes import (
    CloudEvent,
    DocumentedEvent,
    DomainEvent,
    HttpAnalyticsEvent,
    NativeEvent,
    VersionedDomainEvent,
)
from olympus.domain.events.spelling import camel_humps
from olympus.ports.message_formats import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The places of a shape, as keys that dots join: `payload.tenant_id`.

    The tenant stands in one of `tenant`. `user` is where a payload about a user may leave its user to the
    envelope, and `has_metrics` says whether it may leave its numbers there, too.
    """

    envelope: type[Struct]
    title: str
    spelled: Callable[[str], str]
    name: str
    payload: str
    tenant: tuple[str, ...]
    user: tuple[str, ...] = ()
    has_metrics: bool = False
    content_type: str = "application/json"

    def lending(self, lent: str) -> tuple[str, ...]:
        """The places in the envelope that mean an attribute of the `Surroundings`."""
        if lent == "user_id":
            return self.user
        return (lent,) if lent.startswith("metrics.") and self.has_metrics else ()


def _on_a_channel(name: str) -> str:
    return f"events.{name}"


def _dotted(name: str) -> str:
    return name


def _snake(name: str) -> str:
    return name.replace(".", "_")


LAYOUTS: dict[Shape, Layout] = {
    Shape.NATIVE: Layout(
        envelope=NativeEvent,
        title="native event",
        spelled=_on_a_channel,
        name="name",
        payload="payload",
        tenant=("tenant_id", "payload.tenant_id"),
        user=("context.user_id",),
    ),
    Shape.DOMAIN_EVENT: Layout(
        envelope=DomainEvent,
        title="domain event",
        spelled=camel_humps,
        name="event_type",
        payload="data",
        tenant=("tenant_id",),
        user=("metadata.user_id",),
    ),
    Shape.VERSIONED: Layout(
        envelope=VersionedDomainEvent,
        title="versioned domain event",
        spelled=camel_humps,
        name="event_type",
        payload="data",
        tenant=("data.tenant_id", "context.business_context.tenant_id"),
        user=("context.user_id",),
    ),
    Shape.DOCUMENTED: Layout(
        envelope=DocumentedEvent,
        title="documented base structure",
        spelled=_dotted,
        name="event_type",
        payload="data",
        tenant=("tenant_id",),
        user=("user_id", "metadata.user_id"),
    ),
    Shape.HTTP_ANALYTICS: Layout(
        envelope=HttpAnalyticsEvent,
        title="HTTP analytics event",
        spelled=_snake,
        name="event_type",
        payload="properties",
        tenant=("tenant_id",),
        user=("user_id",),
        has_metrics=True,
    ),
    Shape.CLOUDEVENT: Layout(
        envelope=CloudEvent,
        title="CloudEvent",
        spelled=_on_a_channel,
        name="type",
        payload="data",
        tenant=("tenantid",),
        content_type="application/cloudevents+json",
    ),
}
