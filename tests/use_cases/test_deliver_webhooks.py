"""Messages are delivered at least once, whatever happens to those who take them."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from olympus.adapters.http_webhooks.sender import HttpWebhookSender
from olympus.adapters.in_memory.webhooks import InMemoryWebhooks
from olympus.domain.webhooks.delivery import RETRIED_AFTER
from olympus.domain.webhooks.subscription import Occasion, Subscription, new_secret
from olympus.ports.errors import SourceUnavailable
from olympus.use_cases.deliver_webhooks import DeliverWebhooks
from tests.adapters.http_webhooks.receivers import Receiver, receiving
from tests.clocks import SetClock
from tests.factories import BAKERY, CAFE, NOON


class Post:
    """A tenant's addresses and the deliveries to them."""

    def __init__(self) -> None:
        self.clock = SetClock(NOON)
        self.webhooks = InMemoryWebhooks()
        self.sender = HttpWebhookSender(reach_private=True, seconds=0.5)
        self.deliver = DeliverWebhooks(self.webhooks, self.webhooks, self.sender, self.clock)

    async def subscribe(self, receiver: Receiver) -> None:
        await self.webhooks.add(
            Subscription(
                webhook_id=f"wh_{receiver.port}",
                tenant_id=CAFE,
                url=receiver.url,
                secret=new_secret(),
                created_at=NOON,
            )
        )

    async def tell(self, event_id: str = "event-1") -> None:
        await self.deliver.tell(CAFE, Occasion.ANOMALY_DETECTED, event_id, '{"type": "anomaly.detected"}')


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    post = Post()
    yield post
    await post.sender.aclose()


async def test_every_address_is_told_once(post: Post) -> None:
    async with receiving() as first, receiving() as second:
        await post.subscribe(first)
        await post.subscribe(second)
        await post.tell()
        await post.tell()
        assert len(await post.deliver()) == 2
        assert await post.deliver() == []

    for receiver in (first, second):
        [(headers, body)] = receiver.received
        assert body == '{"type": "anomaly.detected"}'
        assert headers["webhook-signature"].startswith("v1,")


async def test_an_address_that_comes_back_is_told_with_the_same_id(post: Post) -> None:
    async with receiving(500, 0, 204) as receiver:
        await post.subscribe(receiver)
        await post.tell()
        for pause in RETRIED_AFTER[:3]:
            await post.deliver()
            post.clock.go_on(seconds=1.2 * pause.total_seconds())
        assert await post.deliver() == []

    ids = [headers["webhook-id"] for headers, _ in receiver.received]
    assert len(ids) == 3
    assert len(set(ids)) == 1


async def test_what_nobody_takes_is_given_up_loudly(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    async with receiving(500) as receiver:
        await post.subscribe(receiver)
        await post.tell()
        attempts = 0
        while await post.deliver():
            attempts += 1
            post.clock.go_on(days=2)

    assert attempts == len(RETRIED_AFTER) + 1
    [record] = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert "is given up: It answered 500." in record.getMessage()


async def test_an_address_that_hangs_does_not_hold_the_others_up(post: Post) -> None:
    async with receiving(0) as hanging, receiving() as well:
        await post.subscribe(hanging)
        await post.subscribe(well)
        await post.tell()
        await post.deliver()

    assert len(well.received) == 1


async def test_an_address_that_cannot_even_be_attempted_fails_alone(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    async def faulty(url: str, *_: object) -> str | None:
        await asyncio.sleep(0)
        raise LookupError(url)

    async with receiving() as well:
        await post.subscribe(well)
        await post.subscribe(Receiver(port=1))
        await post.tell()
        send = post.sender.send
        post.sender.send = lambda url, *more: (faulty if ":1/" in url else send)(url, *more)  # type: ignore[method-assign]
        assert len(await post.deliver()) == 2
        post.clock.go_on(minutes=1)
        assert [each.attempts for each in await post.deliver()] == [1]

    assert len(well.received) == 1
    assert "cannot be sent" in caplog.text


async def test_an_outage_of_the_outbox_is_told_as_one(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: object) -> None:
        raise SourceUnavailable("the webhooks", "away")

    async with receiving() as first, receiving() as second:
        for receiver in (first, second):
            await post.subscribe(receiver)
        await post.tell()
        monkeypatch.setattr(post.webhooks, "delivered", away)
        with pytest.raises(SourceUnavailable):
            await post.deliver()

    assert (len(first.received), len(second.received)) == (1, 1)


async def test_another_tenants_address_hears_nothing(post: Post) -> None:
    async with receiving() as receiver:
        await post.subscribe(receiver)
        await post.deliver.tell(BAKERY, Occasion.ANOMALY_DETECTED, "event-1", "{}")
        assert await post.deliver() == []


async def test_a_process_that_dies_with_a_message_loses_nothing(post: Post) -> None:
    async with receiving() as receiver:
        await post.subscribe(receiver)
        await post.tell()
        await post.webhooks.take(NOON, limit=9, lease=timedelta(minutes=1))  # and is heard of no more
        assert await post.deliver() == []
        post.clock.go_on(minutes=1)
        await post.deliver()

    assert len(receiver.received) == 1
