"""How a refused message becomes a dead letter."""

import hashlib
from datetime import datetime

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
        detail=refusal.detail,
        field=refusal.field,
        body=message.body,
        intake=message.intake,
        channel=message.channel,
        tenant_id=tenant_id,
        first_at=at,
        last_at=at,
    )
