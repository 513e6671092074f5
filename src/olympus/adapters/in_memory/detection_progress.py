"""Who was judged when, in the memory of one process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from olympus.adapters.in_memory.data_versions import InMemoryDataVersions
from olympus.domain.tenant import TenantId
from olympus.ports.detection_progress import DetectionProgress

_AGAIN_AFTER = timedelta(minutes=2)


class InMemoryDetectionProgress(DetectionProgress):
    """Knows the tenants from their versions."""

    def __init__(self, versions: InMemoryDataVersions) -> None:
        self._versions = versions
        self._judged: dict[TenantId, tuple[int, datetime, datetime | None]] = {}
        self._taken: set[TenantId] = set()

    async def due(self, now: datetime, *, limit: int) -> list[TenantId]:
        versions = await self._versions.current(self._versions.tenants)
        return [each for each, version in versions.items() if self._is_due(each, version, now)][:limit]

    async def judged(self, tenant_id: TenantId, *, version: int, at: datetime, due_at: datetime | None) -> None:
        self._judged[tenant_id] = version, at, due_at

    @asynccontextmanager
    async def turn(self, tenant_id: TenantId) -> AsyncIterator[bool]:
        mine = tenant_id not in self._taken
        self._taken.add(tenant_id)
        try:
            yield mine
        finally:
            if mine:
                self._taken.discard(tenant_id)

    def _is_due(self, tenant_id: TenantId, version: int, now: datetime) -> bool:
        if tenant_id not in self._judged:
            return True
        seen, at, due_at = self._judged[tenant_id]
        return (due_at is not None and due_at <= now) or (version != seen and at <= now - _AGAIN_AFTER)
