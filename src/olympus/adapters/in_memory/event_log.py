"""The log of one process: what was recorded, in the order of recording."""

from collections.abc import Sequence
from datetime import datetime

from olympus.adapters.in_memory.ledger import Ledger
from olympus.domain.events.event import Event
from olympus.domain.facts.from_events import statements_of
from olympus.domain.tenant import TenantId
from olympus.ports.event_log import EventLog, LoggedEvent, Waiting


class InMemoryEventLog(EventLog):
    """Reads the ledger that an InMemoryEventStore writes. Nothing is ever under way: all of it is settled."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def settled(self) -> int:
        return len(self._ledger.log)

    async def read(
        self, after: int, until: int, *, most_events: int, most_bytes: int | None = None
    ) -> Sequence[LoggedEvent]:
        read: list[LoggedEvent] = []
        size = 0
        for position, event in enumerate(self._ledger.log[after : min(until, after + most_events)], after + 1):
            size += len(event.original)
            if read and most_bytes is not None and size > most_bytes:
                break
            read.append(LoggedEvent(position, event))
        return read

    async def waiting(self, after: int) -> Waiting:
        later = self._ledger.log[after:]
        return Waiting(len(later), later[0].received_at) if later else Waiting()

    async def touches(self, tenant_id: TenantId, *, after: int, before: datetime) -> bool:
        recorded = self._ledger.of(tenant_id).events.values()
        earlier = {_order_of(event) for event in recorded if event.occurred_at < before} - {None}
        return any(
            event.occurred_at < before or _order_of(event) in earlier
            for event in self._ledger.log[after:]
            if event.tenant_id == tenant_id
        )


def _order_of(event: Event) -> str | None:
    fact = statements_of(event).fact
    return fact.order_id if fact else None
