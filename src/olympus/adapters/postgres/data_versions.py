"""Versions of tenants' data in PostgreSQL."""

from collections.abc import Collection

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.reaching import reaching
from olympus.domain.tenant import TenantId
from olympus.ports.data_versions import NEVER_MOVED, DataVersions

_VERSIONS = text("SELECT tenant_id, version FROM tenant_state WHERE tenant_id = ANY(:tenants)")


class PostgresDataVersions(DataVersions):
    """Reads the column `tenant_state.version`, which moves in the transactions of the store and the settings."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def current(self, tenant_ids: Collection[TenantId]) -> dict[TenantId, int]:
        if not tenant_ids:
            return {}
        with reaching("the versions of the data"):
            async with self._engine.connect() as connection:
                rows = (await connection.execute(_VERSIONS, {"tenants": list(tenant_ids)})).all()
        known = {TenantId(row.tenant_id): int(row.version) for row in rows}
        return {tenant_id: known.get(tenant_id, NEVER_MOVED) for tenant_id in tenant_ids}
