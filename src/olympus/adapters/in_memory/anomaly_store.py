"""Anomalies in the memory of one process."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager

from olympus.domain.anomalies.anomaly import Anomaly
from olympus.domain.calendar.interval import Interval
from olympus.domain.tenant import TenantId
from olympus.ports.anomaly_store import AnomalyStore


class InMemoryAnomalyStore(AnomalyStore):
    """Forgets with the process."""

    def __init__(self) -> None:
        self._kept: dict[str, Anomaly] = {}
        self._untold: dict[str, Anomaly] = {}

    async def settle(
        self, tenant_id: TenantId, found: Sequence[Anomaly], ordinary: Collection[str]
    ) -> list[Anomaly]:
        for each in ordinary:
            if each in self._kept and self._kept[each].place.tenant_id == tenant_id:
                del self._kept[each]
                self._untold.pop(each, None)
        new = []
        for anomaly in sorted(found, key=lambda each: each.place.unit.bounds):
            known = self._kept.get(anomaly.id)
            mine = [each for each in self._kept.values() if each.place.tenant_id == tenant_id]
            if known is None and not any(each.goes_on_as(anomaly) for each in mine):
                new.append(anomaly)
                self._untold[anomaly.id] = anomaly
            self._kept[anomaly.id] = anomaly
        return new

    async def find(self, tenant_id: TenantId, within: Interval) -> list[Anomaly]:
        found = [
            each
            for each in self._kept.values()
            if each.place.tenant_id == tenant_id and each.place.unit.bounds[0] in within
        ]
        return sorted(found, key=lambda each: (each.place.unit.bounds, each.id))

    @asynccontextmanager
    async def untold(self, *, limit: int) -> AsyncIterator[list[Anomaly]]:
        mine = dict(list(self._untold.items())[:limit])
        for each in mine:
            del self._untold[each]
        try:
            yield list(mine.values())
        except BaseException:
            self._untold.update(mine)
            raise
