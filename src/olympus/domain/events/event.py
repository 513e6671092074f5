"""The domain event: what happened, to which tenant, when."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid5

from olympus.domain.events.payloads import Payload
from olympus.domain.tenant import TenantId

MAX_BYTES = 1024 * 1024
"""The largest message that is taken for an event."""

MAX_AHEAD = timedelta(hours=24)
"""How far an event's time may lie ahead of the clock: producers' clocks differ, calendars do not."""

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
"""No commerce is older than the clock that the producers count with."""

MAX_ID_LENGTH = 128

_CONTENT_NAMESPACE = UUID("7b1f6a52-6d0f-5c0e-9b7e-1f0b8b1a4c11")


class Event(NamedTuple):
    """One thing that happened, the same whichever producer sent it in whichever shape.

    `payload` is None where the name is not modelled; `unmodelled_content` is then what the event says, as
    canonical JSON. `original` is the message as it came.
    """

    tenant_id: TenantId
    event_id: str
    name: str
    occurred_at: datetime
    received_at: datetime
    payload: Payload | None
    original: bytes
    unmodelled_content: str = ""
    source: str | None = None
    request_id: str | None = None
    correlation_id: str | None = None
    user_id: str | None = None
    location_id: str | None = None

    @property
    def identity(self) -> tuple[TenantId, str]:
        """Whatever has the same identity is the same event."""
        return self.tenant_id, self.event_id

    @property
    def meaning(self) -> tuple[str, Payload | None, str]:
        """Events of one identity whose meanings differ contradict each other; times and contexts may differ.

        Numbers count by their value: 42.50 says what 42.5 says.
        """
        return self.name, self.payload, self.unmodelled_content


def id_from_content(*, name: str, tenant_id: str, occurred_at: datetime, canonical_payload: str) -> str:
    """The id of an event to which its producer gave none: a UUIDv5, so that a redelivery is the same event.

    `canonical_payload` is the payload as JSON with sorted keys and no spaces.
    """
    instant = occurred_at.astimezone(UTC).isoformat(timespec="microseconds")
    return str(uuid5(_CONTENT_NAMESPACE, f"{name}\n{tenant_id}\n{instant}\n{canonical_payload}"))
