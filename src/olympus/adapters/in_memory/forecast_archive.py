"""Forecasts in the memory of this process."""

from collections.abc import Sequence

from olympus.domain.forecasts.kept_forecast import KeptForecast
from olympus.domain.tenant import TenantId
from olympus.ports.forecast_archive import ForecastArchive


class InMemoryForecastArchive(ForecastArchive):
    """A dictionary; what is kept is gone with the process."""

    def __init__(self) -> None:
        self._kept: dict[object, KeptForecast] = {}

    async def keep(self, forecast: KeptForecast) -> None:
        key = forecast.tenant_id, forecast.request, forecast.starts[0]
        there = self._kept.get(key)
        if there is None or len(there.starts) < len(forecast.starts):
            self._kept[key] = forecast

    async def of_tenant(self, tenant_id: TenantId) -> Sequence[KeptForecast]:
        own = (each for each in self._kept.values() if each.tenant_id == tenant_id)
        return sorted(own, key=lambda each: (each.made_at, each.request.metric.name))
