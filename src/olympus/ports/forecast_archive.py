"""What was expected, and when?"""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from olympus.domain.forecasts.kept_forecast import KeptForecast
from olympus.domain.tenant import TenantId


class ForecastArchive(Protocol):
    """Keeps forecasts with the time of their making.

    Of forecasts of the same figures that begin with the same unit the first that reaches farthest is kept: they go
    by the same history.
    """

    @abstractmethod
    async def keep(self, forecast: KeptForecast) -> None:
        """Keep it, unless one is there that reaches as far. Raises SourceUnavailable."""

    @abstractmethod
    async def of_tenant(self, tenant_id: TenantId) -> Sequence[KeptForecast]:
        """All forecasts that are kept for a tenant, the oldest first. Raises SourceUnavailable."""
