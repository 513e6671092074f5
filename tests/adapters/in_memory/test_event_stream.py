"""The queue in memory tells idle times and ages by the clock that it was given."""

from datetime import datetime, timedelta

from olympus.adapters.in_memory.event_stream import InMemoryEventStream
from olympus.ports.clock import Clock
from olympus.ports.event_stream import Intake, Message
from tests.factories import NOON

MESSAGE = Message(b"{}", Intake.HTTP)


class HandMovedClock(Clock):
    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> datetime:
        return self.time

    def move(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


async def test_an_entry_is_taken_over_once_its_worker_was_silent_for_that_long() -> None:
    clock = HandMovedClock()
    stream = InMemoryEventStream(clock)
    await stream.append([MESSAGE])
    await stream.read("worker-1", limit=1, wait_seconds=0)

    clock.move(29.9)
    assert await stream.take_over("worker-2", idle_seconds=30, limit=1) == []
    clock.move(0.1)
    assert len(await stream.take_over("worker-2", idle_seconds=30, limit=1)) == 1
    assert await stream.take_over("worker-1", idle_seconds=30, limit=1) == []


async def test_the_backlog_ages_with_the_clock() -> None:
    clock = HandMovedClock()
    stream = InMemoryEventStream(clock)
    await stream.append([MESSAGE])
    clock.move(60)
    await stream.append([MESSAGE])
    assert (await stream.backlog()).oldest_seconds == 60


async def test_a_key_is_remembered_for_as_long_as_was_asked() -> None:
    clock = HandMovedClock()
    stream = InMemoryEventStream(clock)
    await stream.append_once([("long", MESSAGE)], remember_seconds=120)
    await stream.append_once([("short", MESSAGE)], remember_seconds=60)
    clock.move(60)
    both = [("long", MESSAGE), ("short", MESSAGE)]
    assert await stream.append_once(both, remember_seconds=60) == [False, True]
    clock.move(60)
    assert await stream.append_once(both, remember_seconds=60) == [True, True]
