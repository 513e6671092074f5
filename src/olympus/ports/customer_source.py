"""Who are the customers? When they joined and came back, what they ordered and paid, read by customer."""

from abc import abstractmethod
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from olympus.domain.customers.reading import CohortCounts, CohortRead, Lifetimes
from olympus.domain.tenant import TenantId


class CustomerSnapshot(Protocol):
    """The customers of one tenant as they stood at one moment: readings of one snapshot agree."""

    @abstractmethod
    async def cohorts(self, read: CohortRead) -> CohortCounts:
        """How many joined when, how many of them were active when, and what they paid."""

    @abstractmethod
    async def lifetimes(self, *, before: datetime, currency: str | None) -> Lifetimes:
        """What every customer ordered before an instant; money in `currency`, and what states none."""

    @abstractmethod
    async def default_currency(self) -> str | None:
        """The currency of the tenant's first order that states one; without any, of its first payment; or None."""


class CustomerSource(Protocol):
    """Reads customers. `tests/contracts/test_customer_source.py` holds every implementation to the domain's laws:

    whatever the events, the answers equal a recomputation from the events themselves.
    """

    @abstractmethod
    def snapshot(self, tenant_id: TenantId) -> AbstractAsyncContextManager[CustomerSnapshot]:
        """The tenant's customers as of now. A tenant without events has none. Raises SourceUnavailable."""
