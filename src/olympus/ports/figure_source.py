"""What are the numbers? Sums, people and stock of a tenant, over any stretches of time, cut in any way."""

from abc import abstractmethod
from collections.abc import Collection, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from olympus.domain.calendar.interval import Interval
from olympus.domain.query.reading import PeopleByCell, PeopleRead, StockByCell, StockRead, SumsByCell, SumsRead
from olympus.domain.tenant import TenantId


class FigureReader(Protocol):
    """Reads the numbers of one tenant. Cells in which there is nothing may be left out."""

    @abstractmethod
    async def sums(self, read: SumsRead) -> SumsByCell:
        """The additive numbers that were asked for."""

    @abstractmethod
    async def people(self, read: PeopleRead) -> PeopleByCell:
        """How many different people there are, in every set of `People`, exactly.

        A condition chooses among logins and orders; a first order counts wherever it was.
        """

    @abstractmethod
    async def stock(self, read: StockRead) -> StockByCell:
        """The stock as it was known just before each instant."""


class FigureSnapshot(FigureReader, Protocol):
    """The numbers of one tenant as they stood at one moment: readings of one snapshot agree."""

    @abstractmethod
    async def product_names(self, product_ids: Collection[str]) -> Mapping[str, str]:
        """What products were last called, those that were ever called anything."""

    @abstractmethod
    async def default_currency(self) -> str | None:
        """The currency of the tenant's first order that states one; without any, of its first payment; or None."""

    @abstractmethod
    async def extent(self) -> Interval | None:
        """From the first moment that counts for any figure to just after the last, or None."""

    @property
    @abstractmethod
    def source(self) -> str:
        """What the readings so far came from: "rollups", "events", "warehouse" or several, or "memory"."""


class FigureSource(Protocol):
    """Reads figures. `tests/contracts/test_figure_source.py` holds every implementation to the domain's laws:

    whatever the events and the intervals, the answers equal a recomputation from the events themselves.
    """

    @abstractmethod
    def snapshot(self, tenant_id: TenantId) -> AbstractAsyncContextManager[FigureSnapshot]:
        """The tenant's numbers as of now. A tenant without events has zeros. Raises SourceUnavailable."""
