"""What every feed of versions promises."""

import asyncio

import pytest

from olympus.adapters.in_memory.version_feed import InMemoryVersionFeed
from olympus.adapters.redis.version_feed import RedisVersionFeed
from olympus.ports.data_versions import VersionMoved
from olympus.ports.version_feed import VersionFeed, VersionListener
from tests.factories import BAKERY, CAFE


@pytest.fixture(params=["in_memory", "redis"])
def feed(request: pytest.FixtureRequest) -> VersionFeed:
    if request.param == "redis":
        return RedisVersionFeed(request.getfixturevalue("redis_client"), "a[n]y:*stream")
    return InMemoryVersionFeed()


async def hear(listener: VersionListener, count: int) -> list[VersionMoved]:
    heard: list[VersionMoved] = []
    async with asyncio.timeout(10):
        while len(heard) < count:
            heard += await listener.next_moves(wait_seconds=5)
    return heard


async def test_what_is_told_is_heard_by_everyone_who_listens_and_in_order(feed: VersionFeed) -> None:
    moves = [VersionMoved(CAFE, 1), VersionMoved(BAKERY, 1_773_835_200_000_000), VersionMoved(CAFE, 2)]

    async with feed.listening() as one, feed.listening() as other:
        await feed.tell(moves[:2])
        await feed.tell(moves[2:])
        assert await hear(one, 3) == moves
        assert await hear(other, 3) == moves


async def test_what_was_told_before_is_not_heard(feed: VersionFeed) -> None:
    await feed.tell([VersionMoved(CAFE, 1)])
    async with feed.listening() as listener:
        await feed.tell([])
        assert await listener.next_moves(wait_seconds=0.05) == []
        await feed.tell([VersionMoved(CAFE, 2)])
        assert await hear(listener, 1) == [VersionMoved(CAFE, 2)]


async def test_whoever_waits_hears_at_once(feed: VersionFeed) -> None:
    async with feed.listening() as listener:
        waiting = asyncio.create_task(listener.next_moves(wait_seconds=60))
        await asyncio.sleep(0)
        await feed.tell([VersionMoved(CAFE, 1)])
        assert await asyncio.wait_for(waiting, 10) == [VersionMoved(CAFE, 1)]
