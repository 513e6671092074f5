"""Figures worked out from the events themselves."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta

from olympus.adapters.in_memory.ledger import Account, Ledger
from olympus.domain.calendar.interval import Interval
from olympus.domain.facts.fact import FactKind
from olympus.domain.query.reading import PeopleByCell, PeopleRead, StockByCell, StockRead, SumsByCell, SumsRead
from olympus.domain.query.recomputing import people_of, stock_of, sums_of
from olympus.domain.tenant import TenantId
from olympus.ports.figure_source import FigureSnapshot, FigureSource


class InMemoryFigureSource(FigureSource):
    """Reads the ledger that an InMemoryEventStore writes."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @asynccontextmanager
    async def snapshot(self, tenant_id: TenantId) -> AsyncIterator[FigureSnapshot]:
        yield figures_of(self._ledger.of(tenant_id).account)


def figures_of(account: Account) -> FigureSnapshot:
    """The figures that a tenant's events come to."""
    return _InMemorySnapshot(account)


class _InMemorySnapshot(FigureSnapshot):
    def __init__(self, account: Account) -> None:
        self._account = account

    async def sums(self, read: SumsRead) -> SumsByCell:
        return sums_of(self._account.contributions, read)

    async def people(self, read: PeopleRead) -> PeopleByCell:
        return people_of(self._account.contributions, read)

    async def stock(self, read: StockRead) -> StockByCell:
        return stock_of(self._account.stock_facts, read)

    async def product_names(self, product_ids: Collection[str]) -> Mapping[str, str]:
        known = self._account.product_names
        return {each: known[each] for each in product_ids if each in known}

    async def default_currency(self) -> str | None:
        stating = [fact for fact in self._account.facts if fact.currency]
        first = min(stating, key=lambda fact: (fact.kind is not FactKind.ORDER_PLACED, *fact.rank), default=None)
        return first.currency if first else None

    async def extent(self) -> Interval | None:
        if not self._account.facts:
            return None
        times = [fact.at for fact in self._account.facts]
        return Interval(min(times), max(times) + timedelta(microseconds=1))

    @property
    def source(self) -> str:
        return "memory"
