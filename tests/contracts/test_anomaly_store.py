"""What every store of anomalies promises."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from olympus.adapters.in_memory.anomaly_store import InMemoryAnomalyStore
from olympus.adapters.postgres.anomaly_store import PostgresAnomalyStore
from olympus.domain.anomalies.anomaly import Part
from olympus.domain.calendar.interval import Interval
from olympus.domain.tenant import TenantId
from olympus.ports.anomaly_store import AnomalyStore
from tests.anomalies import DAY, MONDAY, an_anomaly
from tests.contracts.conftest import EVERYWHERE
from tests.factories import CAFE

EVER = Interval(None, None)


@pytest.fixture(params=EVERYWHERE)
def store(request: pytest.FixtureRequest) -> AnomalyStore:
    if request.param == "postgres":
        return PostgresAnomalyStore(request.getfixturevalue("engine"))
    return InMemoryAnomalyStore()


async def untold(store: AnomalyStore) -> list[str]:
    async with store.untold(limit=10) as anomalies:
        return [each.id for each in anomalies]


async def test_what_is_kept_comes_back_whole(store: AnomalyStore) -> None:
    parts = (
        Part("channel", "web", "Web", Decimal("60.5"), Decimal(20)),
        Part("channel", None, "none", Decimal(1), Decimal(0)),
    )
    anomaly = replace(an_anomaly(location="loc-1"), explained_by=parts)
    assert await store.settle(CAFE, [anomaly], []) == [anomaly]
    assert await store.find(CAFE, EVER) == [anomaly]


async def test_what_is_found_again_is_revised_and_no_news(store: AnomalyStore) -> None:
    await store.settle(CAFE, [an_anomaly(value=50)], [])
    assert await untold(store) == [an_anomaly().id]

    assert await store.settle(CAFE, [an_anomaly(value=40)], []) == []
    assert [each.value for each in await store.find(CAFE, EVER)] == [40]
    assert await untold(store) == []


async def test_of_several_who_find_it_at_once_one_has_found_it(store: AnomalyStore) -> None:
    found = await asyncio.gather(*(store.settle(CAFE, [an_anomaly()], []) for _ in range(5)))
    assert sum(map(len, found)) == 1
    assert len(await store.find(CAFE, EVER)) == 1


async def test_what_turns_out_ordinary_is_forgotten(store: AnomalyStore) -> None:
    await store.settle(CAFE, [an_anomaly()], [])
    await store.settle(CAFE, [], [an_anomaly().id])
    assert await store.find(CAFE, EVER) == []
    assert await untold(store) == []


async def test_what_goes_on_a_shift_is_no_news_but_its_opposite_is(store: AnomalyStore) -> None:
    await store.settle(CAFE, [an_anomaly(value=50)], [])
    assert await store.settle(CAFE, [an_anomaly(MONDAY + DAY, value=60)], []) == []
    assert len(await store.settle(CAFE, [an_anomaly(MONDAY + 2 * DAY, value=150)], [])) == 1
    assert len(await store.settle(CAFE, [an_anomaly(MONDAY + DAY, value=60, location="loc-1")], [])) == 1


async def test_who_fails_to_tell_leaves_it_untold(store: AnomalyStore) -> None:
    await store.settle(CAFE, [an_anomaly()], [])
    with pytest.raises(OSError, match="away"):
        async with store.untold(limit=10):
            raise OSError("away")
    assert await untold(store) == [an_anomaly().id]


async def test_two_who_tell_at_once_do_not_tell_the_same(store: AnomalyStore) -> None:
    await store.settle(CAFE, [an_anomaly()], [])
    async with store.untold(limit=10) as mine:
        assert len(mine) == 1
        assert await untold(store) == []


async def test_a_stretch_of_time_begins_with_its_start_and_ends_before_its_end(store: AnomalyStore) -> None:
    await store.settle(CAFE, [an_anomaly(MONDAY + days * DAY) for days in range(3)], [])
    found = await store.find(CAFE, Interval(MONDAY + DAY, MONDAY + 2 * DAY))
    assert [each.place.unit.start for each in found] == [MONDAY + DAY]


async def test_tenants_do_not_see_one_another(store: AnomalyStore) -> None:
    other = TenantId("other")
    await store.settle(other, [an_anomaly(tenant=other)], [])
    assert await store.find(CAFE, EVER) == []
    await store.settle(CAFE, [], [an_anomaly(tenant=other).id])
    assert len(await store.find(other, EVER)) == 1
