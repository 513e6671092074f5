"""Segment customers: everyone in the one group whose name says what to do."""

import asyncio

from olympus.domain.customers.segments import Segmentation, segmentation
from olympus.domain.tenant import TenantId
from olympus.ports.clock import Clock
from olympus.ports.customer_source import CustomerSource
from olympus.ports.tenants import Tenants


class SegmentCustomers:
    """Answers with the segments of all customers that a tenant has ever had."""

    def __init__(self, tenants: Tenants, customers: CustomerSource, clock: Clock) -> None:
        self._tenants = tenants
        self._customers = customers
        self._clock = clock

    async def __call__(self, tenant_id: TenantId) -> Segmentation:
        """The segments. Raises SourceUnavailable for an outage."""
        settings = await self._tenants.settings(tenant_id)
        now = self._clock.now()
        async with self._customers.snapshot(tenant_id) as snapshot:
            currency = settings.currency or await snapshot.default_currency()
            lifetimes = await snapshot.lifetimes(before=now, currency=currency)
        # in a thread: of a million customers it takes seconds, in which others are to be answered
        return await asyncio.to_thread(
            segmentation, lifetimes, tenant_id=tenant_id, settings=settings, currency=currency, now=now
        )
