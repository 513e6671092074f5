"""Tenant settings in the memory of one process."""

from olympus.adapters.in_memory.data_versions import InMemoryDataVersions
from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.data_versions import VersionMoved
from olympus.ports.tenants import Tenants


class InMemoryTenants(Tenants):
    """Settings until the process ends."""

    def __init__(self, versions: InMemoryDataVersions | None = None) -> None:
        self._versions = versions or InMemoryDataVersions()
        self._settings: dict[TenantId, TenantSettings] = {}

    async def settings(self, tenant_id: TenantId) -> TenantSettings:
        return self._settings.get(tenant_id, TenantSettings())

    async def save(self, tenant_id: TenantId, settings: TenantSettings) -> VersionMoved:
        self._settings[tenant_id] = settings
        return self._versions.move(tenant_id)
