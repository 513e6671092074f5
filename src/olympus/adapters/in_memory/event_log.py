"""The log of one process: what was recorded, in the order of recording."""

from collections.abc import Sequence

from olympus.adapters.in_memory.ledger import Ledger
from olympus.ports.event_log import EventLog, LoggedEvent


class InMemoryEventLog(EventLog):
    """Reads the ledger that an InMemoryEventStore writes. Nothing is ever under way: all of it is settled."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def settled(self) -> int:
        return len(self._ledger.log)

    async def last(self) -> int:
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
