"""Announcements relayed on a real server, which dies in between."""

import asyncio

from redis.asyncio import Redis

from olympus.adapters.embedded import ValkeyServer
from olympus.adapters.redis.event_broadcast import RedisEventBroadcast
from olympus.adapters.redis.event_stream import RedisEventStream
from olympus.adapters.system.clock import SystemClock
from olympus.use_cases.relay_announcements import Patience, RelayAnnouncements

QUICK = Patience(wait_seconds=0.02, shortest_pause_seconds=0.001, longest_pause_seconds=0.01)


async def test_the_relay_outlives_its_server(own_valkey: ValkeyServer, own_client: Redis) -> None:
    broadcast, stream = RedisEventBroadcast(own_client, SystemClock()), RedisEventStream(own_client)
    listening, stopping = asyncio.Event(), asyncio.Event()

    async def announce(body: bytes) -> bytes:
        """The body that arrives on the stream when this one was announced."""
        await asyncio.wait_for(listening.wait(), 10)
        await broadcast.publish([("events.order.created", body)])
        [delivery] = await stream.read("worker", limit=10, wait_seconds=10)
        return delivery.message.body

    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        relay = RelayAnnouncements(broadcast, stream, patience=QUICK)
        tasks.create_task(relay.run(stopping, ready=listening.set))
        assert await announce(b"before") == b"before"

        listening.clear()
        own_valkey.kill()
        own_valkey.start()

        assert await announce(b"after") == b"after"
        stopping.set()
