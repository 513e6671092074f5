"""Everyone who wants to know hears of an anomaly: on the broadcast, and at the addresses that tenants named."""

import json
from collections.abc import AsyncIterator

import pytest

from olympus.adapters.http_webhooks.sender import HttpWebhookSender
from olympus.adapters.in_memory.anomaly_store import InMemoryAnomalyStore
from olympus.adapters.in_memory.event_broadcast import InMemoryEventBroadcast
from olympus.adapters.in_memory.webhooks import InMemoryWebhooks
from olympus.domain.webhooks.subscription import Subscription, new_secret
from olympus.ports.event_broadcast import ANOMALY_DETECTED
from olympus.use_cases.deliver_webhooks import DeliverWebhooks
from olympus.use_cases.tell_anomalies import TellAnomalies
from tests.adapters.http_webhooks.receivers import receiving
from tests.anomalies import an_anomaly
from tests.clocks import SetClock
from tests.factories import CAFE, NOON


class Tellers:
    """A store of anomalies and those who are told."""

    def __init__(self) -> None:
        clock = SetClock(NOON)
        self.store = InMemoryAnomalyStore()
        self.broadcast = InMemoryEventBroadcast(clock)
        self.webhooks = InMemoryWebhooks()
        self.sender = HttpWebhookSender(reach_private=True)
        self.deliver = DeliverWebhooks(self.webhooks, self.webhooks, self.sender, clock)
        self.tell = TellAnomalies(self.store, self.broadcast, self.deliver)


@pytest.fixture
async def tellers() -> AsyncIterator[Tellers]:
    tellers = Tellers()
    yield tellers
    await tellers.sender.aclose()


async def test_an_anomaly_is_announced_and_delivered_once(tellers: Tellers) -> None:
    anomaly = an_anomaly()
    await tellers.store.settle(CAFE, [anomaly], [])
    async with receiving() as receiver, tellers.broadcast.subscribe([ANOMALY_DETECTED]) as listening:
        await tellers.webhooks.add(
            Subscription(webhook_id="wh", tenant_id=CAFE, url=receiver.url, secret=new_secret(), created_at=NOON)
        )
        assert await tellers.tell() == 1
        assert await tellers.tell() == 0
        assert len(await tellers.deliver()) == 1
        [heard] = await listening.next_messages(limit=9, wait_seconds=1)

    event = json.loads(heard.body)
    assert (event["name"], event["tenant_id"], event["id"]) == (ANOMALY_DETECTED, CAFE, anomaly.id)
    [(headers, body)] = receiver.received
    message = json.loads(body)
    assert message["type"] == "anomaly.detected"
    assert message["data"] == event["payload"]
    assert headers["webhook-id"].startswith("msg_")
