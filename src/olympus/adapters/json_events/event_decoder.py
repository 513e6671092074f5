"""Reads events out of JSON with msgspec: from bytes to structs to one domain event."""

from datetime import datetime

from msgspec import Raw, ValidationError
from msgspec.json import Decoder

from olympus.adapters.json_events.content import canonical_content
from olympus.adapters.json_events.envelope import Envelope
from olympus.adapters.json_events.glimpse import likely_tenant
from olympus.adapters.json_events.identity import given_id, tenant_of
from olympus.adapters.json_events.lending import lent_by
from olympus.adapters.json_events.naming import Called, called
from olympus.adapters.json_events.opening import open_envelope
from olympus.adapters.json_events.payload_in import PayloadIn
from olympus.adapters.json_events.refusals import of_wrong_type, within
from olympus.adapters.json_events.splitting import split_messages
from olympus.adapters.json_events.texts import first_identifier, identifier
from olympus.adapters.json_events.times import instant
from olympus.domain.events.event import Event, id_from_content
from olympus.domain.events.payloads import Payload
from olympus.domain.events.rejection import EventRejected, RejectionReason
from olympus.domain.tenant import TenantId
from olympus.ports.event_decoder import EventDecoder


class MsgspecEventDecoder(EventDecoder):
    """Knows the six shapes of the contract; nothing behind it does."""

    def decode(self, message: bytes, *, received_at: datetime) -> Event:
        try:
            return _event(message, received_at)
        except RecursionError:
            raise _too_deep("the message") from None

    def likely_tenant(self, message: bytes) -> str | None:
        return likely_tenant(message)

    def split(self, body: bytes) -> list[bytes]:
        try:
            return split_messages(body)
        except RecursionError:
            raise _too_deep("the body") from None


def _too_deep(what: str) -> EventRejected:
    return EventRejected(RejectionReason.NOT_JSON, f"{what} must be nested less deeply")


def _event(message: bytes, received_at: datetime) -> Event:
    envelope = open_envelope(message)
    name = called(envelope)
    container, raw = envelope.body
    sent = _read_payload(raw, name, container)
    tenant_id = tenant_of(envelope, container, sent.tenant_id)
    field, moment = envelope.moment
    occurred_at = instant(moment, field, received_at=received_at)
    event_id = given_id(envelope)
    payload = _payload(sent, envelope, name, container) if name.decoder else None
    if event_id is None:
        event_id = _id_from_content(envelope, name, tenant_id, occurred_at)
    return Event(
        tenant_id=tenant_id,
        event_id=event_id,
        name=name.name,
        occurred_at=occurred_at,
        received_at=received_at,
        payload=payload,
        original=message,
        unmodelled_content="" if name.decoder else canonical_content(envelope),
        source=envelope.said_source,
        request_id=envelope.said_request_id,
        correlation_id=envelope.said_correlation_id,
        user_id=envelope.said_user_id,
        location_id=_location_id(envelope, sent),
    )


def _read_payload(raw: Raw, name: Called, container: str) -> PayloadIn:
    try:
        return (name.decoder or _ANY_PAYLOAD).decode(raw)
    except ValidationError as error:
        refusal = of_wrong_type(error, container)
        if name.decoder is None and refusal.field == container:
            return PayloadIn()  # CloudEvents may carry any JSON; it is kept, and says nothing to us
        raise refusal from None


def _payload(sent: PayloadIn, envelope: Envelope, name: Called, container: str) -> Payload:
    around = lent_by(envelope, name)
    try:
        return sent.to_domain(around)
    except EventRejected as refusal:
        raise within(container, refusal) from None


def _id_from_content(envelope: Envelope, name: Called, tenant_id: TenantId, occurred_at: datetime) -> str:
    # Two users who act in the same instant are two events, also where only the envelope tells them apart.
    beside = envelope.is_http_analytics or name.is_about_a_user
    return id_from_content(
        name=name.name,
        tenant_id=tenant_id,
        occurred_at=occurred_at,
        canonical_payload=canonical_content(
            envelope,
            user_id=envelope.said_user_id if beside else None,
            location_id=identifier(envelope.location_id) if beside else None,
        ),
    )


def _location_id(envelope: Envelope, sent: PayloadIn) -> str | None:
    return first_identifier(envelope.location_id, sent.location_id, envelope.business_context.location_id)


_ANY_PAYLOAD = Decoder(PayloadIn)
