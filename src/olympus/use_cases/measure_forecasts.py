"""Hold the forecasts that were made against what happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from olympus.domain.forecasts.kept_forecast import Accuracy, KeptForecast, accuracy_of
from olympus.domain.forecasts.metric_history import HistoryRequest
from olympus.domain.tenant import TenantId
from olympus.ports.forecast_archive import ForecastArchive
from olympus.use_cases.read_histories import ReadHistories


@dataclass(frozen=True, slots=True)
class MeasuredForecasts:
    """How right the forecasts of the same figures were; `accuracy` is None while none has come due."""

    request: HistoryRequest
    forecasts: int
    first_made: datetime
    last_made: datetime
    accuracy: Accuracy | None


class MeasureForecasts:
    """Looks at every forecast that was kept, and at every unit in it that is over."""

    def __init__(self, archive: ForecastArchive, read: ReadHistories) -> None:
        self._archive = archive
        self._read = read

    async def __call__(self, tenant_id: TenantId) -> Sequence[MeasuredForecasts]:
        """By the figures that were forecast, in the order of their names. Raises SourceUnavailable."""
        kept = sorted(await self._archive.of_tenant(tenant_id), key=_name)
        return [
            await self._measured(tenant_id, request, list(forecasts)) for request, forecasts in _by_request(kept)
        ]

    async def _measured(
        self, tenant_id: TenantId, request: HistoryRequest, forecasts: list[KeptForecast]
    ) -> MeasuredForecasts:
        [history] = await self._read(tenant_id, request)
        known = zip(history.units, history.values, strict=True)
        happened = {unit.bounds[0]: value for unit, value in known if value is not None}
        made = [each.made_at for each in forecasts]
        return MeasuredForecasts(request, len(forecasts), min(made), max(made), accuracy_of(forecasts, happened))


def _by_request(kept: list[KeptForecast]) -> Iterable[tuple[HistoryRequest, Iterable[KeptForecast]]]:
    return groupby(kept, key=lambda each: each.request)


def _name(kept: KeptForecast) -> tuple[str, str, str]:
    return kept.request.metric.name, kept.request.granularity, str(kept.request.filters)
