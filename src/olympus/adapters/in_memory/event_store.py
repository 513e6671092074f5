"""Events in the memory of one process."""

from collections.abc import Collection, Sequence

from olympus.adapters.in_memory.data_versions import InMemoryDataVersions
from olympus.adapters.in_memory.ledger import Ledger
from olympus.domain.events.event import Event
from olympus.domain.events.names import EventName
from olympus.domain.tenant import TenantId
from olympus.ports.event_store import EventStore, Recorded

_MODELLED = frozenset(EventName)


class InMemoryEventStore(EventStore):
    """Remembers events in a ledger that an InMemoryFigureSource reads."""

    def __init__(self, ledger: Ledger, versions: InMemoryDataVersions | None = None) -> None:
        self._ledger = ledger
        self._versions = versions or InMemoryDataVersions()

    async def record(self, events: Sequence[Event]) -> Recorded:
        new = duplicates = unmodelled = 0
        conflicts: list[Event] = []
        changed: dict[TenantId, None] = {}
        for event in events:
            tenant = self._ledger.of(event.tenant_id)
            known = tenant.events.get(event.event_id)
            if known is None:
                self._ledger.add(event)
                changed[event.tenant_id] = None
                new += 1
                unmodelled += event.name not in _MODELLED
            elif known.meaning == event.meaning:
                duplicates += 1
            else:
                conflicts.append(event)
        moved = tuple(self._versions.move(tenant_id) for tenant_id in changed)
        return Recorded(new, duplicates, unmodelled, tuple(conflicts), moved)

    async def known(self, identities: Collection[tuple[TenantId, str]]) -> set[tuple[TenantId, str]]:
        return {
            (tenant, event_id) for tenant, event_id in identities if event_id in self._ledger.of(tenant).events
        }

    async def is_empty(self) -> bool:
        return self._ledger.is_empty()
