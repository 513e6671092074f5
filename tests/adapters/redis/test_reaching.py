"""What counts as an outage of Redis, told by a server in each of these states."""

import asyncio
import socket

import pytest
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from olympus.adapters.embedded import ValkeyServer
from olympus.adapters.redis.client import connect
from olympus.adapters.redis.event_stream import RedisEventStream
from olympus.adapters.redis.reaching import reaching
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_stream import Intake, Message

MESSAGES = [Message(b'{"secret": "of a tenant"}', Intake.HTTP)]


async def test_nobody_listens_on_the_port() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        client = connect(f"redis://127.0.0.1:{unused.getsockname()[1]}/0")
        stream = RedisEventStream(client)
        with pytest.raises(SourceUnavailable, match="the event stream cannot be reached"):
            await stream.append(MESSAGES)
        with pytest.raises(SourceUnavailable):
            await stream.read("worker", limit=1, wait_seconds=60)
        with pytest.raises(SourceUnavailable):
            await stream.backlog()
        await client.aclose()


async def test_there_is_no_such_host() -> None:
    client = connect("redis://no-such-host.invalid:6379/0")
    with pytest.raises(SourceUnavailable):
        await RedisEventStream(client).append(MESSAGES)
    await client.aclose()


async def test_the_password_is_wrong(own_valkey: ValkeyServer) -> None:
    client = connect(f"redis://:wrong@127.0.0.1:{own_valkey.port}/0")
    with pytest.raises(SourceUnavailable, match="invalid username-password pair"):
        await RedisEventStream(client).append(MESSAGES)
    await client.aclose()


async def test_the_memory_is_full(own_client: Redis) -> None:
    stream = RedisEventStream(own_client)
    await own_client.config_set("maxmemory", "1")
    with pytest.raises(SourceUnavailable, match="maxmemory") as outage:
        await stream.append(MESSAGES)
    assert "of a tenant" not in str(outage.value)
    with pytest.raises(SourceUnavailable, match="maxmemory"):
        await stream.append_once([("a", MESSAGES[0])], remember_seconds=60)

    await own_client.config_set("maxmemory", "0")
    assert await stream.append_once([("a", MESSAGES[0])], remember_seconds=60) == [True]


async def test_it_has_become_a_replica(own_client: Redis) -> None:
    await own_client.replicaof("127.0.0.1", 1)
    with pytest.raises(SourceUnavailable, match="read only"):
        await RedisEventStream(own_client).append(MESSAGES)


async def test_it_asks_for_replicas_that_are_not_there(own_client: Redis) -> None:
    await own_client.config_set("min-replicas-to-write", "1")
    with pytest.raises(SourceUnavailable, match="NOREPLICAS"):
        await RedisEventStream(own_client).append(MESSAGES)


@pytest.mark.parametrize(
    "words", ["MISCONF Redis is configured to save RDB snapshots", "BUSY Redis is busy running a script"]
)
async def test_it_says_that_it_cannot_write_now(words: str) -> None:
    with pytest.raises(SourceUnavailable, match=words):
        async with reaching("the server"):
            raise ResponseError(words)


async def test_it_does_not_speak_our_language() -> None:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    other = await asyncio.start_server(answer, "127.0.0.1", 0)
    client = connect(f"redis://127.0.0.1:{other.sockets[0].getsockname()[1]}/0")
    with pytest.raises(SourceUnavailable):
        await RedisEventStream(client).append(MESSAGES)
    await client.aclose()
    other.close()
    await other.wait_closed()


async def test_a_mistake_of_ours_travels_untouched(redis_client: Redis) -> None:
    await redis_client.set("olympus:events", "not a stream")
    with pytest.raises(ResponseError, match="WRONGTYPE"):
        await RedisEventStream(redis_client).append(MESSAGES)
    with pytest.raises(ResponseError, match="WRONGTYPE"):
        await RedisEventStream(redis_client).read("worker", limit=1, wait_seconds=0)


async def test_a_stream_out_of_reach_is_within_reach_again_by_itself(
    own_valkey: ValkeyServer, own_client: Redis
) -> None:
    stream = RedisEventStream(own_client)
    await stream.append(MESSAGES)
    own_valkey.stop()
    with pytest.raises(SourceUnavailable):
        await stream.append(MESSAGES)
    own_valkey.start()
    await stream.append(MESSAGES)
    assert len(await stream.read("worker", limit=10, wait_seconds=0)) == 2
