"""What are the numbers? Sums, people and stock of a tenant, over any stretches of time."""

from abc import abstractmethod
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from olympus.domain.calendar.interval import Interval
from olympus.domain.facts.stock import StockSummary
from olympus.domain.metrics.figure import PeopleCounts, Sums
from olympus.domain.tenant import TenantId


@dataclass(frozen=True, slots=True)
class ProductSales:
    """How a product sold: units, and item sales in one currency, of orders that are not cancelled."""

    product_id: str
    name: str | None
    quantity: Decimal
    amount: Decimal


class FigureSnapshot(Protocol):
    """The numbers of one tenant as they stood at one moment: readings of one snapshot agree."""

    @abstractmethod
    async def sums(self, intervals: Sequence[Interval], *, location_id: str | None = None) -> list[Sums]:
        """The additive numbers of each interval, at one location or at all."""

    @abstractmethod
    async def people(self, intervals: Sequence[Interval], *, location_id: str | None = None) -> list[PeopleCounts]:
        """How many different people each interval has, in every set of `People`, exactly.

        With a location, those who logged in or ordered there; a first order counts wherever it was.
        """

    @abstractmethod
    async def stock(
        self, *, before: datetime, default_reorder_point: Decimal | None, location_id: str | None = None
    ) -> StockSummary:
        """The stock as it was known just before an instant."""

    @abstractmethod
    async def best_sellers(
        self, interval: Interval, *, currency: str | None, location_id: str | None = None, limit: int = 10
    ) -> list[ProductSales]:
        """The products with the highest item sales in `currency` (what states none is in it).

        Highest first, then by product id.
        """

    @abstractmethod
    async def default_currency(self) -> str | None:
        """The currency of the tenant's first order that states one; without any, of its first payment; or None."""

    @abstractmethod
    async def extent(self) -> Interval | None:
        """From the first moment that counts for any figure to just after the last, or None."""


class FigureSource(Protocol):
    """Reads figures. `tests/contracts/test_figure_source.py` holds every implementation to the domain's laws:

    whatever the events and the intervals, the answers equal a recomputation from the events themselves.
    """

    @abstractmethod
    def snapshot(self, tenant_id: TenantId) -> AbstractAsyncContextManager[FigureSnapshot]:
        """The tenant's numbers as of now. A tenant without events has zeros. Raises SourceUnavailable."""
