"""Listen for new anomalies, for those who follow a tenant."""

import asyncio
import json
import logging

from olympus.domain.tenant import TenantId
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_broadcast import ANOMALY_DETECTED, EventBroadcast
from olympus.use_cases.known_versions import KnownVersions
from olympus.use_cases.retrying import Pauses

logger = logging.getLogger(__name__)


class HearAnomalies:
    """One of these runs in each process that answers. What is told while the line is cut is found by asking."""

    def __init__(self, broadcast: EventBroadcast, known: KnownVersions) -> None:
        self._broadcast = broadcast
        self._known = known

    async def run(self) -> None:
        """Until it is cancelled. Outages are waited out."""
        pauses = Pauses(shortest=0.05, longest=2)
        while True:
            try:
                async with self._broadcast.subscribe([ANOMALY_DETECTED]) as subscription:
                    while True:
                        for message in await subscription.next_messages(limit=100, wait_seconds=30):
                            self._pass_on(message.body)
                        pauses.reset()
            except SourceUnavailable as outage:
                logger.warning("%s; anomalies are not told live meanwhile", outage)
            except Exception:
                logger.exception("anomalies cannot be listened for; listening again")
            await asyncio.sleep(pauses.next_seconds())

    def _pass_on(self, body: bytes) -> None:
        try:
            event = json.loads(body)
            tenant_id, payload = TenantId(event["tenant_id"]), event["payload"]
        except (ValueError, KeyError, TypeError):
            logger.warning("something on the channel of anomalies is not ours")
            return
        told = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        self._known.tell_followers(tenant_id, told)
