"""Announcements relayed on a real server, which dies in between."""

import asyncio

from redis.asyncio import Redis

from olympus.adapters.embedded import ValkeyServer
from olympus.adapters.in_memory.intake_meter import InMemoryIntakeMeter
from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.redis.event_broadcast import RedisEventBroadcast
from olympus.adapters.redis.event_stream import RedisEventStream
from olympus.adapters.system.clock import SystemClock
from olympus.use_cases.relay_announcements import Patience, RelayAnnouncements

QUICK = Patience(wait_seconds=0.02, shortest_pause_seconds=0.001, longest_pause_seconds=0.01)


async def test_the_relay_outlives_its_server(own_valkey: ValkeyServer, own_client: Redis) -> None:
    broadcast, stream = RedisEventBroadcast(own_client, SystemClock()), RedisEventStream(own_client)
    listening, stopping = asyncio.Event(), asyncio.Event()

    async def announce(body: bytes) -> None:
        """Announce a body, and return once it is on the stream. One from before may stand there again."""
        await asyncio.wait_for(listening.wait(), 10)
        await broadcast.publish([("events.order.created", body)])
        bodies: list[bytes] = []
        while body not in bodies:
            bodies += [
                delivery.message.body for delivery in await stream.read("worker", limit=10, wait_seconds=10)
            ]

    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        relay = RelayAnnouncements(broadcast, stream, MsgspecEventDecoder(), InMemoryIntakeMeter(), patience=QUICK)
        tasks.create_task(relay.run(stopping, ready=listening.set))
        await announce(b"before")

        listening.clear()
        own_valkey.kill()
        own_valkey.start()

        await announce(b"after")
        stopping.set()
