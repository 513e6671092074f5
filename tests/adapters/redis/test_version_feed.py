"""What only a feed over a network can get wrong."""

import asyncio

import pytest
from redis.asyncio import Redis

from olympus.adapters.embedded import ValkeyServer
from olympus.adapters.redis.event_broadcast import RedisEventBroadcast
from olympus.adapters.redis.version_feed import RedisVersionFeed
from olympus.adapters.system.clock import SystemClock
from olympus.domain.tenant import TenantId
from olympus.ports.data_versions import VersionMoved
from olympus.ports.errors import SourceUnavailable

MOVED = VersionMoved(TenantId("cafe"), 1)


async def test_services_with_other_streams_do_not_hear_one_another(redis_client: Redis) -> None:
    feed, other = RedisVersionFeed(redis_client, "one"), RedisVersionFeed(redis_client, "two")
    async with feed.listening() as listener:
        await other.tell([MOVED])
        await feed.tell([MOVED._replace(version=2)])
        assert await listener.next_moves(wait_seconds=5) == [MOVED._replace(version=2)]


async def test_the_relay_takes_no_version_for_an_event_whatever_the_stream_is_called(redis_client: Redis) -> None:
    broadcast = RedisEventBroadcast(redis_client, SystemClock())
    async with broadcast.subscribe() as subscription:
        await RedisVersionFeed(redis_client, "events:mine").tell([MOVED])
        await broadcast.publish([("events.order.created", b"an event")])
        [message] = await subscription.next_messages(limit=10, wait_seconds=5)
    assert message.body == b"an event"


async def test_what_is_not_ours_is_passed_over(redis_client: Redis) -> None:
    feed = RedisVersionFeed(redis_client, "one")
    async with feed.listening() as listener:
        for body in (b"", b"\xff", b"{}", b'[["cafe"]]'):
            await redis_client.publish("versions:one", body)
        await feed.tell([MOVED])
        heard: list[VersionMoved] = []
        async with asyncio.timeout(10):
            while not heard:
                heard = await listener.next_moves(wait_seconds=5)
    assert heard == [MOVED]


async def test_a_cut_line_is_told_to_whoever_listens(own_valkey: ValkeyServer, own_client: Redis) -> None:
    feed = RedisVersionFeed(own_client, "one")
    async with feed.listening() as listener:
        own_valkey.kill()
        with pytest.raises(SourceUnavailable, match="the feed of versions"):
            await listener.next_moves(wait_seconds=5)
    with pytest.raises(SourceUnavailable):
        await feed.tell([MOVED])
