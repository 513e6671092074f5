"""Figures worked out from the events themselves: the plain definition that faster ways must agree with."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from decimal import Decimal

from olympus.adapters.in_memory.ledger import Account, Ledger
from olympus.domain.calendar.interval import Interval
from olympus.domain.facts.contribution import Contribution, Measure
from olympus.domain.facts.fact import FactKind
from olympus.domain.facts.stock import StockSummary, stock_levels, summarise
from olympus.domain.metrics.figure import PeopleCounts, Sums
from olympus.domain.metrics.metric import People
from olympus.domain.tenant import TenantId
from olympus.ports.figure_source import FigureSnapshot, FigureSource, ProductSales

_OF_PRODUCTS = {Measure.ITEM: 1, Measure.ITEM_VOIDED: -1}


class InMemoryFigureSource(FigureSource):
    """Reads the ledger that an InMemoryEventStore writes."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @asynccontextmanager
    async def snapshot(self, tenant_id: TenantId) -> AsyncIterator[FigureSnapshot]:
        yield _InMemorySnapshot(self._ledger.of(tenant_id).account)


class _InMemorySnapshot(FigureSnapshot):
    def __init__(self, account: Account) -> None:
        self._account = account

    async def sums(self, intervals: Sequence[Interval], *, location_id: str | None = None) -> list[Sums]:
        return [
            Sums.of(each for each in self._in(interval, location_id) if each.measure not in _OF_PRODUCTS)
            for interval in intervals
        ]

    async def people(self, intervals: Sequence[Interval], *, location_id: str | None = None) -> list[PeopleCounts]:
        return [self._people(interval, location_id) for interval in intervals]

    async def stock(
        self, *, before: datetime, default_reorder_point: Decimal | None, location_id: str | None = None
    ) -> StockSummary:
        here = [fact for fact in self._account.stock_facts if location_id in (None, fact.location_id)]
        return summarise(stock_levels(here, before=before), default_reorder_point)

    async def best_sellers(
        self, interval: Interval, *, currency: str | None, location_id: str | None = None, limit: int = 10
    ) -> list[ProductSales]:
        sold: defaultdict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
        for each in self._in(interval, location_id):
            effect = _OF_PRODUCTS.get(each.measure)
            if effect and each.product_id and (currency is None or each.currency in (None, currency)):
                sold[each.product_id][0] += effect * each.quantity
                sold[each.product_id][1] += effect * each.amount
        sales = [
            ProductSales(product_id, self._account.product_names.get(product_id), quantity, amount)
            for product_id, (quantity, amount) in sold.items()
            if quantity or amount
        ]
        return sorted(sales, key=lambda each: (-each.amount, each.product_id))[:limit]

    async def default_currency(self) -> str | None:
        stating = [fact for fact in self._account.facts if fact.currency]
        first = min(stating, key=lambda fact: (fact.kind is not FactKind.ORDER_PLACED, *fact.rank), default=None)
        return first.currency if first else None

    async def extent(self) -> Interval | None:
        if not self._account.facts:
            return None
        times = [fact.at for fact in self._account.facts]
        return Interval(min(times), max(times) + timedelta(microseconds=1))

    def _in(self, interval: Interval, location_id: str | None) -> Iterable[Contribution]:
        found = self._account.contributions
        first = bisect_left(found, interval.start, key=lambda each: each.at) if interval.start else 0
        last = bisect_left(found, interval.end, key=lambda each: each.at) if interval.end else len(found)
        return (each for each in found[first:last] if location_id in (None, each.location_id))

    def _people(self, interval: Interval, location_id: str | None) -> PeopleCounts:
        within = list(self._in(interval, location_id))
        earlier = self._in(Interval(None, interval.start), None) if interval.start else ()
        logged_in, ordered = _people(within, Measure.LOGIN), _people(within, Measure.ORDER)
        again = ordered & _people(earlier, Measure.ORDER)
        return {
            People.LOGGED_IN: len(logged_in),
            People.ORDERED: len(ordered),
            People.ORDERED_FIRST: len(ordered - again),
            People.ORDERED_AGAIN: len(again),
            People.LOGGED_IN_AND_ORDERED: len(logged_in & ordered),
        }


def _people(contributions: Iterable[Contribution], measure: Measure) -> set[str]:
    return {each.person_id for each in contributions if each.measure is measure and each.person_id}
