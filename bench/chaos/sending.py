"""An event as a producer sends it: its body in the documented shape."""

import json
import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bench.chaos.moments import in_same_quarter


@dataclass(frozen=True, slots=True)
class Sent:
    """One event. `may_move` says whether a repetition may tell another time of the same quarter of an hour."""

    tenant: str
    event_id: str
    name: str
    at: datetime
    payload: dict[str, Any] = field(default_factory=dict)
    may_move: bool = True

    def body(self) -> bytes:
        return self._body(self.at, f"req-{self.event_id[:12]}")

    def again_identically(self) -> bytes:
        return self.body()

    def again_elsewhen(self, chance: random.Random) -> bytes:
        """The same id, name and payload with another time and another request: the same event still."""
        at = in_same_quarter(chance, self.at) if self.may_move else self.at
        return self._body(at, f"req-{chance.getrandbits(48):012x}")

    def _body(self, at: datetime, request: str) -> bytes:
        event = {
            "id": self.event_id,
            "name": f"events.{self.name}",
            "tenant_id": self.tenant,
            "occurred_at": at.isoformat(),
            "context": {"source": "chaos", "request_id": request},
            "payload": self.payload,
        }
        return json.dumps(event).encode()
