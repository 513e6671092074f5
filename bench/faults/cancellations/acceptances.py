"""Events that are sent by callers who may not wait for the receipt, and what must have become of them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from bench.faults.cancellations.known_tenant import RECEIVED_AT, KnownTenant, event
from bench.faults.letters import all_letters
from bench.recomputation import differing_tenants, stored_events
from olympus.composition import Container
from olympus.domain.tenant import TenantId

_LATER = "2026-03-20T12:00:00Z"


@dataclass(frozen=True, slots=True)
class Parcel:
    """The messages of one request, of one tenant, that nobody else sends."""

    tenant: KnownTenant
    events: dict[str, bytes]
    """By their ids."""
    refused: list[bytes]

    @property
    def bodies(self) -> list[bytes]:
        return [*self.events.values(), *self.refused]

    def is_receipt(self, *, accepted: int, duplicates: int, rejected: int) -> bool:
        """Whether it is for these. Who was cut off may send the same again: then some may be known already."""
        return accepted + duplicates == len(self.events) and rejected == len(self.refused)


@dataclass(slots=True)
class Acceptances:
    """Account of every event that was sent, and of those for which there was an answer."""

    chance: random.Random
    sent: dict[tuple[TenantId, str], bytes] = field(default_factory=dict)
    answered: set[tuple[TenantId, str]] = field(default_factory=set)
    answered_as_refused: set[bytes] = field(default_factory=set)
    _numbers: Iterator[int] = field(default_factory=count)

    def parcel(self, tenant: KnownTenant) -> Parcel:
        """One to three new payments of a tenant, which count as sent from here on, and some poison."""
        ids = [f"payment-{next(self._numbers)}" for _ in range(self.chance.randint(1, 3))]
        events = {event_id: self._payment(tenant, event_id) for event_id in ids}
        self.sent |= {(tenant.tenant_id, event_id): body for event_id, body in events.items()}
        refused = [b'{"poison": %d}' % next(self._numbers) for _ in range(self.chance.randint(0, 3))]
        return Parcel(tenant, events, refused)

    def answer_came(self, parcel: Parcel) -> None:
        """From here on none of them may be lost."""
        self.answered |= {(parcel.tenant.tenant_id, event_id) for event_id in parcel.events}
        self.answered_as_refused |= set(parcel.refused)

    async def faults(self, container: Container, tenants: Sequence[KnownTenant]) -> list[str]:
        """What is not as promised once the stream is worked off: each answered event counts exactly once."""
        recorded = await container.event_store().known(self.sent.keys())
        bodies = [body for tenant in tenants for body in tenant.events]
        bodies += [self.sent[identity] for identity in sorted(recorded)]
        letters = {letter.body for letter in await all_letters(container.dead_letters())}
        lost, lost_letters = self.answered - recorded, self.answered_as_refused - letters
        stored = await stored_events(container)
        differing = await differing_tenants(container, bodies, received_at=RECEIVED_AT)
        found = {
            f"{len(lost)} events were accepted and are not recorded": lost,
            f"{len(lost_letters)} messages were refused and are no dead letters": lost_letters,
            f"{stored} events are stored, {len(bodies)} were sent and recorded": stored != len(bodies),
            f"figures that are not those of the recorded events: {', '.join(differing)}": differing,
        }
        return [sentence for sentence, is_so in found.items() if is_so]

    def _payment(self, tenant: KnownTenant, event_id: str) -> bytes:
        amount = f"{self.chance.randint(1, 99_999) / 100:.2f}"
        payload = {"payment_id": event_id, "order_id": f"order-of-{event_id}", "amount": amount, "currency": "EUR"}
        return event(tenant, "payment.processed", event_id, _LATER, payload)
