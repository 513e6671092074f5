"""What only a broadcast over a network can get wrong."""

import asyncio
import contextlib
import itertools

import pytest
from redis.asyncio import Redis

from olympus.adapters.embedded import ValkeyServer
from olympus.adapters.redis.event_broadcast import RedisEventBroadcast
from olympus.adapters.system.clock import SystemClock
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_broadcast import Subscription
from tests.eventually import eventually

CHANNEL = "events.order.created"


@pytest.fixture
def broadcast(redis_client: Redis) -> RedisEventBroadcast:
    return RedisEventBroadcast(redis_client, SystemClock())


async def cut_the_lines(client: Redis) -> None:
    await client.client_kill_filter(_type="pubsub")


async def heard(subscription: Subscription) -> list[bytes]:
    return [message.body for message in await subscription.next_messages(limit=1000, wait_seconds=5)]


async def test_a_cut_line_is_told_to_whoever_listens(redis_client: Redis, broadcast: RedisEventBroadcast) -> None:
    async with broadcast.subscribe() as subscription:
        listening = asyncio.create_task(subscription.next_messages(limit=10, wait_seconds=60))
        await asyncio.sleep(0)
        await cut_the_lines(redis_client)
        with pytest.raises(SourceUnavailable, match="the event broadcast cannot be reached"):
            await asyncio.wait_for(listening, 10)


async def test_a_line_once_cut_stays_cut(redis_client: Redis, broadcast: RedisEventBroadcast) -> None:
    """Were it connected again in silence, nobody would know that an announcement was missed."""
    async with broadcast.subscribe() as subscription:
        await cut_the_lines(redis_client)
        for _ in range(3):
            with pytest.raises(SourceUnavailable):
                await subscription.next_messages(limit=10, wait_seconds=5)
            await broadcast.publish([(CHANNEL, b"missed")])


async def test_what_arrived_before_the_cut_is_heard(redis_client: Redis, broadcast: RedisEventBroadcast) -> None:
    async with broadcast.subscribe() as subscription:
        await broadcast.publish([(CHANNEL, b"%d" % number) for number in range(500)])
        await cut_the_lines(redis_client)
        bodies: list[bytes] = []
        with contextlib.suppress(SourceUnavailable):
            while True:
                bodies += await heard(subscription)
    assert bodies == [b"%d" % number for number in range(500)]


async def test_a_message_is_heard_whole_however_long_it_is(broadcast: RedisEventBroadcast) -> None:
    bodies = [bytes([number]) * 3_000_000 for number in range(3)]
    async with broadcast.subscribe() as subscription:
        publishing = asyncio.create_task(broadcast.publish([(CHANNEL, body) for body in bodies]))
        received: list[bytes] = []
        async with asyncio.timeout(20):
            while len(received) < 3:
                received += await heard(subscription)
        await publishing
    assert received == bodies


async def test_nothing_is_missed_that_is_announced_once_the_subscription_is_open(
    broadcast: RedisEventBroadcast,
) -> None:
    patterns = [CHANNEL, *(f"none.{number}.*" for number in range(5000))]

    async def announce() -> None:
        for number in itertools.count():
            await broadcast.publish([(CHANNEL, b"%d" % number)])

    announcing = asyncio.create_task(announce())
    async with broadcast.subscribe(patterns) as subscription:
        numbers = [int(body) for body in await heard(subscription) + await heard(subscription)]
    announcing.cancel()
    await asyncio.gather(announcing, return_exceptions=True)
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


async def test_a_channel_that_is_not_utf_8_is_heard(redis_client: Redis, broadcast: RedisEventBroadcast) -> None:
    async with broadcast.subscribe() as subscription:
        await redis_client.publish(b"events.\xff", b"1")
        [message] = await subscription.next_messages(limit=1, wait_seconds=5)
    assert message.channel == "events.\\xff"


async def test_a_subscription_that_is_over_leaves_no_connection_open(
    redis_client: Redis, broadcast: RedisEventBroadcast
) -> None:
    listening = 0

    async def listen() -> None:
        nonlocal listening
        async with broadcast.subscribe() as subscription:
            listening += 1
            await subscription.next_messages(limit=10, wait_seconds=60)

    async def all_listen() -> bool:
        return listening == 40

    # in all more than the pool has connections
    for _ in range(4):
        listening = 0
        listeners = [asyncio.create_task(listen()) for _ in range(40)]
        await eventually(all_listen)
        for listener in listeners:
            listener.cancel()
        outcomes = await asyncio.gather(*listeners, return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {asyncio.CancelledError}
    await eventually(lambda: _nobody_listens(redis_client))


async def _nobody_listens(client: Redis) -> bool:
    patterns: int = await client.pubsub_numpat()
    return patterns == 0


async def test_the_connection_of_a_subscription_serves_nobody_else_afterwards(
    redis_client: Redis, broadcast: RedisEventBroadcast
) -> None:
    async with broadcast.subscribe():
        await broadcast.publish([(CHANNEL, b"unread")] * 50)
    echoes = await asyncio.gather(*(redis_client.echo(f"{number}") for number in range(20)))
    assert echoes == [b"%d" % number for number in range(20)]


async def test_a_server_that_is_away_is_an_outage_and_then_over(
    own_valkey: ValkeyServer, own_client: Redis
) -> None:
    broadcast = RedisEventBroadcast(own_client, SystemClock())
    own_valkey.kill()
    with pytest.raises(SourceUnavailable):
        await broadcast.publish([(CHANNEL, b"1")])
    with pytest.raises(SourceUnavailable):
        async with broadcast.subscribe():
            pytest.fail("there is nobody to subscribe with")

    own_valkey.start()
    async with broadcast.subscribe() as subscription:
        own_valkey.kill()
        with pytest.raises(SourceUnavailable):
            await subscription.next_messages(limit=1, wait_seconds=5)
        own_valkey.start()
    async with broadcast.subscribe() as subscription:
        await broadcast.publish([(CHANNEL, b"2")])
        assert await heard(subscription) == [b"2"]
