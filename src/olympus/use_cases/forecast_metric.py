"""Forecast a metric of a tenant from its own history."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import islice

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.forecasts.adding_up import of_days, sums_of
from olympus.domain.forecasts.continuing import series_of_history, units_ahead
from olympus.domain.forecasts.forecast import Forecast
from olympus.domain.forecasts.forecast_request import ForecastRequest
from olympus.domain.forecasts.kept_forecast import kept_forecast
from olympus.domain.forecasts.metric_forecast import ForecastPoint, MetricForecast, points_of
from olympus.domain.forecasts.metric_history import HistoryRequest, MetricHistory, NoHistory
from olympus.domain.forecasts.reaches import LONGEST, joined, reaches_for
from olympus.domain.forecasts.series import Series
from olympus.domain.forecasts.telling import notes_on, with_sensible_digits
from olympus.domain.metrics.metric import Sum
from olympus.domain.tenant import TenantId
from olympus.ports.errors import SourceUnavailable
from olympus.ports.forecast_archive import ForecastArchive
from olympus.ports.forecaster import Forecaster
from olympus.ports.public_holidays import PublicHolidays
from olympus.use_cases.read_histories import ReadHistories

logger = logging.getLogger(__name__)

_REMEMBERED = 128
_AT_ONCE = 2
"""Forecasts computed beside each other; more would only take the processor from everyone else."""


class ForecastMetric:
    """Continues a metric's history in the tenant's calendar. Meant to live as long as the process.

    A forecast goes by complete units alone, so that it stays the same until the next is complete, or the past is
    corrected; until then it is remembered.
    """

    def __init__(
        self, read: ReadHistories, forecaster: Forecaster, holidays: PublicHolidays, archive: ForecastArchive
    ) -> None:
        self._read = read
        self._holidays = holidays
        self._archive = archive
        self._computing = asyncio.Semaphore(_AT_ONCE)
        self._continued = lru_cache(maxsize=_REMEMBERED)(lambda batch: tuple(forecaster.forecast(batch)))

    async def __call__(self, tenant_id: TenantId, request: ForecastRequest) -> MetricForecast:
        """The forecast, which is also kept.

        Raises NoHistory where there is nothing to go by, another OlympusError for what cannot be asked,
        SourceUnavailable for an outage.
        """
        history = await self._history(tenant_id, request.history)
        if isinstance(request.history.metric.formula, Sum) and request.history.granularity in _MADE_OF_DAYS:
            points, basis = await self._of_days(tenant_id, request, history)
        else:
            points, basis = await self._of_itself(history, request.periods)
        made = MetricForecast(request, history, points, basis, notes_on(request, history))
        await self._keep(made)
        return made

    async def _history(self, tenant_id: TenantId, request: HistoryRequest) -> MetricHistory:
        [history] = await self._read(tenant_id, request)
        return history

    async def _of_itself(self, history: MetricHistory, periods: int) -> tuple[tuple[ForecastPoint, ...], Forecast]:
        _check(history)
        holidays = self._known_holidays(history, periods)
        reaches = reaches_for(history.request.granularity, periods)
        batch = tuple(series_of_history(history, reach, holidays=holidays) for reach in reaches)
        basis = joined(await self._compute(batch))
        units = list(islice(units_ahead(history), periods))
        return tuple(with_sensible_digits(point, history) for point in points_of(basis, units)), basis

    async def _of_days(
        self, tenant_id: TenantId, request: ForecastRequest, history: MetricHistory
    ) -> tuple[tuple[ForecastPoint, ...], Forecast]:
        past = await self._history(tenant_id, replace(request.history, granularity=Granularity.DAY))
        units = list(islice(units_ahead(history), request.periods))
        until = units[-1].bounds[1]
        count = sum(1 for day in islice(units_ahead(past), LONGEST) if day.bounds[0] < until)
        days, basis = await self._of_itself(past, count)
        if history.units:
            points, basis = await self._of_itself(history, request.periods)
        else:  # not even one is complete
            points = sums_of(days, units)
        if not points:
            raise NoHistory(history.request.metric, history.request.granularity)
        return tuple(with_sensible_digits(point, history) for point in of_days(points, days, past)), basis

    async def _compute(self, batch: tuple[Series, ...]) -> Sequence[Forecast]:
        async with self._computing:
            return await asyncio.to_thread(self._continued, batch)

    def _known_holidays(self, history: MetricHistory, periods: int) -> Mapping[date, str]:
        country = history.settings.country
        if country is None or history.request.granularity is not Granularity.DAY:
            return {}
        calendar = BusinessCalendar(history.settings)
        first = calendar.date_of(history.units[0].bounds[0])
        *_, last = islice(units_ahead(history), reaches_for(Granularity.DAY, periods)[-1])
        return self._holidays.between(country, first, calendar.date_of(last.bounds[0]))

    async def _keep(self, made: MetricForecast) -> None:
        try:
            await self._archive.keep(kept_forecast(made))
        except SourceUnavailable as error:
            logger.warning("a forecast is not kept: %s", error)


_MADE_OF_DAYS = (Granularity.WEEK, Granularity.MONTH)


def _check(history: MetricHistory) -> None:
    """Zeros are a history, unless they are those of something that may not exist."""
    knows_nothing = all(value is None for value in history.values)
    if knows_nothing or (history.is_empty and history.request.filters):
        raise NoHistory(history.request.metric, history.request.granularity)
