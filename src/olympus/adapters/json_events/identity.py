"""Whose event it is and which: the two halves of its identity."""

from functools import lru_cache

from olympus.adapters.json_events.envelope import Envelope
from olympus.domain.errors import OlympusError
from olympus.domain.events.event import MAX_ID_LENGTH
from olympus.domain.events.rejection import EventRejected, RejectionReason
from olympus.domain.tenant import TenantId, parse_tenant_id


def tenant_of(envelope: Envelope, container: str, in_payload: str | None) -> TenantId:
    """Whose event this is: the envelope says it before the payload does. Raises EventRejected."""
    if envelope.tenant_id:
        return _tenant(envelope.tenant_id, "tenant_id")
    if envelope.tenantid:
        return _tenant(envelope.tenantid, "tenantid")
    if in_payload:
        return _tenant(in_payload, f"{container}.tenant_id")
    if in_business_context := envelope.business_context.tenant_id:
        return _tenant(in_business_context, "context.business_context.tenant_id")
    raise EventRejected(
        RejectionReason.NO_TENANT,
        "the event must say its tenant: `tenant_id` at the top level or in the payload",
        field="tenant_id",
    )


def given_id(envelope: Envelope) -> str | None:
    """The id that the producer gave, or None. Raises EventRejected for one that is too long."""
    if envelope.id is not None:
        return _as_text(envelope.id, "id")
    return None if envelope.event_id is None else _as_text(envelope.event_id, "event_id")


def _tenant(sent: str, field: str) -> TenantId:
    try:
        return _parsed(sent)
    except OlympusError as error:
        raise EventRejected(RejectionReason.NO_TENANT, str(error), field=field) from None


def _as_text(sent: str | int, field: str) -> str:
    text = sent if isinstance(sent, str) else str(sent)
    if len(text) > MAX_ID_LENGTH:
        raise EventRejected(
            RejectionReason.BAD_ID, f"`{field}` must have 1 to {MAX_ID_LENGTH} characters", field=field
        )
    return text


_parsed = lru_cache(maxsize=4096)(parse_tenant_id)
