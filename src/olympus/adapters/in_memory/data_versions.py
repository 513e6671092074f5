"""Versions of tenants' data in the memory of one process."""

from collections import defaultdict
from collections.abc import Collection

from olympus.domain.tenant import TenantId
from olympus.ports.data_versions import NEVER_MOVED, DataVersions, VersionMoved


class InMemoryDataVersions(DataVersions):
    """Counts the changes; an InMemoryEventStore and InMemoryTenants move it as they change their own."""

    def __init__(self) -> None:
        self._versions: defaultdict[TenantId, int] = defaultdict(lambda: NEVER_MOVED)

    def move(self, tenant_id: TenantId) -> VersionMoved:
        """One change more."""
        self._versions[tenant_id] += 1
        return VersionMoved(tenant_id, self._versions[tenant_id])

    @property
    def tenants(self) -> list[TenantId]:
        """Those whose data have ever moved."""
        return list(self._versions)

    async def current(self, tenant_ids: Collection[TenantId]) -> dict[TenantId, int]:
        return {tenant_id: self._versions.get(tenant_id, NEVER_MOVED) for tenant_id in tenant_ids}
