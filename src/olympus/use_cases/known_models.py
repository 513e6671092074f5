"""What goes together at each tenant: learnt when first asked for, and again when the purchases have moved on."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from olympus.domain.recommending.basket import Basket
from olympus.domain.recommending.together import Together
from olympus.domain.tenant import TenantId
from olympus.ports.clock import Clock
from olympus.ports.errors import SourceUnavailable
from olympus.ports.purchase_history import PurchaseHistory
from olympus.ports.recommender import ItemModel, Lessons, Recommender
from olympus.use_cases.known_versions import KnownVersions
from olympus.use_cases.single_flight import SingleFlight

logger = logging.getLogger(__name__)

HOLDS = timedelta(minutes=10)
"""How long a model is not learnt anew, whatever is bought meanwhile."""

MOST_INTERACTIONS = 1_000_000
"""Items in baskets that are learnt from, the latest."""

_MOST_BYTES = 512 * 1024 * 1024
"""Of all models together; those that were asked for longest ago are forgotten first."""


@dataclass(frozen=True, slots=True)
class TenantModels:
    """What was learnt of a tenant's baskets and of its customers, and from which version of its data."""

    by_basket: ItemModel
    by_customer: ItemModel
    data_version: int
    learnt_at: datetime

    @property
    def held_bytes(self) -> int:
        return self.by_basket.held_bytes + self.by_customer.held_bytes


class KnownModels:
    """The models of tenants. One tenant's are learnt at a time, in a thread, so that others are answered."""

    def __init__(
        self, purchases: PurchaseHistory, recommender: Recommender, versions: KnownVersions, clock: Clock
    ) -> None:
        self._purchases = purchases
        self._recommender = recommender
        self._versions = versions
        self._clock = clock
        self._kept: OrderedDict[TenantId, TenantModels] = OrderedDict()
        self._learning: SingleFlight[TenantId, TenantModels] = SingleFlight()
        self._one_at_a_time = asyncio.Semaphore(1)
        self._renewals: set[asyncio.Task[None]] = set()

    async def of(self, tenant_id: TenantId) -> TenantModels:
        """The models of one tenant; the first time they are waited for. Raises SourceUnavailable."""
        kept = self._kept.get(tenant_id)
        if kept is None:
            return await self._learning(tenant_id, lambda: self._learn(tenant_id))
        self._kept.move_to_end(tenant_id)
        if self._clock.now() - kept.learnt_at >= HOLDS and tenant_id not in self._learning:
            renewal = asyncio.create_task(self._renew(tenant_id, kept))
            self._renewals.add(renewal)
            renewal.add_done_callback(self._renewals.discard)
        return kept

    async def settled(self) -> None:
        """Wait until nothing is learnt in the background."""
        while self._renewals:
            await asyncio.wait(self._renewals)

    async def _renew(self, tenant_id: TenantId, kept: TenantModels) -> None:
        try:
            if await self._versions.current(tenant_id) != kept.data_version:
                await self._learning(tenant_id, lambda: self._learn(tenant_id))
        except SourceUnavailable as away:
            logger.warning("the recommendations of %s stay as they are: %s", tenant_id, away)

    async def _learn(self, tenant_id: TenantId) -> TenantModels:
        async with self._one_at_a_time:
            learnt_at, version = self._clock.now(), await self._versions.current(tenant_id)
            baskets = self._recommender.lessons(Together.BASKET)
            customers = self._recommender.lessons(Together.CUSTOMER)
            await self._gather(tenant_id, (baskets, customers))
            models = TenantModels(
                await asyncio.to_thread(baskets.learn),
                await asyncio.to_thread(customers.learn),
                version,
                learnt_at,
            )
        self._keep(tenant_id, models)
        return models

    async def _gather(self, tenant_id: TenantId, lessons: Sequence[Lessons]) -> None:
        gathered = 0
        async for page in self._purchases.newest_first(tenant_id):
            await asyncio.to_thread(_add, page, lessons)
            gathered += sum(len(basket.items) for basket in page)
            if gathered >= MOST_INTERACTIONS:
                return

    def _keep(self, tenant_id: TenantId, models: TenantModels) -> None:
        self._kept[tenant_id] = models
        self._kept.move_to_end(tenant_id)
        while len(self._kept) > 1 and sum(each.held_bytes for each in self._kept.values()) > _MOST_BYTES:
            self._kept.popitem(last=False)


def _add(page: Sequence[Basket], lessons: Sequence[Lessons]) -> None:
    for each in lessons:
        each.add(page)
