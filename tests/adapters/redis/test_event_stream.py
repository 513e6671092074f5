"""What only a stream on a server, shared with others, can get wrong."""

import asyncio
import json
from typing import Any, cast

import pytest
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from olympus.adapters.embedded import ValkeyServer
from olympus.adapters.redis.event_stream import RedisEventStream
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_stream import Delivery, Intake, Message
from tests.eventually import eventually
from tests.factories import NOON

KEY = "olympus:events"
ONE, TWO = "worker-1", "worker-2"


@pytest.fixture
def stream(redis_client: Redis) -> RedisEventStream:
    return RedisEventStream(redis_client, KEY)


def some_messages(count: int) -> list[Message]:
    return [Message(b"%d" % number, Intake.HTTP) for number in range(count)]


async def read_now(stream: RedisEventStream, worker: str = ONE, limit: int = 1000) -> list[Delivery]:
    return await stream.read(worker, limit=limit, wait_seconds=0)


def bodies_of(deliveries: list[Delivery]) -> list[bytes]:
    return [delivery.message.body for delivery in deliveries]


def positions_of(deliveries: list[Delivery]) -> list[str]:
    return [delivery.position for delivery in deliveries]


def ids_of(deliveries: list[Delivery]) -> list[str]:
    """As the server knows them, without the number of the shard."""
    return [position.partition("/")[2] for position in positions_of(deliveries)]


# entries of other producers


async def test_an_event_that_a_producer_appended_itself_came_by_the_stream(
    redis_client: Redis, stream: RedisEventStream
) -> None:
    event = b'{"event_type": "OrderCreated"}'
    await redis_client.xadd(
        KEY,
        {"event": event, "type": "OrderCreated", "tenant_id": "cafe", "occurred_at": "1774000000", "version": "1"},
    )
    [delivery] = await read_now(stream)
    assert delivery.message == Message(event, Intake.STREAM, KEY)


async def test_an_entry_without_an_event_is_a_message_with_all_its_fields(
    redis_client: Redis, stream: RedisEventStream
) -> None:
    await redis_client.xadd(KEY, {"type": "OrderCreated", b"odd \xff": b"\x00 \xfe"})
    [delivery] = await read_now(stream)
    assert json.loads(delivery.message.body) == {"type": "OrderCreated", "odd \\xff": "\x00 \\xfe"}
    assert (delivery.message.intake, delivery.message.channel) == (Intake.STREAM, KEY)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"event": "e", "intake": "carrier pigeon", "channel": "c"}, Message(b"e", Intake.STREAM, KEY)),
        ({"event": "e", "intake": "http", "channel": b"\xff"}, Message(b"e", Intake.HTTP, "\\xff")),
        ({"event": "e", "intake": "http", "received_at": "yesterday"}, Message(b"e", Intake.HTTP)),
        ({"event": "e", "intake": "http", "received_at": b"\xff"}, Message(b"e", Intake.HTTP)),
        ({"event": "e", "intake": "http", "received_at": "2026-03-18T12:00:00"}, Message(b"e", Intake.HTTP)),
        (
            {"event": "e", "intake": "http", "received_at": "2026-03-18T12:00:00+00:00"},
            Message(b"e", Intake.HTTP, None, NOON),
        ),
        ({"event": ""}, Message(b"", Intake.STREAM, KEY)),
    ],
)
async def test_no_entry_can_get_stuck(
    redis_client: Redis, stream: RedisEventStream, fields: dict[str, str | bytes], expected: Message
) -> None:
    await redis_client.xadd(KEY, cast("dict[Any, Any]", fields))
    assert [delivery.message for delivery in await read_now(stream)] == [expected]


async def test_a_channel_that_is_not_proper_text_is_kept_readable(stream: RedisEventStream) -> None:
    await stream.append([Message(b"e", Intake.HTTP, "odd \udcff")])
    [delivery] = await read_now(stream)
    assert delivery.message.channel == "odd \\udcff"


async def test_a_key_is_not_remembered_when_its_message_could_not_be_put(
    redis_client: Redis, stream: RedisEventStream
) -> None:
    [message] = some_messages(1)
    await redis_client.set(KEY, "not a stream")
    with pytest.raises(ResponseError, match="WRONGTYPE"):
        await stream.append_once([("a", message)], remember_seconds=60)
    await redis_client.delete(KEY)
    assert await stream.append_once([("a", message)], remember_seconds=60) == [True]


# the group, and how it gets lost


async def test_streams_and_groups_are_apart(redis_client: Redis) -> None:
    ours, others = RedisEventStream(redis_client, KEY), RedisEventStream(redis_client, KEY, group="others")
    elsewhere = RedisEventStream(redis_client, "another:stream")
    await ours.append(some_messages(2))
    await ours.acknowledge(positions_of(await read_now(ours)))
    assert bodies_of(await read_now(others)) == [b"0", b"1"]
    assert await read_now(elsewhere) == []


async def test_a_server_that_forgot_everything_is_used_again(
    redis_client: Redis, stream: RedisEventStream
) -> None:
    await stream.append(some_messages(2))
    await read_now(stream)
    await redis_client.flushall()
    assert await stream.own_pending(ONE, limit=10) == []

    await redis_client.flushall()
    await stream.append(some_messages(3))
    assert bodies_of(await read_now(stream)) == [b"0", b"1", b"2"]

    await redis_client.flushall()
    assert await stream.take_over(TWO, idle_seconds=0, limit=10) == []
    await redis_client.flushall()
    await stream.acknowledge(["0/1-1"])
    assert await stream.trim() == 0
    assert (await stream.backlog()).entries == 0


async def test_a_lost_group_is_made_again_and_what_is_there_is_handed_out_again(
    redis_client: Redis, stream: RedisEventStream
) -> None:
    await stream.append(some_messages(5))
    await stream.acknowledge(positions_of(await read_now(stream, limit=2)))
    others = RedisEventStream(redis_client, KEY, group="others")
    await others.acknowledge(positions_of(await read_now(others)))
    await redis_client.xgroup_destroy(KEY, "olympus")

    assert await stream.trim() == 0
    backlog = await stream.backlog()
    assert (backlog.entries, backlog.pending) == (5, 0)
    assert backlog.oldest_seconds > 0

    assert bodies_of(await read_now(stream)) == [b"0", b"1", b"2", b"3", b"4"]


@pytest.mark.parametrize("loss", ["FLUSHALL", "DEL"])
async def test_a_reader_whose_stream_disappears_while_it_waits_gets_what_comes_next(
    redis_client: Redis, stream: RedisEventStream, loss: str
) -> None:
    async with asyncio.timeout(20):
        waiting = asyncio.create_task(stream.read(ONE, limit=10, wait_seconds=60))
        await eventually(lambda: _blocked(redis_client, 1))
        await (redis_client.flushall() if loss == "FLUSHALL" else redis_client.delete(KEY))
        await stream.append(some_messages(1))
        assert bodies_of(await waiting) == [b"0"]


async def _blocked(client: Redis, count: int) -> bool:
    blocked: int = (await client.info("clients"))["blocked_clients"]
    return blocked == count


async def test_workers_that_come_at_the_same_time_share_one_group(redis_client: Redis) -> None:
    await RedisEventStream(redis_client).append(some_messages(20))
    # each has a connection open already, so that nobody is first
    await asyncio.gather(*(redis_client.ping() for _ in range(20)))
    streams = [RedisEventStream(redis_client) for _ in range(20)]
    reads = await asyncio.gather(*(read_now(stream, f"worker-{n}", 1) for n, stream in enumerate(streams)))
    assert sorted(bodies_of([delivery for read in reads for delivery in read])) == sorted(
        message.body for message in some_messages(20)
    )


# trimming beside other groups


async def test_trimming_waits_for_every_group(redis_client: Redis, stream: RedisEventStream) -> None:
    others = RedisEventStream(redis_client, KEY, group="others")
    await stream.append(some_messages(10))
    await stream.acknowledge(positions_of(await read_now(stream)))
    held = await read_now(others, limit=6)
    await others.acknowledge(positions_of(held)[:4])

    assert await stream.trim() == 4
    assert await stream.trim() == 0

    assert bodies_of(await others.own_pending(ONE, limit=10)) == [b"4", b"5"]
    assert bodies_of(await read_now(others)) == [b"6", b"7", b"8", b"9"]


async def test_a_group_that_has_read_nothing_keeps_everything(
    redis_client: Redis, stream: RedisEventStream
) -> None:
    await stream.append(some_messages(10))
    await redis_client.xgroup_create(KEY, "newcomers", id="0")
    await stream.acknowledge(positions_of(await read_now(stream)))
    assert await stream.trim() == 0
    assert await redis_client.xlen(KEY) == 10


async def test_trimming_while_others_work_never_takes_what_is_not_acknowledged(redis_client: Redis) -> None:
    streams = [RedisEventStream(redis_client, KEY, group=group) for group in ("olympus", "others")]
    seen: dict[int, set[bytes]] = {0: set(), 1: set()}
    await streams[0].append(some_messages(1))
    for stream in streams:
        await read_now(stream)

    async def append() -> None:
        for first in range(0, 2000, 50):
            await streams[0].append([Message(b"%d" % number, Intake.HTTP) for number in range(first, first + 50)])

    async def work(number: int) -> None:
        while len(seen[number]) < 2000:
            deliveries = await streams[number].read(TWO, limit=30 + number, wait_seconds=1)
            seen[number] |= set(bodies_of(deliveries))
            await streams[number].acknowledge(positions_of(deliveries))

    async def trim() -> None:
        while len(seen[0]) < 2000 or len(seen[1]) < 2000:
            await streams[0].trim()

    async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
        for task in (append(), work(0), work(1), trim()):
            tasks.create_task(task)
    # each group still holds the very first one, which nobody has acknowledged
    assert bodies_of(await streams[0].own_pending(ONE, limit=10)) == [b"0"]


# entries that somebody deleted


@pytest.mark.parametrize("way", ["own_pending", "take_over"])
async def test_deleted_entries_are_acknowledged_away(
    redis_client: Redis, stream: RedisEventStream, way: str
) -> None:
    await stream.append(some_messages(6))
    ids = ids_of(await read_now(stream))
    await redis_client.xdel(KEY, *ids[:3], ids[4])

    # no more than two at a time, and the first are deleted
    left = (
        await stream.own_pending(ONE, limit=2)
        if way == "own_pending"
        else await stream.take_over(TWO, idle_seconds=0, limit=2)
    )

    assert bodies_of(left)[0] == b"3"
    rest = await stream.own_pending(ONE if way == "own_pending" else TWO, limit=10)
    assert bodies_of(rest) == [b"3", b"5"]
    assert (await stream.backlog()).pending == 2


async def test_the_backlog_is_counted_when_the_server_has_lost_count(
    redis_client: Redis, stream: RedisEventStream
) -> None:
    await stream.append(some_messages(3498))
    deleted = await redis_client.xadd(KEY, {"event": "deleted"})
    await stream.append(some_messages(1))
    await stream.acknowledge(positions_of(await read_now(stream, limit=2400))[:10])
    await redis_client.xdel(KEY, deleted or "")
    [group] = await redis_client.xinfo_groups(KEY)
    assert group["lag"] is None

    backlog = await stream.backlog()

    assert (backlog.entries, backlog.pending) == (1099 + 2390, 2390)


async def test_idle_entries_are_found_behind_many_that_are_not_and_no_more_are_taken_than_asked_for(
    redis_client: Redis, stream: RedisEventStream
) -> None:
    """The server looks at ten times as many entries as it may claim, and then says where to go on."""
    await stream.append(some_messages(100))
    positions = ids_of(await read_now(stream))
    idle = [positions[5], *positions[60:]]
    await redis_client.xclaim(KEY, "olympus", ONE, 0, cast("Any", idle), idle=120_000)
    taken = await stream.take_over(TWO, idle_seconds=60, limit=2)
    assert bodies_of(taken) == [b"5", b"60"]


# outages


async def test_a_server_killed_under_a_waiting_reader_is_an_outage_and_then_over(
    own_valkey: ValkeyServer, own_client: Redis
) -> None:
    stream = RedisEventStream(own_client)
    await stream.append(some_messages(3))
    await stream.acknowledge(positions_of(await read_now(stream, limit=1)))
    await read_now(stream, limit=1)
    await read_now(stream, TWO, limit=1)
    waiting = asyncio.create_task(stream.read(ONE, limit=10, wait_seconds=60))
    await eventually(lambda: _blocked(own_client, 1))

    own_valkey.kill()
    with pytest.raises(SourceUnavailable, match="the event stream"):
        await asyncio.wait_for(waiting, 10)
    with pytest.raises(SourceUnavailable):
        await stream.append(some_messages(1))
    own_valkey.start()

    assert bodies_of(await stream.own_pending(ONE, limit=10)) == [b"1"]
    assert bodies_of(await stream.take_over(ONE, idle_seconds=0, limit=10)) == [b"1", b"2"]
    await stream.append([Message(b"new", Intake.HTTP)])
    assert bodies_of(await read_now(stream)) == [b"new"]


async def test_a_reader_may_wait_longer_than_a_command_may_take(
    redis_client: Redis, stream: RedisEventStream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("olympus.adapters.redis.event_stream.REPLY_SECONDS", 0.2)
    assert await stream.read(ONE, limit=1, wait_seconds=0.5) == []


# shards


def of_tenant(tenant: str, count: int) -> list[Message]:
    return [
        Message(b"%s %d" % (tenant.encode(), number), Intake.HTTP, tenant_id=tenant) for number in range(count)
    ]


async def test_a_tenant_lies_on_one_shard_and_many_tenants_on_all(redis_client: Redis) -> None:
    stream = RedisEventStream(redis_client, KEY, shards=4)
    tenants = [f"tenant-{number}" for number in range(40)]
    for tenant in tenants:
        await stream.append(of_tenant(tenant, 5))

    lengths = {key: await redis_client.xlen(key) for key in (KEY, f"{KEY}:1", f"{KEY}:2", f"{KEY}:3")}
    shards = {tenant: {stream.shard_of(message) for message in of_tenant(tenant, 5)} for tenant in tenants}

    assert sum(lengths.values()) == 200
    assert all(length >= 15 for length in lengths.values())
    assert all(len(shard) == 1 for shard in shards.values())


async def test_a_noisy_tenant_does_not_keep_the_others_waiting(redis_client: Redis) -> None:
    stream = RedisEventStream(redis_client, KEY, shards=4)
    noisy = of_tenant("noisy", 5_000)
    quiet = next(
        messages
        for number in range(100)
        if stream.shard_of((messages := of_tenant(f"quiet-{number}", 5))[0]) != stream.shard_of(noisy[0])
    )
    await stream.append(noisy)
    await stream.append(quiet)

    first_rounds = [delivery for _ in range(4) for delivery in await read_now(stream, limit=100)]

    assert {message.body for message in quiet} <= set(bodies_of(first_rounds))


async def test_what_has_no_tenant_and_what_producers_append_lies_on_the_first_shard(redis_client: Redis) -> None:
    stream = RedisEventStream(redis_client, KEY, shards=4)
    await stream.append(some_messages(3))
    await redis_client.xadd(KEY, {"event": b"of a producer"})
    assert sorted(bodies_of(await read_now(stream))) == [b"0", b"1", b"2", b"of a producer"]


async def test_with_more_shards_than_before_what_waits_is_worked_off(redis_client: Redis) -> None:
    await RedisEventStream(redis_client, KEY, shards=1).append(of_tenant("cafe", 10))
    assert len(await read_now(RedisEventStream(redis_client, KEY, shards=8))) == 10
