"""What an event is called, and how its payload is read for that."""

from functools import lru_cache
from typing import NamedTuple

from msgspec.json import Decoder

from olympus.adapters.json_events.envelope import LONGEST_NAME, Envelope
from olympus.adapters.json_events.payload_in import PayloadIn
from olympus.adapters.json_events.payloads import PAYLOAD_DECODERS
from olympus.domain.events.names import canonical_name, modelled_name, says_out_of_stock
from olympus.domain.events.rejection import EventRejected, RejectionReason


class Called(NamedTuple):
    """A name with what follows from it. `decoder` is None where the name is not modelled."""

    name: str
    decoder: Decoder[PayloadIn] | None
    is_about_a_user: bool
    says_out_of_stock: bool


def called(envelope: Envelope) -> Called:
    """What the event in this envelope is called. Raises EventRejected if that cannot be said."""
    spoken = envelope.spoken_name
    found = _called(spoken) if len(spoken) <= LONGEST_NAME else None
    if found is None or not found.name:
        raise _nameless(envelope)
    return found


@lru_cache(maxsize=4096)
def _called(spoken: str) -> Called:
    name, modelled = canonical_name(spoken), modelled_name(spoken)
    return Called(
        name=name,
        decoder=PAYLOAD_DECODERS[modelled] if modelled else None,
        is_about_a_user=modelled is not None and modelled.startswith("user."),
        says_out_of_stock=says_out_of_stock(spoken),
    )


def _nameless(envelope: Envelope) -> EventRejected:
    if envelope.is_unknown:
        return EventRejected(
            RejectionReason.UNKNOWN_SHAPE,
            "the message must be an event, with a name, a tenant, a time and a payload",
        )
    return EventRejected(
        RejectionReason.NO_NAME,
        f"the event must have a `name` (or `event_type`, or `type`) of words, such as order.created,"
        f" of at most {LONGEST_NAME} characters",
        field="name",
    )
