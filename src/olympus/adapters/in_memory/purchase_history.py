"""Baskets worked out from the events themselves."""

from collections.abc import AsyncIterator, Iterable, Sequence

from olympus.adapters.in_memory.ledger import Ledger
from olympus.domain.facts.fact import Fact, FactKind
from olympus.domain.recommending.basket import Basket
from olympus.domain.tenant import TenantId
from olympus.ports.purchase_history import PurchaseHistory

_PAGE = 1_000


class InMemoryPurchaseHistory(PurchaseHistory):
    """Reads the ledger that an InMemoryEventStore writes."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def newest_first(self, tenant_id: TenantId) -> AsyncIterator[Sequence[Basket]]:
        placed = sorted(
            _holding(self._ledger.of(tenant_id).account.facts), key=lambda each: each.rank, reverse=True
        )
        baskets = [_basket(fact) for fact in placed if fact.items]
        for first in range(0, len(baskets), _PAGE):
            yield baskets[first : first + _PAGE]

    async def of_order(self, tenant_id: TenantId, order_id: str) -> Basket | None:
        facts = [fact for fact in self._ledger.of(tenant_id).account.facts if fact.order_id == order_id]
        return next((_basket(fact) for fact in _holding(facts) if fact.items), None)


def _holding(facts: Iterable[Fact]) -> Iterable[Fact]:
    """The first placing of each order that is not cancelled."""
    first: dict[str | None, Fact] = {}
    cancelled = set()
    for fact in facts:
        if fact.kind is FactKind.ORDER_CANCELLED:
            cancelled.add(fact.order_id)
        elif fact.kind is FactKind.ORDER_PLACED and (
            fact.order_id not in first or fact.rank < first[fact.order_id].rank
        ):
            first[fact.order_id] = fact
    return [fact for order_id, fact in first.items() if order_id not in cancelled]


def _basket(placed: Fact) -> Basket:
    items = tuple(dict.fromkeys(item.product_id for item in placed.items))
    return Basket(placed.order_id or "", items, placed.person_id, placed.location_id, placed.at)
