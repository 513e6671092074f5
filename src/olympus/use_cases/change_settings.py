"""Change what a tenant decided, so that every figure follows."""

from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.tenants import Tenants
from olympus.use_cases.announce_versions import AnnounceVersions


class ChangeSettings:
    """Saves settings, and has the answers forgotten that were made with the old ones."""

    def __init__(self, tenants: Tenants, announce: AnnounceVersions) -> None:
        self._tenants = tenants
        self._announce = announce

    async def __call__(self, tenant_id: TenantId, settings: TenantSettings) -> None:
        """Keep the settings, in place of what was there. Raises SourceUnavailable."""
        await self._announce([await self._tenants.save(tenant_id, settings)])
