"""What every teller of versions promises, together with the store and the settings that move them."""

import asyncio

from olympus.domain.tenant import TenantSettings
from olympus.ports.data_versions import NEVER_MOVED, VersionMoved
from tests.contracts.conftest import Versioned
from tests.factories import BAKERY, CAFE, an_event, an_order


async def test_a_tenant_of_which_nothing_is_known_has_version_0(versioned: Versioned) -> None:
    assert await versioned.versions.current([CAFE, BAKERY]) == {CAFE: NEVER_MOVED, BAKERY: NEVER_MOVED}
    assert await versioned.versions.current([]) == {}


async def test_new_events_move_the_version_of_their_tenants_alone(versioned: Versioned) -> None:
    recorded = await versioned.store.record([an_order(), an_order()])

    [(tenant, version)] = recorded.moved
    assert tenant == CAFE
    assert version > NEVER_MOVED
    assert await versioned.versions.current([CAFE, BAKERY]) == {CAFE: version, BAKERY: NEVER_MOVED}


async def test_a_batch_of_several_tenants_tells_the_version_of_each(versioned: Versioned) -> None:
    recorded = await versioned.store.record([an_order(), an_order()._replace(tenant_id=BAKERY), an_event()])

    assert dict(recorded.moved) == await versioned.versions.current([CAFE, BAKERY])
    assert min(dict(recorded.moved).values()) > NEVER_MOVED


async def test_what_is_known_already_moves_nothing(versioned: Versioned) -> None:
    order = an_order("o", total="10")
    await versioned.store.record([order])
    before = await versioned.versions.current([CAFE])

    repeated = await versioned.store.record([order, order])
    in_conflict = await versioned.store.record([an_order("o", total="99", event_id=order.event_id)])

    assert (repeated.moved, in_conflict.moved, len(in_conflict.conflicts)) == ((), (), 1)
    assert await versioned.versions.current([CAFE]) == before


async def test_a_change_of_settings_moves_the_version(versioned: Versioned) -> None:
    first = await versioned.tenants.save(CAFE, TenantSettings(currency="EUR"))
    second = await versioned.tenants.save(CAFE, TenantSettings(currency="EUR"))

    assert NEVER_MOVED < first.version < second.version
    assert second == VersionMoved(CAFE, second.version)
    assert await versioned.versions.current([CAFE, BAKERY]) == {CAFE: second.version, BAKERY: NEVER_MOVED}


async def test_no_version_is_given_twice_however_many_change_at_once(versioned: Versioned) -> None:
    recorded, saved = await asyncio.gather(
        asyncio.gather(*(versioned.store.record([an_order()]) for _ in range(4))),
        asyncio.gather(*(versioned.tenants.save(CAFE, TenantSettings()) for _ in range(4))),
    )

    versions = [moved.version for moved in (*saved, *(moved for each in recorded for moved in each.moved))]
    assert len(set(versions)) == 8
    assert await versioned.versions.current([CAFE]) == {CAFE: max(versions)}
