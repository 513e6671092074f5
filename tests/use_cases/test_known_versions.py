"""A version is believed for a second, and only while changes are heard of."""

import asyncio
from collections.abc import Collection
from datetime import UTC, datetime

import pytest

from olympus.adapters.in_memory.data_versions import InMemoryDataVersions
from olympus.adapters.in_memory.version_feed import InMemoryVersionFeed
from olympus.domain.tenant import TenantId
from olympus.ports.data_versions import VersionMoved
from olympus.ports.errors import SourceUnavailable
from olympus.use_cases.announce_versions import AnnounceVersions
from olympus.use_cases.keep_versions_known import KeepVersionsKnown
from olympus.use_cases.known_versions import KnownVersions
from tests.clocks import SetClock
from tests.eventually import eventually
from tests.factories import BAKERY, CAFE


class Counted(InMemoryDataVersions):
    """Versions that count how often they are asked, and can be slow or away."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.is_away = False
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def current(self, tenant_ids: Collection[TenantId]) -> dict[TenantId, int]:
        self.asked += 1
        answer = await super().current(tenant_ids)
        await self.go_on.wait()
        if self.is_away:
            raise SourceUnavailable("the versions of the data")
        return answer


class Process:
    """What a process knows, and everything around it."""

    def __init__(self, truth: Counted | None = None, feed: InMemoryVersionFeed | None = None) -> None:
        self.clock = SetClock(datetime(2026, 3, 18, 12, tzinfo=UTC))
        self.truth = truth or Counted()
        self.feed = feed or InMemoryVersionFeed()
        self.known = KnownVersions(self.truth, self.clock)

    async def keeping(self) -> "asyncio.Task[None]":
        """Listen from now on, until the task is cancelled."""
        keeping = asyncio.create_task(KeepVersionsKnown(self.known, self.feed).run())
        await eventually(self.listens)
        return keeping

    async def listens(self) -> bool:
        await self.known.current(BAKERY)
        return self.known.trusted(BAKERY) is not None


@pytest.fixture
def process() -> Process:
    return Process()


async def test_a_version_is_trusted_for_a_second_and_then_read_again(process: Process) -> None:
    process.known.listen(begins=True)
    first = [await process.known.current(CAFE) for _ in range(3)]
    asked = process.truth.asked
    process.truth.move(CAFE)
    process.clock.go_on(seconds=0.999)
    believed = await process.known.current(CAFE)
    process.clock.go_on(seconds=0.001)

    assert (first, asked, believed) == ([0, 0, 0], 1, 0)
    assert process.known.trusted(CAFE) is None
    assert await process.known.current(CAFE) == 1


async def test_while_nobody_listens_the_truth_is_read_each_time(process: Process) -> None:
    assert await process.known.current(CAFE) == 0
    process.truth.move(CAFE)
    assert await process.known.current(CAFE) == 1
    assert process.truth.asked == 2


async def test_what_was_read_before_the_listening_began_is_read_again(process: Process) -> None:
    await process.known.current(CAFE)
    process.truth.move(CAFE)
    process.clock.go_on(seconds=0.1)
    process.known.listen(begins=True)

    assert await process.known.current(CAFE) == 1


async def test_a_clock_that_is_set_back_trusts_nothing(process: Process) -> None:
    process.known.listen(begins=True)
    await process.known.current(CAFE)
    process.clock.go_on(hours=-1)

    assert process.known.trusted(CAFE) is None


async def test_many_who_ask_at_once_read_the_truth_once(process: Process) -> None:
    answers = await asyncio.gather(*(process.known.current(CAFE) for _ in range(100)))

    assert (set(answers), process.truth.asked) == ({0}, 1)


async def test_who_stops_waiting_does_not_take_the_answer_from_the_others(process: Process) -> None:
    process.truth.go_on.clear()
    first, second = (asyncio.create_task(process.known.current(CAFE)) for _ in range(2))
    await eventually(lambda: asyncio.sleep(0, process.truth.asked))
    first.cancel()
    process.truth.go_on.set()

    assert await second == 0
    assert process.truth.asked == 1


async def test_a_change_that_is_heard_while_the_truth_is_read_is_not_forgotten(process: Process) -> None:
    process.known.listen(begins=True)
    process.truth.go_on.clear()
    asking = asyncio.create_task(process.known.current(CAFE))
    await eventually(lambda: asyncio.sleep(0, process.truth.asked))
    process.known.learn([VersionMoved(CAFE, 5)])
    process.truth.go_on.set()

    assert await asking == 5


async def test_what_is_heard_late_does_not_turn_a_version_back(process: Process) -> None:
    await process.known.current(CAFE)
    process.known.learn([VersionMoved(CAFE, 7), VersionMoved(CAFE, 6)])

    assert process.known.latest(CAFE) == 7


async def test_a_truth_that_is_away_is_told_and_tried_again(process: Process) -> None:
    process.truth.is_away = True
    with pytest.raises(SourceUnavailable):
        await process.known.current(CAFE)
    process.truth.is_away = False
    assert await process.known.current(CAFE) == 0


async def test_what_one_process_announces_the_others_know(process: Process) -> None:
    other = Process(process.truth, process.feed)
    keeping = await process.keeping()
    await process.known.current(CAFE)

    await AnnounceVersions(other.feed, other.known)([process.truth.move(CAFE)])

    await eventually(lambda: asyncio.sleep(0, process.known.trusted(CAFE) == 1))
    keeping.cancel()


async def test_an_announcement_that_cannot_be_told_fails_nobody_and_is_known_here(process: Process) -> None:
    process.known.listen(begins=True)
    await process.known.current(CAFE)
    process.feed.go_away()

    await AnnounceVersions(process.feed, process.known)([VersionMoved(CAFE, 3)])

    assert process.known.trusted(CAFE) == 3


async def test_after_an_outage_of_the_feed_it_is_listened_to_again(process: Process) -> None:
    keeping = await process.keeping()
    process.feed.go_away()

    async def deaf() -> bool:
        return process.known.trusted(BAKERY) is None

    await eventually(deaf)
    process.feed.come_back()
    await eventually(process.listens)
    keeping.cancel()


async def test_who_follows_a_tenant_hears_of_what_was_never_announced(process: Process) -> None:
    keeping = await process.keeping()
    await process.known.current(CAFE)
    with process.known.following(CAFE) as following:
        process.truth.move(CAFE)
        await asyncio.wait_for(following.stirred.wait(), 10)
    keeping.cancel()

    assert process.known.latest(CAFE) == 1
    assert process.known.followed == []


async def test_who_follows_one_tenant_does_not_hear_of_another(process: Process) -> None:
    await process.known.current(CAFE)
    await process.known.current(BAKERY)
    with process.known.following(CAFE) as following:
        process.known.learn([VersionMoved(BAKERY, 1)])
        assert not following.stirred.is_set()
        process.known.end_followings()
        assert following.stirred.is_set()
        assert following.has_ended
