"""How does this tenant count its days and its money?"""

from abc import abstractmethod
from typing import Protocol

from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.data_versions import VersionMoved


class Tenants(Protocol):
    """Keeps what each tenant has decided. A change holds for every figure from the next request on."""

    @abstractmethod
    async def settings(self, tenant_id: TenantId) -> TenantSettings:
        """The tenant's settings; the defaults where it has never decided. Raises SourceUnavailable."""

    @abstractmethod
    async def save(self, tenant_id: TenantId, settings: TenantSettings) -> VersionMoved:
        """Keep the settings, in place of what was there; the version that the tenant's data have from then on.

        Raises SourceUnavailable.
        """
