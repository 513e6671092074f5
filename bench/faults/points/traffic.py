"""What producers send while workers die: events, some of them again and again, and poison among them."""

import json
import random
from datetime import UTC, datetime, timedelta

from bench.trade import messages
from olympus.domain.events.rejection import RejectionReason

START = datetime(2026, 3, 1, tzinfo=UTC)
_TENANTS = 5
_MORE_THAN_EVER_SENT = 1_000_000
_CONTRADICTED_ONES = 200


class Traffic:
    """Made up from a seed; keeps account of what must be in the store and in the dead letters in the end."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._source = messages(
            _MORE_THAN_EVER_SENT, tenants=_TENANTS, start=START, span=timedelta(days=30), seed=seed
        )
        self._to_contradict: list[bytes] = []
        self.events: list[bytes] = []
        """Each identity once."""
        self.letters: set[tuple[RejectionReason, bytes]] = set()

    def beginning(self) -> list[bytes]:
        """Events that must be recorded before anything else is sent, for poison contradicts them later."""
        first = self._new_events(_CONTRADICTED_ONES)
        self._to_contradict = [body for body in first if b'"payment_id"' in body]
        return first

    def next(self, count: int) -> list[bytes]:
        """That many new events and their company, in any order."""
        new = self._new_events(count)
        again = self._chance.sample(new, count // 10) + self._chance.sample(self.events, count // 10)
        sent = [*new, *again, *self._poison()]
        self._chance.shuffle(sent)
        return sent

    def _new_events(self, count: int) -> list[bytes]:
        new = [next(self._source)[1] for _ in range(count)]
        self.events += new
        return new

    def _poison(self) -> list[bytes]:
        """One message of each kind that no store may take."""
        number = len(self.events)
        contradicted = json.loads(self._chance.choice(self._to_contradict))
        contradicted["payload"]["amount"] = f"{number}.99"
        bodies = {
            RejectionReason.NOT_JSON: b"not JSON, number %d" % number,
            RejectionReason.NO_TENANT: b'{"id": "poison-%d", "name": "order.created"}' % number,
            RejectionReason.CONFLICT: json.dumps(contradicted).encode(),
        }
        self.letters |= set(bodies.items())
        return list(bodies.values())
