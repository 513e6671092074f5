"""Deliver messages to the addresses that tenants named, however long that takes."""

import asyncio
import logging
import random
from collections.abc import Sequence
from datetime import timedelta

from olympus.domain.tenant import TenantId
from olympus.domain.webhooks.delivery import Delivery, delivery_of, headers_of, next_attempt
from olympus.domain.webhooks.subscription import Occasion
from olympus.ports.clock import Clock
from olympus.ports.errors import SourceUnavailable
from olympus.ports.webhook_outbox import WebhookOutbox
from olympus.ports.webhook_sender import WebhookSender
from olympus.ports.webhooks import Webhooks
from olympus.use_cases.retrying import Pauses, pause

logger = logging.getLogger(__name__)

_EVERY_SECONDS, _LONGEST_PAUSE_SECONDS = 1.0, 60.0
_AT_ONCE = 20
_KEPT = timedelta(days=30)
_TIDIED_EVERY = timedelta(hours=1)
LEASE = timedelta(minutes=1)
"""Far longer than an attempt takes: after it, whoever took the message is dead."""


class DeliverWebhooks:
    """At least once, in no order, with the same id each time; what nobody takes for two days is given up."""

    def __init__(self, webhooks: Webhooks, outbox: WebhookOutbox, sender: WebhookSender, clock: Clock) -> None:
        self._webhooks = webhooks
        self._outbox = outbox
        self._sender = sender
        self._clock = clock
        self._chance = random.Random()  # noqa: S311 - spreads attempts; nothing secret hangs on it

    async def tell(self, tenant_id: TenantId, occasion: Occasion, event_id: str, body: str) -> None:
        """Have everyone told who wants to hear of it; telling again changes nothing. Raises SourceUnavailable."""
        subscribed = [each for each in await self._webhooks.of_tenant(tenant_id) if occasion in each.occasions]
        deliveries = [delivery_of(event_id, body, each) for each in subscribed]
        if deliveries:
            await self._outbox.put(deliveries, self._clock.now())

    async def run(self, stopping: asyncio.Event) -> None:
        """Deliver what is due until `stopping` is set."""
        tidied, pauses = self._clock.now(), Pauses(shortest=_EVERY_SECONDS, longest=_LONGEST_PAUSE_SECONDS)
        while not stopping.is_set():
            try:
                while await self() and not stopping.is_set():
                    pass
                if self._clock.now() - tidied > _TIDIED_EVERY:
                    tidied = self._clock.now()
                    await self._outbox.forget(tidied - _KEPT)
                pauses.reset()
            except SourceUnavailable as outage:
                logger.warning("%s; messages are delivered later", outage)
            except Exception:
                logger.exception("messages cannot be delivered; trying again")
            await pause(stopping, pauses.next_seconds())

    async def __call__(self) -> Sequence[Delivery]:
        """Attempt what is due now, beside each other; what was attempted. Raises SourceUnavailable."""
        due = await self._outbox.take(self._clock.now(), limit=_AT_ONCE, lease=LEASE)
        # no attempt cuts another short: that one might have arrived, and would be made again
        ended = await asyncio.gather(*map(self._attempt, due), return_exceptions=True)
        for trouble in ended:
            if trouble is not None:
                raise trouble
        return due

    async def _attempt(self, delivery: Delivery) -> None:
        trouble = await self._trouble_with(delivery)
        if trouble is None:
            await self._outbox.delivered(delivery, self._clock.now())
            return
        next_at = next_attempt(delivery.attempts + 1, self._clock.now(), self._chance.random())
        if next_at is None:
            logger.error(
                "message %s of tenant %s is given up: %s", delivery.delivery_id, delivery.tenant_id, trouble
            )
        await self._outbox.failed(delivery, trouble, next_at)

    async def _trouble_with(self, delivery: Delivery) -> str | None:
        """A message that cannot even be attempted has failed like others: it would be due again and again."""
        try:
            return await self._sender.send(delivery.url, headers_of(delivery, self._clock.now()), delivery.body)
        except Exception:
            logger.exception("message %s cannot be sent", delivery.delivery_id)
            return "It cannot be sent."
