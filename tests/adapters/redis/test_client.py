"""A client that many tasks share, some of which are cancelled."""

import asyncio
import random

import pytest
from redis.asyncio import Redis

from olympus.adapters.redis.client import connect
from olympus.adapters.redis.event_stream import RedisEventStream
from olympus.adapters.redis.reaching import reaching
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_stream import Intake, Message
from tests.eventually import eventually

CALLERS = 30


async def test_nobody_gets_the_reply_to_a_cancelled_command(redis_client: Redis) -> None:
    """The same connections serve everybody: a reply left on one would reach another tenant's caller."""
    chance = random.Random(5)

    async def ask_again_and_again(caller: int) -> None:
        asked = 0
        while True:
            asked += 1
            question = f"{caller}/{asked}"
            async with reaching("the server"):
                assert await redis_client.echo(question) == question.encode()

    for _ in range(40):
        callers = [asyncio.create_task(ask_again_and_again(caller)) for caller in range(CALLERS)]
        for _ in range(chance.randrange(5, 60)):
            await asyncio.sleep(0)
        for caller in callers:
            caller.cancel()
        outcomes = await asyncio.wait_for(asyncio.gather(*callers, return_exceptions=True), 10)
        assert {type(outcome) for outcome in outcomes} == {asyncio.CancelledError}

    await asyncio.gather(*(_echo_is_right(redis_client, caller) for caller in range(CALLERS)))


async def _echo_is_right(client: Redis, number: int) -> None:
    question = f"after/{number}"
    assert await client.echo(question) == question.encode()


async def test_cancelled_blocking_reads_leave_nothing_behind(redis_client: Redis) -> None:
    stream = RedisEventStream(redis_client)
    readers = [
        asyncio.create_task(stream.read(f"worker-{number}", limit=10, wait_seconds=60))
        for number in range(CALLERS)
    ]
    await eventually(lambda: _blocked(redis_client, CALLERS))
    for reader in readers:
        reader.cancel()
    await asyncio.gather(*readers, return_exceptions=True)
    assert all(reader.cancelled() for reader in readers)

    # the server has noticed as well: what comes now is handed to the living
    await eventually(lambda: _blocked(redis_client, 0))
    bodies = [b"%d" % number for number in range(100)]
    await asyncio.gather(*(stream.append([Message(body, Intake.HTTP)]) for body in bodies))
    deliveries = await stream.read("the living", limit=1000, wait_seconds=5)

    assert sorted(delivery.message.body for delivery in deliveries) == sorted(bodies)


async def _blocked(client: Redis, count: int) -> bool:
    blocked: int = (await client.info("clients"))["blocked_clients"]
    return blocked == count


async def test_every_connection_is_back_in_the_pool_afterwards(redis_client: Redis) -> None:
    stream = RedisEventStream(redis_client)
    # more than the pool has connections, if any of them was lost
    for _ in range(150):
        reader = asyncio.create_task(stream.read("worker", limit=1, wait_seconds=60))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        reader.cancel()
        await asyncio.gather(reader, return_exceptions=True)
    assert await redis_client.ping()


async def test_a_server_that_does_not_answer_is_given_up_in_time() -> None:
    async def listen_only(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        await writer.wait_closed()
        left.set()

    left = asyncio.Event()
    silent = await asyncio.start_server(listen_only, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    client = connect(f"redis://127.0.0.1:{port}/0")
    with pytest.raises(SourceUnavailable, match="the server cannot be reached: no answer in time"):
        async with reaching("the server", within=0.05):
            await client.ping()
    await client.aclose()
    await left.wait()
    silent.close()
    await silent.wait_closed()


async def test_a_command_is_not_sent_again_when_nobody_knows_whether_it_was_carried_out() -> None:
    commands = []

    async def hang_up_on_a_command(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while received := await reader.read(65536):
            if b"XADD" in received:
                commands.append(received)
                break
            writer.write(b"+PONG\r\n" * received.count(b"PING") + b"+OK\r\n" * received.count(b"CLIENT"))
        writer.close()

    moody = await asyncio.start_server(hang_up_on_a_command, "127.0.0.1", 0)
    client = connect(f"redis://127.0.0.1:{moody.sockets[0].getsockname()[1]}/0")
    with pytest.raises(SourceUnavailable, match="closed by server"):
        await RedisEventStream(client).append([Message(b"{}", Intake.HTTP)])
    await client.aclose()
    moody.close()
    await moody.wait_closed()
    assert len(commands) == 1
