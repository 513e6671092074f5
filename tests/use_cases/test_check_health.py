"""Health is told in time, whatever the components do."""

import asyncio
import logging

import pytest

from olympus.adapters.in_memory.event_stream import InMemoryEventStream
from olympus.adapters.system.clock import SystemClock
from olympus.ports.component import Component, State
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_stream import Backlog, ShardBacklog
from olympus.use_cases.check_health import CheckHealth, Health, in_own_memory, optional, worker_behind


async def fine() -> State:
    return State({"connected": True})


async def unfit() -> State:
    return State({"connected": True, "migrated": False}, fit=False)


async def away() -> State:
    raise SourceUnavailable("Redis")


async def faulty() -> State:
    raise ZeroDivisionError


async def hanging() -> State:
    await asyncio.Event().wait()
    return State()


@pytest.mark.parametrize(
    ("database", "redis", "health", "is_ready"),
    [
        (fine, fine, Health.OK, True),
        (unfit, fine, Health.DEGRADED, False),
        (away, fine, Health.DEGRADED, False),
        (fine, hanging, Health.DEGRADED, False),
        (away, hanging, Health.DOWN, False),
        (faulty, away, Health.DOWN, False),
        (unfit, away, Health.DEGRADED, False),
    ],
)
async def test_the_whole_is_down_when_all_that_is_essential_is(
    database: object, redis: object, health: Health, is_ready: bool
) -> None:
    check = CheckHealth(
        [
            Component("database", database, essential=True),  # type: ignore[arg-type]
            Component("redis", redis, essential=True),  # type: ignore[arg-type]
            optional("warehouse", None),
        ],
        patience_seconds=0.05,
    )

    report = await check()

    assert (report.health, report.is_ready) == (health, is_ready)


async def test_an_optional_component_that_is_away_degrades_and_leaves_ready() -> None:
    report = await CheckHealth([in_own_memory("database"), Component("worker", away)])()

    assert (report.health, report.is_ready) == (Health.DEGRADED, True)


async def test_what_is_away_says_what_can_be_said_without_it() -> None:
    check = CheckHealth([Component("redis", hanging, {"connected": False})], patience_seconds=0.01)

    component = (await check()).components["redis"]

    assert (component.health, component.facts) == (Health.DOWN, {"connected": False})


async def test_components_are_asked_at_the_same_time() -> None:
    meeting = asyncio.Barrier(3)

    async def meet() -> State:
        await meeting.wait()
        return State()

    report = await CheckHealth([Component(name, meet) for name in "abc"])()

    assert report.health is Health.OK


async def test_nothing_goes_on_asking_after_the_answer() -> None:
    given_up = asyncio.Event()

    async def hang() -> State:
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()
        return State()

    await CheckHealth([Component("redis", hang)], patience_seconds=0.01)()

    async with asyncio.timeout(1):
        await given_up.wait()


async def test_a_fault_of_ours_is_logged_and_counts_as_away(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        report = await CheckHealth([Component("database", faulty)])()

    assert report.components["database"].health is Health.DOWN
    assert "database" in caplog.text


async def test_a_service_that_depends_on_nothing_is_well() -> None:
    assert (await CheckHealth([])()).health is Health.OK


class StreamBehindBy(InMemoryEventStream):
    """A stream whose oldest entry has waited for so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(SystemClock())
        self._seconds = seconds

    async def backlog(self) -> Backlog:
        return Backlog((ShardBacklog("all", entries=3, pending=1, oldest_seconds=self._seconds),))


@pytest.mark.parametrize(("oldest", "health"), [(0.0, Health.OK), (60.0, Health.OK), (61.0, Health.DEGRADED)])
async def test_workers_that_lag_too_far_behind_degrade_the_service(oldest: float, health: Health) -> None:
    report = await CheckHealth([worker_behind(StreamBehindBy(oldest))])()

    assert report.health is health
    assert report.components["worker"].facts == {"lag_seconds": oldest, "entries": 3, "pending": 1}
