"""A warehouse in the memory of one process."""

from collections.abc import AsyncIterator, Sequence

from olympus.adapters.in_memory.figure_source import figures_of
from olympus.adapters.in_memory.ledger import Ledger
from olympus.domain.events.event import Event
from olympus.domain.tenant import TenantId
from olympus.ports.event_log import LoggedEvent
from olympus.ports.figure_source import FigureReader
from olympus.ports.warehouse import SentEvent, Warehouse


class InMemoryWarehouse(Warehouse):
    """Remembers events, and works figures out from them as the domain says. It takes no SQL."""

    def __init__(self) -> None:
        self._ledger = Ledger()
        self._positions: list[tuple[int, Event]] = []

    @property
    def name(self) -> str:
        return "memory"

    async def prepare(self) -> str:
        return "memory"

    async def load(self, batch: Sequence[LoggedEvent]) -> None:
        for position, event in batch:
            tenant = self._ledger.of(event.tenant_id)
            if event.event_id not in tenant.events:
                self._ledger.add(event)
                self._positions.append((position, event))

    def figures(self, tenant_id: TenantId) -> FigureReader:
        return figures_of(self._ledger.of(tenant_id).account)

    async def events(self) -> AsyncIterator[Sequence[SentEvent]]:
        in_order = sorted(self._positions, key=lambda each: each[0])
        if in_order:
            yield [
                SentEvent(position, event.tenant_id, event.event_id, event.received_at, event.original)
                for position, event in in_order
            ]
