"""What every memory of who was judged promises."""

from datetime import timedelta

import pytest

from olympus.adapters.in_memory.data_versions import InMemoryDataVersions
from olympus.adapters.in_memory.detection_progress import InMemoryDetectionProgress
from olympus.adapters.in_memory.tenants import InMemoryTenants
from olympus.adapters.postgres.detection_progress import PostgresDetectionProgress
from olympus.adapters.postgres.tenants import PostgresTenants
from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.detection_progress import DetectionProgress
from olympus.ports.tenants import Tenants
from tests.contracts.conftest import EVERYWHERE
from tests.factories import CAFE, NOON

HOUR = timedelta(hours=1)


Known = tuple[DetectionProgress, int]


@pytest.fixture(params=EVERYWHERE)
def both(request: pytest.FixtureRequest) -> tuple[DetectionProgress, Tenants]:
    if request.param == "postgres":
        engine = request.getfixturevalue("engine")
        return PostgresDetectionProgress(engine), PostgresTenants(engine)
    versions = InMemoryDataVersions()
    return InMemoryDetectionProgress(versions), InMemoryTenants(versions)


@pytest.fixture
async def known(both: tuple[DetectionProgress, Tenants]) -> Known:
    """The progress, where the data of one tenant have moved once, and the version they have."""
    progress, tenants = both
    return progress, (await tenants.save(CAFE, TenantSettings())).version


async def test_who_was_never_judged_is_due(known: Known) -> None:
    progress, version = known
    assert await progress.due(NOON, limit=5) == [CAFE]
    await progress.judged(CAFE, version=version, at=NOON, due_at=NOON + HOUR)
    assert await progress.due(NOON + HOUR / 2, limit=5) == []
    assert await progress.due(NOON + HOUR, limit=5) == [CAFE]


async def test_who_fell_silent_is_due_when_heard_of_again(known: Known) -> None:
    progress, version = known
    await progress.judged(CAFE, version=version, at=NOON, due_at=None)
    assert await progress.due(NOON + 100 * HOUR, limit=5) == []
    await progress.judged(CAFE, version=version - 1, at=NOON, due_at=None)
    assert await progress.due(NOON, limit=5) == []
    assert await progress.due(NOON + HOUR / 4, limit=5) == [CAFE]


async def test_one_has_the_turn_of_a_tenant_at_a_time(known: Known) -> None:
    progress, _ = known
    async with progress.turn(CAFE) as mine:
        assert mine
        async with progress.turn(CAFE) as another, progress.turn(TenantId("other")) as of_another:
            assert (another, of_another) == (False, True)
    async with progress.turn(CAFE) as mine:
        assert mine
