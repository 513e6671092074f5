"""What every durable queue of messages promises."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from olympus.adapters.in_memory.event_stream import InMemoryEventStream
from olympus.adapters.redis.event_stream import RedisEventStream
from olympus.adapters.system.clock import SystemClock
from olympus.ports.event_stream import Backlog, Delivery, EventStream, Intake, Message
from tests.eventually import eventually
from tests.factories import NOON

ONE, TWO = "worker-1", "worker-2"
LONG_AGO = 3600.0


@pytest.fixture(params=["in_memory", "redis", "redis_shards"])
def stream(request: pytest.FixtureRequest) -> EventStream:
    if request.param != "in_memory":
        shards = 3 if request.param == "redis_shards" else 1
        return RedisEventStream(request.getfixturevalue("redis_client"), shards=shards)
    return InMemoryEventStream(SystemClock())


def a_message(number: int = 1) -> Message:
    return Message(b'{"number": %d}' % number, Intake.PUBSUB, "events.order.created", NOON)


def some_messages(count: int) -> list[Message]:
    return [a_message(number) for number in range(count)]


async def read_now(stream: EventStream, worker: str = ONE, limit: int = 100) -> list[Delivery]:
    return await stream.read(worker, limit=limit, wait_seconds=0)


def messages_of(deliveries: list[Delivery]) -> list[Message]:
    return [delivery.message for delivery in deliveries]


def positions_of(deliveries: list[Delivery]) -> list[str]:
    return [delivery.position for delivery in deliveries]


async def test_what_was_appended_is_read_once_in_its_order(stream: EventStream) -> None:
    messages = some_messages(5)
    await stream.append(messages[:2])
    await stream.append(messages[2:])

    deliveries = await read_now(stream)

    assert messages_of(deliveries) == messages
    assert [delivery.attempts for delivery in deliveries] == [1] * 5
    assert await read_now(stream) == []


async def test_appending_nothing_is_fine(stream: EventStream) -> None:
    await stream.append([])
    assert await stream.append_once([], remember_seconds=60) == []
    assert await read_now(stream) == []


@pytest.mark.parametrize("intake", list(Intake))
async def test_how_a_message_came_is_kept_with_it(stream: EventStream, intake: Intake) -> None:
    received_at = NOON + timedelta(microseconds=123_456)
    messages = [Message(b"{}", intake), Message(b"{}", intake, "events:bestellung·№ 5", received_at)]
    await stream.append(messages)
    assert messages_of(await read_now(stream)) == messages


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies=st.lists(st.binary(max_size=200), min_size=1, max_size=5))
async def test_bodies_are_not_touched_whatever_their_bytes(stream: EventStream, bodies: list[bytes]) -> None:
    await stream.append([Message(body, Intake.HTTP) for body in bodies])
    deliveries = await read_now(stream)
    await stream.acknowledge(positions_of(deliveries))
    assert [delivery.message.body for delivery in deliveries] == bodies


async def test_a_large_batch_arrives_whole(stream: EventStream) -> None:
    messages = [Message(b"%d" % number + b"x" * 600, Intake.HTTP) for number in range(20_000)]
    await stream.append(messages)
    assert messages_of(await read_now(stream, limit=30_000)) == messages


async def test_no_more_is_handed_out_than_was_asked_for(stream: EventStream) -> None:
    messages = some_messages(5)
    await stream.append(messages)
    assert messages_of(await read_now(stream, limit=3)) == messages[:3]
    assert messages_of(await read_now(stream, limit=3)) == messages[3:]


async def test_two_workers_share_the_work(stream: EventStream) -> None:
    messages = some_messages(50)
    await stream.append(messages)

    async def work(worker: str) -> list[Message]:
        done: list[Message] = []
        while deliveries := await read_now(stream, worker, limit=3):
            done += messages_of(deliveries)
            await stream.acknowledge(positions_of(deliveries))
        return done

    first, second = await asyncio.gather(work(ONE), work(TWO))

    assert first
    assert second
    assert sorted(message.body for message in first + second) == sorted(message.body for message in messages)


async def test_a_reader_waits_for_the_first_message_and_not_for_more(stream: EventStream) -> None:
    async with asyncio.timeout(10):
        waiting = asyncio.create_task(stream.read(ONE, limit=100, wait_seconds=60))
        await asyncio.sleep(0)
        await stream.append([a_message()])
        assert messages_of(await waiting) == [a_message()]


async def test_a_reader_gives_up_when_nothing_comes(stream: EventStream) -> None:
    loop = asyncio.get_running_loop()
    begun = loop.time()
    assert await stream.read(ONE, limit=10, wait_seconds=0.05) == []
    assert 0.04 <= loop.time() - begun < 5


async def test_a_reader_that_does_not_wait_lets_others_run(stream: EventStream) -> None:
    ran = asyncio.Event()
    asyncio.get_running_loop().call_soon(ran.set)
    for _ in range(1000):
        await read_now(stream)
        if ran.is_set():
            return
    pytest.fail("a loop around read kept everybody else from running")


async def test_the_first_worker_finds_what_came_before_it(stream: EventStream) -> None:
    messages = some_messages(3)
    await stream.append(messages)
    assert messages_of(await stream.read(ONE, limit=10, wait_seconds=1)) == messages


async def test_a_worker_finds_its_own_work_after_a_restart(stream: EventStream) -> None:
    messages = some_messages(4)
    await stream.append(messages)
    deliveries = await read_now(stream, ONE)
    await stream.acknowledge(positions_of(deliveries)[:2])

    again = await stream.own_pending(ONE, limit=10)

    assert messages_of(again) == messages[2:]
    assert [delivery.attempts for delivery in again] == [2, 2]
    assert positions_of(again) == positions_of(deliveries)[2:]
    assert await stream.own_pending(TWO, limit=10) == []


async def test_own_work_comes_oldest_first_and_no_more_than_asked_for(stream: EventStream) -> None:
    messages = some_messages(4)
    await stream.append(messages)
    await read_now(stream)
    assert messages_of(await stream.own_pending(ONE, limit=3)) == messages[:3]


async def test_a_dead_workers_entries_are_taken_over_only_after_it_was_silent_for_long(
    stream: EventStream,
) -> None:
    messages = some_messages(3)
    await stream.append(messages)
    await read_now(stream, ONE)

    assert await stream.take_over(TWO, idle_seconds=LONG_AGO, limit=10) == []
    taken = await eventually(lambda: stream.take_over(TWO, idle_seconds=0.02, limit=10))

    assert messages_of(taken) == messages
    assert [delivery.attempts for delivery in taken] == [2, 2, 2]
    assert await stream.own_pending(ONE, limit=10) == []
    assert messages_of(await stream.own_pending(TWO, limit=10)) == messages


async def test_what_was_taken_over_is_not_idle_any_more(stream: EventStream) -> None:
    await stream.append([a_message()])
    await read_now(stream, ONE)
    await stream.take_over(TWO, idle_seconds=0, limit=10)
    assert await stream.take_over(ONE, idle_seconds=LONG_AGO, limit=10) == []


async def test_all_of_a_dead_worker_is_found_however_much_it_held(stream: EventStream) -> None:
    messages = some_messages(3000)
    await stream.append(messages)
    await read_now(stream, ONE, limit=3000)
    taken = await stream.take_over(TWO, idle_seconds=0, limit=2500)
    assert messages_of(taken) == messages[:2500]
    assert len(await stream.own_pending(ONE, limit=3000)) == 500


async def test_nobody_takes_over_what_nobody_holds(stream: EventStream) -> None:
    await stream.append([a_message()])
    assert await stream.take_over(TWO, idle_seconds=0, limit=10) == []
    assert await stream.own_pending(TWO, limit=10) == []


async def test_what_is_acknowledged_is_never_handed_out_again(stream: EventStream) -> None:
    await stream.append(some_messages(3))
    positions = positions_of(await read_now(stream))

    await stream.acknowledge(positions)
    await stream.acknowledge(positions)
    await stream.acknowledge([])

    assert await stream.own_pending(ONE, limit=10) == []
    assert await stream.take_over(TWO, idle_seconds=0, limit=10) == []
    assert await read_now(stream) == []


async def test_work_taken_over_may_still_be_acknowledged_by_the_one_who_was_slow(stream: EventStream) -> None:
    await stream.append([a_message()])
    positions = positions_of(await read_now(stream, ONE))
    await stream.take_over(TWO, idle_seconds=0, limit=10)
    await stream.acknowledge(positions)
    assert await stream.own_pending(TWO, limit=10) == []


async def test_trimming_forgets_what_is_acknowledged_and_nothing_else(stream: EventStream) -> None:
    await stream.append(some_messages(10))
    positions = positions_of(await read_now(stream, limit=6))
    await stream.acknowledge(positions[:3] + positions[4:5])

    assert await stream.trim() == 3
    assert await stream.trim() == 0

    assert positions_of(await stream.own_pending(ONE, limit=10)) == [positions[3], positions[5]]
    assert messages_of(await read_now(stream)) == some_messages(10)[6:]


async def test_trimming_before_anybody_has_read_forgets_nothing(stream: EventStream) -> None:
    assert await stream.trim() == 0
    await stream.append(some_messages(3))
    assert await stream.trim() == 0
    assert len(await read_now(stream)) == 3


async def test_everything_may_be_forgotten_once_it_is_acknowledged(stream: EventStream) -> None:
    await stream.append(some_messages(250))
    await stream.acknowledge(positions_of(await read_now(stream, limit=250)))
    assert await stream.trim() == 250
    await stream.append([a_message()])
    assert len(await read_now(stream)) == 1


async def test_the_backlog_counts_what_waits_and_what_is_under_way(stream: EventStream) -> None:
    assert _figures(await stream.backlog()) == (0, 0, 0)
    await stream.append(some_messages(10))
    before_reading = await stream.backlog()
    assert (before_reading.entries, before_reading.pending) == (10, 0)

    positions = positions_of(await read_now(stream, limit=6))
    await stream.acknowledge(positions[:2])
    under_way = await stream.backlog()
    assert (under_way.entries, under_way.pending) == (8, 4)

    await stream.acknowledge(positions)
    await stream.trim()
    rest = await stream.backlog()
    assert (rest.entries, rest.pending) == (4, 0)

    await stream.acknowledge(positions_of(await read_now(stream)))
    assert _figures(await stream.backlog()) == (0, 0, 0)


async def test_the_backlog_is_as_old_as_its_oldest_entry(stream: EventStream) -> None:
    await stream.append([a_message(1)])
    await eventually(lambda: _older_than(stream, 0.1))
    await stream.append([a_message(2)])
    assert await _older_than(stream, 0.1)

    first, second = positions_of(await read_now(stream))
    assert await _older_than(stream, 0.1)
    await stream.acknowledge([first])
    older = await stream.backlog()
    await stream.acknowledge([second])

    assert older.oldest_seconds < 5
    assert (await stream.backlog()).oldest_seconds == 0


def _figures(backlog: Backlog) -> tuple[int, int, float]:
    return backlog.entries, backlog.pending, backlog.oldest_seconds


async def _older_than(stream: EventStream, seconds: float) -> bool:
    return (await stream.backlog()).oldest_seconds >= seconds


async def test_what_is_held_is_not_taken_over(stream: EventStream) -> None:
    await stream.append(some_messages(3))
    positions = positions_of(await read_now(stream, ONE))
    await eventually(lambda: _idle_since(stream, ONE, 0.2))

    await stream.hold(ONE, positions[:2])
    await stream.hold(ONE, [])

    assert positions_of(await stream.take_over(TWO, idle_seconds=0.2, limit=10)) == positions[2:]


async def test_holding_what_is_acknowledged_does_not_bring_it_back(stream: EventStream) -> None:
    await stream.append([a_message()])
    positions = positions_of(await read_now(stream))
    await stream.acknowledge(positions)
    await stream.hold(ONE, positions)
    assert await stream.own_pending(ONE, limit=10) == []


async def test_a_batch_ends_where_it_has_its_bytes(stream: EventStream) -> None:
    large = [Message(b"%d" % number + b"x" * 100_000, Intake.HTTP) for number in range(100)]
    await stream.append(large)
    batches = []
    while deliveries := await stream.read(ONE, limit=1000, wait_seconds=0, limit_bytes=1_000_000):
        batches.append(deliveries)
    assert sorted(message.body for batch in batches for message in messages_of(batch)) == sorted(
        message.body for message in large
    )
    # the first page of a batch is asked for before anything is known of its entries
    assert max(map(len, batches)) <= 32
    assert len(await stream.own_pending(ONE, limit=1000, limit_bytes=1_000_000)) <= 32
    assert len(await stream.take_over(TWO, idle_seconds=0, limit=1000, limit_bytes=1_000_000)) <= 32


async def test_large_entries_behind_small_ones_do_not_overflow_a_batch(stream: EventStream) -> None:
    small = [Message(b"%d" % number, Intake.HTTP) for number in range(400)]
    large = [Message(b"%d" % number + b"x" * 100_000, Intake.HTTP) for number in range(400)]
    await stream.append(small + large)
    while deliveries := await stream.read(ONE, limit=10_000, wait_seconds=0, limit_bytes=1_000_000):
        size = sum(len(delivery.message.body) for delivery in deliveries)
        assert size <= 1_000_000 + 128 * 100_010
        await stream.acknowledge(positions_of(deliveries))


async def test_workers_are_known_with_what_they_hold_until_they_are_dismissed(stream: EventStream) -> None:
    assert await stream.workers() == []
    await stream.append(some_messages(3))
    await read_now(stream, ONE, limit=2)
    await read_now(stream, TWO)
    await stream.acknowledge(positions_of(await stream.own_pending(TWO, limit=10)))

    held = Counter[str]()
    for state in await stream.workers():
        held[state.worker] += state.pending
    assert held == {ONE: 2, TWO: 0}
    assert all(0 <= state.idle_seconds < 60 for state in await stream.workers())
    assert await stream.dismiss(idle_seconds=60) == 0
    assert await stream.dismiss(idle_seconds=0) >= 1
    assert {state.worker for state in await stream.workers()} == {ONE}
    assert len(await stream.own_pending(ONE, limit=10)) == 2


async def _idle_since(stream: EventStream, worker: str, seconds: float) -> bool:
    return all(state.idle_seconds >= seconds for state in await stream.workers() if state.worker == worker)


async def test_a_message_is_put_once_by_its_key(stream: EventStream) -> None:
    first, again, other = a_message(1), a_message(2), a_message(3)

    assert await stream.append_once([("a", first), ("a", again)], remember_seconds=60) == [True, False]
    assert await stream.append_once([("b", other), ("a", again)], remember_seconds=60) == [True, False]

    assert messages_of(await read_now(stream)) == [first, other]


async def test_a_key_is_known_also_when_its_message_is_recorded_and_forgotten(stream: EventStream) -> None:
    await stream.append_once([("a", a_message())], remember_seconds=60)
    await stream.acknowledge(positions_of(await read_now(stream)))
    assert await stream.trim() == 1
    assert await stream.append_once([("a", a_message())], remember_seconds=60) == [False]


async def test_a_key_is_forgotten_after_its_time(stream: EventStream) -> None:
    async def put_again() -> bool:
        return (await stream.append_once([("a", a_message())], remember_seconds=60))[0]

    await stream.append_once([("a", a_message()), ("b", a_message())], remember_seconds=0.03)
    await eventually(put_again)
    assert await stream.append_once([("a", a_message())], remember_seconds=60) == [False]


async def test_of_many_who_put_the_same_key_at_once_one_succeeds(stream: EventStream) -> None:
    answers = await asyncio.gather(
        *(stream.append_once([("a", a_message(number))], remember_seconds=60) for number in range(20))
    )
    assert sum(answer == [True] for answer in answers) == 1
    assert len(await read_now(stream)) == 1


async def test_a_reader_that_was_cancelled_loses_nothing(stream: EventStream) -> None:
    """What it was handed in its last moment, if anything, is its own after the restart."""
    messages = some_messages(200)
    readers = [asyncio.create_task(stream.read(ONE, limit=7, wait_seconds=30)) for _ in range(20)]
    appending = asyncio.create_task(stream.append(messages))
    while not appending.done():
        await asyncio.sleep(0)
        readers.pop().cancel() if readers else None
    for reader in readers:
        reader.cancel()
    await asyncio.gather(*readers, return_exceptions=True)

    found = {message.body for message in messages_of(await stream.own_pending(ONE, limit=1000))}
    found |= {message.body for message in messages_of(await read_now(stream, TWO, limit=1000))}
    assert found == {message.body for message in messages}
