"""Customers worked out from the events themselves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.adapters.in_memory.ledger import Ledger
from olympus.domain.customers.reading import CohortCounts, CohortRead, Lifetimes
from olympus.domain.customers.recomputing import cohort_counts_of, lifetimes_of
from olympus.domain.facts.contribution import Contribution
from olympus.domain.tenant import TenantId
from olympus.ports.customer_source import CustomerSnapshot, CustomerSource
from olympus.ports.figure_source import FigureSnapshot


class InMemoryCustomerSource(CustomerSource):
    """Reads the ledger that an InMemoryEventStore writes."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @asynccontextmanager
    async def snapshot(self, tenant_id: TenantId) -> AsyncIterator[CustomerSnapshot]:
        async with InMemoryFigureSource(self._ledger).snapshot(tenant_id) as figures:
            yield _InMemorySnapshot(self._ledger.of(tenant_id).account.contributions, figures)


class _InMemorySnapshot(CustomerSnapshot):
    def __init__(self, contributions: list[Contribution], figures: FigureSnapshot) -> None:
        self._contributions = contributions
        self._figures = figures

    async def cohorts(self, read: CohortRead) -> CohortCounts:
        return cohort_counts_of(self._contributions, read)

    async def lifetimes(self, *, before: datetime, currency: str | None) -> Lifetimes:
        return lifetimes_of(self._contributions, before, currency)

    async def default_currency(self) -> str | None:
        return await self._figures.default_currency()
