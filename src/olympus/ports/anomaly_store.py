"""What was odd so far, and who is yet to hear of it?"""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from olympus.domain.anomalies.anomaly import Anomaly
from olympus.domain.calendar.interval import Interval
from olympus.domain.tenant import TenantId


class AnomalyStore(Protocol):
    """Keeps odd points, each once. `tests/contracts/test_anomaly_store.py` has its laws.

    A point that is found again is revised and not told again, however many find it at once. A point that goes on a
    shift of level is kept and not told.
    """

    @abstractmethod
    async def settle(
        self, tenant_id: TenantId, found: Sequence[Anomaly], ordinary: Collection[str]
    ) -> list[Anomaly]:
        """Keep what was `found` odd and forget the ids that are `ordinary` after all; those that were new.

        All of it or nothing. Raises SourceUnavailable.
        """

    @abstractmethod
    async def find(self, tenant_id: TenantId, within: Interval) -> list[Anomaly]:
        """The points whose unit begins in the interval, in order of time. Raises SourceUnavailable."""

    @abstractmethod
    def untold(self, *, limit: int) -> AbstractAsyncContextManager[list[Anomaly]]:
        """Anomalies that nobody was told of, for the caller alone; told if it leaves without an error.

        Whoever dies before leaves them untold. Raises SourceUnavailable.
        """
