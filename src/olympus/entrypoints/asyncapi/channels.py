"""The families of channels on which producers announce events."""

from dataclasses import dataclass

from olympus.ports.message_formats import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcements:
    """A family of pub/sub channels. What stands in braces in its address is one of the `PARAMETERS`."""

    key: str
    address: str
    title: str
    shapes: tuple[Shape, ...]


PARAMETERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": ("The name of the event.", ("order.created", "user.logged_in")),
    "aggregate": ("What it happened to, in lower case.", ("order", "payment")),
    "aggregate_id": ("To which one it happened.", ("9a1b2c3d-1111-4222-8333-444455556666",)),
    "event_type": ("What happened, as the event itself spells it.", ("OrderCreated", "PaymentProcessed")),
    "what_happened": ("What happened to it.", ("created", "cancelled")),
    "tenant_id": ("The tenant.", ("7f9c1f52-1b1b-4d1e-9a87-6f1f0a1b2c3d",)),
    "location_id": ("The location.", ("11112222-3333-4444-8555-666677778888",)),
    "major": ("The major version of what the event says.", ("1",)),
}
"""What each parameter of an address means, with examples."""

ANNOUNCEMENTS = (
    Announcements(
        key="native",
        address="events.{name}",
        title="Events by name",
        shapes=(Shape.NATIVE, Shape.CLOUDEVENT, Shape.HTTP_ANALYTICS),
    ),
    Announcements(
        key="domain-events",
        address="events.{aggregate}.{event_type}",
        title="Domain events by aggregate",
        shapes=(Shape.DOMAIN_EVENT,),
    ),
    Announcements(
        key="domain-events-of-a-tenant",
        address="events.tenant.{tenant_id}.{event_type}",
        title="Domain events of a tenant",
        shapes=(Shape.DOMAIN_EVENT,),
    ),
    Announcements(
        key="global-domain-events",
        address="events.global.{event_type}",
        title="Domain events of all tenants",
        shapes=(Shape.DOMAIN_EVENT,),
    ),
    Announcements(
        key="versioned-events",
        address="events.v{major}.{aggregate}.{event_type}",
        title="Versioned domain events by aggregate",
        shapes=(Shape.VERSIONED,),
    ),
    Announcements(
        key="versioned-events-of-a-tenant",
        address="events.tenant.{tenant_id}.v{major}.{event_type}",
        title="Versioned domain events of a tenant",
        shapes=(Shape.VERSIONED,),
    ),
    Announcements(
        key="versioned-events-of-a-location",
        address="events.location.{location_id}.v{major}.{event_type}",
        title="Versioned domain events of a location",
        shapes=(Shape.VERSIONED,),
    ),
    Announcements(
        key="documented-events",
        address="events:{aggregate}:{what_happened}",
        title="The documented base structure, such as on events:order:created",
        shapes=(Shape.DOCUMENTED,),
    ),
)
