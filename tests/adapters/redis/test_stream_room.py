"""A shard that is full keeps its own tenants out, and no others."""

import pytest
from redis.asyncio import Redis

from olympus.adapters.redis.event_stream import RedisEventStream
from olympus.ports.event_stream import Intake, Message
from olympus.use_cases.stream_room import StreamRoom, TooMuchWaits
from olympus.use_cases.tend_stream import TendStream


def of_tenant(number: int) -> Message:
    return Message(b"{}", Intake.HTTP, tenant_id=f"tenant-{number}")


async def test_one_full_shard_does_not_keep_the_tenants_of_others_out(redis_client: Redis) -> None:
    stream = RedisEventStream(redis_client, shards=4)
    noisy = of_tenant(0)
    others = [m for m in map(of_tenant, range(1, 40)) if stream.shard_of(m) != stream.shard_of(noisy)]
    neighbour = next(m for m in map(of_tenant, range(1, 40)) if stream.shard_of(m) == stream.shard_of(noisy))
    await stream.append([noisy] * 5)

    room = StreamRoom(stream, most_waiting=5)

    await room.check(others)
    for refused in (noisy, neighbour):
        with pytest.raises(TooMuchWaits):
            await room.check([refused])


async def test_what_is_done_is_forgotten_and_what_waits_is_not(redis_client: Redis) -> None:
    stream = RedisEventStream(redis_client, shards=2)
    await stream.append([of_tenant(number) for number in range(20)])
    deliveries = await stream.read("w", limit=20, wait_seconds=0)
    await stream.acknowledge([delivery.position for delivery in deliveries])
    await stream.append([of_tenant(1)])

    await TendStream(stream)()

    assert sum([await redis_client.xlen(key) for key in ("olympus:events", "olympus:events:1")]) == 1
    assert len(await stream.read("w", limit=20, wait_seconds=0)) == 1
