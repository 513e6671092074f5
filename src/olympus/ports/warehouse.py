"""Where is everything that ever happened? The warehouse, which keeps every event for ever."""

from abc import abstractmethod
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from olympus.domain.tenant import TenantId
from olympus.ports.event_log import LoggedEvent
from olympus.ports.figure_source import FigureReader


class WarehouseUnfit(Exception):
    """The warehouse answers, but cannot be used until somebody mends it: rights, quota, or a table that differs.

    The text may be shown to operators: it has no secrets in it.
    """


class SentEvent(NamedTuple):
    """An event as the warehouse gives it back."""

    position: int
    tenant_id: TenantId
    event_id: str
    received_at: datetime
    original: bytes


class Warehouse(Protocol):
    """Keeps events, and works figures out from them. All methods raise SourceUnavailable and WarehouseUnfit.

    Every implementation promises, and `tests/contracts/test_warehouse.py` checks: however often an event is
    loaded, in whatever batches, and wherever a load was cut off, it is there once; figures equal a recomputation
    from the events that were loaded.
    """

    @property
    @abstractmethod
    def name(self) -> str:
        """Which warehouse this is, among all that a store may ever be exported to."""

    @abstractmethod
    async def prepare(self) -> str:
        """Make whatever is missing, tables, columns, views; the name of this incarnation of the warehouse.

        It has another one after events may have been lost: a table was made anew, or a part of it was missing.
        Repeating it is harmless.
        """

    @abstractmethod
    async def load(self, batch: Sequence[LoggedEvent]) -> None:
        """Have these events in the warehouse, each once, durably."""

    @abstractmethod
    def figures(self, tenant_id: TenantId) -> FigureReader:
        """A tenant's figures as of what was loaded by now."""

    @abstractmethod
    def events(self) -> AsyncIterator[Sequence[SentEvent]]:
        """All events of all tenants, a page at a time, in any order: no figure depends on it."""
