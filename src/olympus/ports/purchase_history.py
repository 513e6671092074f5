"""What was bought together? A tenant's baskets, as they stand now."""

from abc import abstractmethod
from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from olympus.domain.recommending.basket import Basket
from olympus.domain.tenant import TenantId


class PurchaseHistory(Protocol):
    """Reads baskets. `tests/contracts/test_purchase_history.py` holds every implementation to these promises:

    an order counts as its first placing says, whatever came in between; one that is cancelled, or has no items,
    is left out; an item stands in a basket once.
    """

    @abstractmethod
    def newest_first(self, tenant_id: TenantId) -> AsyncIterator[Sequence[Basket]]:
        """All baskets of the tenant in pages, the latest first, so that a reader who has enough can stop.

        No more than a page is held at a time. Raises SourceUnavailable.
        """

    @abstractmethod
    async def of_order(self, tenant_id: TenantId, order_id: str) -> Basket | None:
        """The basket of one order, or None where there is none. Raises SourceUnavailable."""
