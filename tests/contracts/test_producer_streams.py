"""What every way to the producers' own streams promises."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from redis.asyncio import Redis

from olympus.adapters.in_memory.event_stream import InMemoryEventStream
from olympus.adapters.in_memory.producer_streams import InMemoryProducerStreams
from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.redis.producer_streams import RedisProducerStreams
from olympus.adapters.system.clock import SystemClock
from olympus.ports.event_stream import EventStream, Intake
from olympus.ports.producer_streams import ProducerStreams, Unread
from olympus.use_cases.gather_producer_streams import Gathered, GatherProducerStreams
from olympus.use_cases.stream_room import StreamRoom


@dataclass
class Producers:
    """The streams, and what a producer does."""

    streams: ProducerStreams
    add: Callable[[str, bytes], Awaitable[None]]


@pytest.fixture(params=["in_memory", "redis"])
def producers(request: pytest.FixtureRequest) -> Producers:
    if request.param == "redis":
        client: Redis = request.getfixturevalue("redis_client")

        async def append(stream: str, body: bytes) -> None:
            await client.xadd(stream, {"event": body, "type": "OrderCreated", "version": "1"})

        return Producers(RedisProducerStreams(client, SystemClock(), own="olympus:events"), append)
    in_memory = InMemoryProducerStreams()

    async def add(stream: str, body: bytes) -> None:
        in_memory.add(stream, body)

    return Producers(in_memory, add)


async def found(producers: Producers, *patterns: str) -> list[str]:
    return sorted({name async for names in producers.streams.find(patterns) for name in names})


def bodies(stretches: list[Unread]) -> dict[str, list[bytes]]:
    return {stretch.stream: [message.body for message in stretch.messages] for stretch in stretches}


async def test_streams_are_found_by_pattern(producers: Producers) -> None:
    for name in ("order-1", "order-2", "payment-1", "orders"):
        await producers.add(name, b"{}")
    assert await found(producers, "order-*") == ["order-1", "order-2"]
    assert await found(producers, "order-*", "pay*") == ["order-1", "order-2", "payment-1"]
    assert await found(producers, "nothing-*") == []


async def test_a_stream_is_read_on_from_where_it_was_left(producers: Producers) -> None:
    for number in range(5):
        await producers.add("order-1", b"%d" % number)
    await producers.add("order-2", b"other")

    first = await producers.streams.unread(["order-1", "order-2", "order-3"], limit=3)
    assert bodies(first) == {"order-1": [b"0", b"1", b"2"], "order-2": [b"other"]}
    assert bodies(await producers.streams.unread(["order-1"], limit=3)) == {"order-1": [b"0", b"1", b"2"]}

    await producers.streams.gathered(first)
    await producers.streams.gathered([])
    second = await producers.streams.unread(["order-1", "order-2"], limit=3)
    assert bodies(second) == {"order-1": [b"3", b"4"]}

    await producers.streams.gathered(second)
    assert await producers.streams.unread(["order-1", "order-2"], limit=3) == []
    await producers.add("order-2", b"more")
    assert bodies(await producers.streams.unread(["order-1", "order-2"], limit=3)) == {"order-2": [b"more"]}


async def test_messages_say_which_stream_they_came_from(producers: Producers) -> None:
    await producers.add("order-1", b"{}")
    [stretch] = await producers.streams.unread(["order-1"], limit=3)
    assert [(message.intake, message.channel) for message in stretch.messages] == [(Intake.STREAM, "order-1")]


async def test_nothing_is_asked_about_no_streams(producers: Producers) -> None:
    assert await producers.streams.unread([], limit=3) == []


def gatherer(producers: Producers, stream: EventStream, *patterns: str) -> GatherProducerStreams:
    room = StreamRoom(stream, most_waiting=10_000)
    return GatherProducerStreams(producers.streams, stream, MsgspecEventDecoder(), room, patterns=patterns)


async def test_everything_is_gathered_once_however_often_it_is_gathered(producers: Producers) -> None:
    stream = InMemoryEventStream(SystemClock())
    for number in range(450):
        await producers.add("order-1", b'{"tenant_id": "cafe", "n": %d}' % number)
        await producers.add(f"order-{number + 2}", b'{"tenant_id": "bakery", "n": %d}' % number)
    heard: list[int] = []

    gather = gatherer(producers, stream, "order-*")
    assert await gather(told=heard.append) == Gathered(streams=451, messages=900)
    assert await gather() == Gathered(streams=0, messages=0)

    deliveries = await stream.read("w", limit=2000, wait_seconds=0)
    assert len({delivery.message.body for delivery in deliveries}) == 900
    assert {delivery.message.tenant_id for delivery in deliveries} == {"cafe", "bakery"}
    assert sum(heard) == 900


async def test_what_was_not_remembered_is_gathered_again(producers: Producers) -> None:
    stream = InMemoryEventStream(SystemClock())
    await producers.add("order-1", b"{}")
    stretches = await producers.streams.unread(["order-1"], limit=10)
    assert stretches  # read by somebody who died before it was durable
    assert await gatherer(producers, stream, "order-*")() == Gathered(streams=1, messages=1)


async def test_our_own_stream_is_not_one_of_the_producers(redis_client: Redis) -> None:
    for key in ("olympus:events", "olympus:events:1", "order-1"):
        await redis_client.xadd(key, {"event": "{}"})
    await redis_client.set("order-text", "not a stream")
    streams = RedisProducerStreams(redis_client, SystemClock(), own="olympus:events")
    assert [name async for names in streams.find(["*"]) for name in names] == ["order-1"]


async def test_groups_of_others_are_left_alone(redis_client: Redis) -> None:
    await redis_client.xadd("order-1", {"event": "{}"})
    await redis_client.xgroup_create("order-1", "theirs", id="0")
    streams = RedisProducerStreams(redis_client, SystemClock(), own="olympus:events")
    await streams.gathered(await streams.unread(["order-1"], limit=10))
    groups = {group["name"]: group["last-delivered-id"] for group in await redis_client.xinfo_groups("order-1")}
    assert groups[b"theirs"] == b"0-0"
    assert groups[b"olympus"] != b"0-0"


async def test_a_stream_that_went_away_meanwhile_is_no_trouble(redis_client: Redis) -> None:
    await redis_client.xadd("order-1", {"event": "{}"})
    streams = RedisProducerStreams(redis_client, SystemClock(), own="olympus:events")
    stretches = await streams.unread(["order-1"], limit=10)
    await redis_client.delete("order-1")
    await streams.gathered(stretches)
    assert await streams.unread(["order-1"], limit=10) == []
