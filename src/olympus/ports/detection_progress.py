"""Whose points are to be judged now?"""

from abc import abstractmethod
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from olympus.domain.tenant import TenantId


class DetectionProgress(Protocol):
    """Remembers for each tenant when it is next to be judged. `tests/contracts/test_detection_progress.py`."""

    @abstractmethod
    async def due(self, now: datetime, *, limit: int) -> list[TenantId]:
        """Tenants never judged, or whose next unit is complete, or whose data changed a while after the last time.

        Raises SourceUnavailable.
        """

    @abstractmethod
    async def judged(self, tenant_id: TenantId, *, version: int, at: datetime, due_at: datetime | None) -> None:
        """The data of this version were judged; without `due_at` it is not due before they change.

        Raises SourceUnavailable.
        """

    @abstractmethod
    def turn(self, tenant_id: TenantId) -> AbstractAsyncContextManager[bool]:
        """Whether it is the caller's turn to judge the tenant, until the way out; that of who dies is free again.

        Raises SourceUnavailable.
        """
