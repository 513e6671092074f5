"""Moving the versions of tenants' data, within the transaction that changes these."""

from collections.abc import Collection
from typing import Any

from olympus.adapters.postgres.statements import statement
from olympus.domain.tenant import TenantId
from olympus.ports.data_versions import VersionMoved


async def move_versions(driver: Any, tenant_ids: Collection[TenantId]) -> tuple[VersionMoved, ...]:
    """The versions from this transaction on. It is the last that a transaction does, for it locks the rows."""
    if not tenant_ids:
        return ()
    rows = await driver.fetch(statement("move_versions"), sorted(tenant_ids))
    return tuple(VersionMoved(TenantId(row["tenant_id"]), row["version"]) for row in rows)
