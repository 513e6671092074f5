"""Which addresses are told of what happens to a tenant?"""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from olympus.domain.tenant import TenantId
from olympus.domain.webhooks.subscription import Subscription


class Webhooks(Protocol):
    """Keeps the subscriptions of tenants. Everything raises SourceUnavailable in an outage."""

    @abstractmethod
    async def add(self, subscription: Subscription) -> bool:
        """Keep one more, unless the tenant has as many as it may: then False."""

    @abstractmethod
    async def of_tenant(self, tenant_id: TenantId) -> Sequence[Subscription]:
        """The tenant's subscriptions, the oldest first."""

    @abstractmethod
    async def remove(self, tenant_id: TenantId, webhook_id: str) -> bool:
        """Forget one, and what is still to be sent to it; whether there was one."""
