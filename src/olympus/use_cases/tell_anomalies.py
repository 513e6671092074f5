"""Tell everyone of new anomalies: as a domain event, and the addresses that tenants named."""

import asyncio
import json
import logging

from olympus.domain.anomalies.anomaly import Anomaly, as_payload
from olympus.domain.webhooks.subscription import Occasion
from olympus.ports.anomaly_store import AnomalyStore
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_broadcast import ANOMALY_DETECTED, EventBroadcast
from olympus.use_cases.deliver_webhooks import DeliverWebhooks
from olympus.use_cases.retrying import Pauses, pause

logger = logging.getLogger(__name__)

_LOOK_EVERY_SECONDS = 2.0
_AT_ONCE = 10
"""Few, so that the transaction which has them is short."""


class TellAnomalies:
    """What was kept is told at least once, however often we die in between, always with the same id."""

    def __init__(self, store: AnomalyStore, broadcast: EventBroadcast, webhooks: DeliverWebhooks) -> None:
        self._store = store
        self._broadcast = broadcast
        self._webhooks = webhooks

    async def run(self, stopping: asyncio.Event) -> None:
        """Tell until `stopping` is set. Outages are waited out."""
        pauses = Pauses(shortest=_LOOK_EVERY_SECONDS, longest=60)
        while not stopping.is_set():
            try:
                await self()
                pauses.reset()
            except SourceUnavailable as outage:
                logger.warning("%s; anomalies are told later", outage)
            except Exception:
                logger.exception("anomalies cannot be told; trying again later")
            await pause(stopping, pauses.next_seconds())

    async def __call__(self) -> int:
        """How many were told. Raises SourceUnavailable."""
        async with self._store.untold(limit=_AT_ONCE) as anomalies:
            for each in anomalies:
                await self._webhooks.tell(each.place.tenant_id, Occasion.ANOMALY_DETECTED, each.id, message(each))
            await self._broadcast.publish([(ANOMALY_DETECTED, announcement(each)) for each in anomalies])
        return len(anomalies)


def announcement(anomaly: Anomaly) -> bytes:
    """The anomaly in the envelope of a native event."""
    event = {
        "id": anomaly.id,
        "name": ANOMALY_DETECTED,
        "tenant_id": anomaly.place.tenant_id,
        "occurred_at": anomaly.detected_at.isoformat(),
        "payload": as_payload(anomaly),
        "context": {"source": "olympus-analytics"},
    }
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def message(anomaly: Anomaly) -> str:
    """The anomaly as the body of a webhook."""
    told = {
        "type": Occasion.ANOMALY_DETECTED,
        "timestamp": anomaly.detected_at.isoformat(),
        "data": as_payload(anomaly),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
