"""How a refused message becomes a dead letter."""

import hashlib
from datetime import datetime
from typing import overload

from olympus.domain.events.rejection import EventRejected
from olympus.ports.dead_letters import DeadLetter
from olympus.ports.event_stream import Message


def letter_of(
    message: Message, refusal: EventRejected, *, at: datetime, tenant_id: str | None = None
) -> DeadLetter:
    """The letter for a message refused at an instant; the same bytes and reason give the same letter."""
    digest = hashlib.blake2b(message.body, digest_size=12, person=refusal.reason.encode()[:16])
    return DeadLetter(
        letter_id=digest.hexdigest(),
        reason=refusal.reason,
        detail=_storable(refusal.detail),
        field=_storable(refusal.field),
        body=message.body,
        intake=message.intake,
        channel=_storable(message.channel),
        tenant_id=tenant_id,
        first_at=at,
        last_at=at,
    )


@overload
def _storable(text: str) -> str: ...


@overload
def _storable(text: None) -> None: ...


def _storable(text: str | None) -> str | None:
    """What a producer put around a message, with NULs and lone surrogates escaped: no database keeps those."""
    if text is None:
        return None
    return text.replace("\0", "\\0").encode(errors="backslashreplace").decode()
