"""How often has what is known of a tenant changed? A number that every answer about it can be held against."""

from abc import abstractmethod
from collections.abc import Collection
from typing import NamedTuple, Protocol

from olympus.domain.tenant import TenantId

NEVER_MOVED = 0
"""The version of a tenant of which nothing was ever recorded or decided."""


class VersionMoved(NamedTuple):
    """A tenant's data have changed, and have this version now."""

    tenant_id: TenantId
    version: int


class DataVersions(Protocol):
    """Tells the version of each tenant's data: the truth, as it is committed.

    Every implementation promises, and `tests/contracts/test_data_versions.py` checks:

    - a version moves in the same step as what it stands for: events that are new, or settings;
    - it only grows, and no version is given twice to one tenant;
    - what changes nothing moves nothing, and one tenant's change does not move another's.
    """

    @abstractmethod
    async def current(self, tenant_ids: Collection[TenantId]) -> dict[TenantId, int]:
        """The version of each of these tenants, in one round trip. Raises SourceUnavailable."""
