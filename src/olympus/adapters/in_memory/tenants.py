"""Tenant settings in the memory of one process."""

from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.tenants import Tenants


class InMemoryTenants(Tenants):
    """Settings until the process ends."""

    def __init__(self) -> None:
        self._settings: dict[TenantId, TenantSettings] = {}

    async def settings(self, tenant_id: TenantId) -> TenantSettings:
        return self._settings.get(tenant_id, TenantSettings())

    async def save(self, tenant_id: TenantId, settings: TenantSettings) -> None:
        self._settings[tenant_id] = settings
