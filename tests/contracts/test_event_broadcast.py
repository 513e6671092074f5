"""What every way of announcing events promises."""

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from olympus.adapters.in_memory.event_broadcast import InMemoryEventBroadcast
from olympus.adapters.redis.event_broadcast import RedisEventBroadcast
from olympus.adapters.system.clock import SystemClock
from olympus.ports.event_broadcast import EventBroadcast, Subscription
from olympus.ports.event_stream import Intake, Message


@pytest.fixture(params=["in_memory", "redis"])
def broadcast(request: pytest.FixtureRequest) -> EventBroadcast:
    if request.param == "redis":
        return RedisEventBroadcast(request.getfixturevalue("redis_client"), SystemClock())
    return InMemoryEventBroadcast(SystemClock())


async def hear(subscription: Subscription, count: int, *, limit: int = 1000) -> list[Message]:
    """The next `count` messages."""
    heard: list[Message] = []
    async with asyncio.timeout(10):
        while len(heard) < count:
            heard += await subscription.next_messages(limit=limit, wait_seconds=1)
    return heard


def told(messages: list[Message]) -> list[tuple[str | None, bytes]]:
    return [(message.channel, message.body) for message in messages]


async def is_silent(subscription: Subscription) -> bool:
    return await subscription.next_messages(limit=10, wait_seconds=0.02) == []


async def test_what_is_announced_is_heard_in_its_order(broadcast: EventBroadcast) -> None:
    announcements = [("events.order.created", b"1"), ("events:order:created", b"2"), ("events.user", b"3")]
    async with broadcast.subscribe() as subscription:
        await broadcast.publish(announcements[:2])
        await broadcast.publish(announcements[2:])
        assert told(await hear(subscription, 3)) == announcements
        assert await is_silent(subscription)


async def test_a_message_says_how_and_when_it_came(broadcast: EventBroadcast) -> None:
    async with broadcast.subscribe() as subscription:
        before = datetime.now(UTC)
        await broadcast.publish([("events.order.created", b"{}")])
        [message] = await hear(subscription, 1)
    assert message.intake is Intake.PUBSUB
    assert message.received_at is not None
    assert before <= message.received_at <= datetime.now(UTC)


async def test_nothing_is_heard_from_before(broadcast: EventBroadcast) -> None:
    await broadcast.publish([("events.order.created", b"before")])
    async with broadcast.subscribe() as subscription:
        await broadcast.publish([("events.order.created", b"after")])
        assert told(await hear(subscription, 1)) == [("events.order.created", b"after")]


async def test_other_channels_are_not_heard(broadcast: EventBroadcast) -> None:
    async with broadcast.subscribe() as subscription:
        await broadcast.publish([("event.order", b"1"), ("eventsXorder", b"2"), ("other.events.order", b"3")])
        await broadcast.publish([("events.", b"4")])
        assert told(await hear(subscription, 1)) == [("events.", b"4")]
        assert await is_silent(subscription)


async def test_patterns_can_be_chosen(broadcast: EventBroadcast) -> None:
    async with broadcast.subscribe(["*.created"]) as subscription:
        await broadcast.publish([("order.created", b"1"), ("order.updated", b"2"), (".created", b"3")])
        assert told(await hear(subscription, 2)) == [("order.created", b"1"), (".created", b"3")]


async def test_a_channel_that_matches_two_patterns_is_heard_for_each(broadcast: EventBroadcast) -> None:
    async with broadcast.subscribe(["events.*", "*.created"]) as subscription:
        await broadcast.publish([("events.order.created", b"1")])
        assert told(await hear(subscription, 2)) == [("events.order.created", b"1")] * 2


async def test_everybody_who_listens_hears_it(broadcast: EventBroadcast) -> None:
    async with broadcast.subscribe() as first, broadcast.subscribe() as second:
        await broadcast.publish([("events.order.created", b"1")])
        assert told(await hear(first, 1)) == told(await hear(second, 1)) == [("events.order.created", b"1")]


async def test_announcing_to_nobody_is_fine(broadcast: EventBroadcast) -> None:
    await broadcast.publish([("events.order.created", b"1")])
    await broadcast.publish([])


async def test_no_more_is_told_at_once_than_was_asked_for(broadcast: EventBroadcast) -> None:
    announcements = [("events.order.created", b"%d" % number) for number in range(25)]
    async with broadcast.subscribe() as subscription:
        await broadcast.publish(announcements)
        sizes = []
        heard: list[Message] = []
        while len(heard) < 25:
            messages = await subscription.next_messages(limit=10, wait_seconds=5)
            sizes.append(len(messages))
            heard += messages
    assert told(heard) == announcements
    assert max(sizes) == 10


async def test_many_arrive_and_few_calls_are_needed(broadcast: EventBroadcast) -> None:
    announcements = [("events.order.created", b"%d" % number + b"x" * 600) for number in range(20_000)]
    calls = 0
    heard: list[Message] = []
    async with broadcast.subscribe() as subscription:
        publishing = asyncio.create_task(broadcast.publish(announcements))
        async with asyncio.timeout(30):
            while len(heard) < len(announcements):
                heard += await subscription.next_messages(limit=1000, wait_seconds=1)
                calls += 1
        await publishing
    assert told(heard) == announcements
    assert calls < 5_000


async def test_a_listener_waits_for_the_first_message_and_not_for_more(broadcast: EventBroadcast) -> None:
    async with asyncio.timeout(10), broadcast.subscribe() as subscription:
        listening = asyncio.create_task(subscription.next_messages(limit=1000, wait_seconds=60))
        await asyncio.sleep(0)
        await broadcast.publish([("events.order.created", b"1")])
        assert told(await listening) == [("events.order.created", b"1")]


async def test_silence_is_told_as_nothing(broadcast: EventBroadcast) -> None:
    async with broadcast.subscribe() as subscription:
        assert await subscription.next_messages(limit=10, wait_seconds=0) == []
        assert await subscription.next_messages(limit=10, wait_seconds=0.02) == []
        await broadcast.publish([("events.order.created", b"1")])
        assert len(await hear(subscription, 1)) == 1


async def test_a_cancelled_listener_loses_nothing(broadcast: EventBroadcast) -> None:
    async with broadcast.subscribe() as subscription, broadcast.subscribe() as witness:
        listening = asyncio.create_task(subscription.next_messages(limit=10, wait_seconds=60))
        assert await is_silent(witness)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        assert listening.cancelled()

        await broadcast.publish([("events.order.created", b"1")])
        assert told(await hear(subscription, 1)) == [("events.order.created", b"1")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies=st.lists(st.binary(max_size=200), min_size=1, max_size=5))
async def test_bodies_are_not_touched_whatever_their_bytes(broadcast: EventBroadcast, bodies: list[bytes]) -> None:
    async with broadcast.subscribe() as subscription:
        await broadcast.publish([("events.order.created", body) for body in bodies])
        assert [message.body for message in await hear(subscription, len(bodies))] == bodies
