"""Subscriptions and messages in the memory of this process."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from olympus.domain.tenant import TenantId
from olympus.domain.webhooks.delivery import Delivery
from olympus.domain.webhooks.subscription import MOST_PER_TENANT, Subscription
from olympus.ports.webhook_outbox import WebhookOutbox
from olympus.ports.webhooks import Webhooks


@dataclass
class _Waiting:
    delivery: Delivery
    put_at: datetime
    next_at: datetime | None


class InMemoryWebhooks(Webhooks, WebhookOutbox):
    """Both in one, as removing an address also removes what was to be sent to it."""

    def __init__(self) -> None:
        self._subscriptions: dict[str, Subscription] = {}
        self._waiting: dict[str, _Waiting] = {}

    async def add(self, subscription: Subscription) -> bool:
        if len(await self.of_tenant(subscription.tenant_id)) >= MOST_PER_TENANT:
            return False
        self._subscriptions[subscription.webhook_id] = subscription
        return True

    async def of_tenant(self, tenant_id: TenantId) -> Sequence[Subscription]:
        own = (each for each in self._subscriptions.values() if each.tenant_id == tenant_id)
        return sorted(own, key=lambda each: (each.created_at, each.webhook_id))

    async def remove(self, tenant_id: TenantId, webhook_id: str) -> bool:
        there = self._subscriptions.get(webhook_id)
        if there is None or there.tenant_id != tenant_id:
            return False
        del self._subscriptions[webhook_id]
        self._waiting = {
            name: each for name, each in self._waiting.items() if each.delivery.webhook_id != webhook_id
        }
        return True

    async def put(self, deliveries: Sequence[Delivery], now: datetime) -> None:
        for each in deliveries:
            if each.webhook_id in self._subscriptions:
                self._waiting.setdefault(each.delivery_id, _Waiting(each, now, now))

    async def take(self, now: datetime, *, limit: int, lease: timedelta) -> Sequence[Delivery]:
        due = [each for each in self._waiting.values() if each.next_at and each.next_at <= now][:limit]
        for each in due:
            each.next_at = now + lease
        return [each.delivery for each in due]

    async def delivered(self, delivery: Delivery, now: datetime) -> None:
        if waiting := self._waiting.get(delivery.delivery_id):
            waiting.next_at = None

    async def failed(self, delivery: Delivery, trouble: str, next_at: datetime | None) -> None:
        if waiting := self._waiting.get(delivery.delivery_id):
            waiting.delivery = replace(delivery, attempts=delivery.attempts + 1)
            waiting.next_at = next_at

    async def forget(self, before: datetime) -> None:
        self._waiting = {
            name: each for name, each in self._waiting.items() if each.next_at or each.put_at >= before
        }
