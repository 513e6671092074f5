"""Read what a metric was in every hour, day, week or month so far."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.timeframe import Timeframe
from olympus.domain.forecasts.metric_history import LONGEST_SILENCE, HistoryRequest, MetricHistory
from olympus.domain.metrics.metric import Level, Ratio
from olympus.domain.query.answer import Row
from olympus.domain.query.metric_query import MetricQuery, Value
from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.clock import Clock
from olympus.ports.figure_source import FigureSnapshot, FigureSource
from olympus.ports.tenants import Tenants
from olympus.use_cases.answer_query import Answering

REACH: Mapping[Granularity, timedelta] = {
    Granularity.HOUR: timedelta(weeks=8),
    Granularity.DAY: timedelta(days=1100),
    Granularity.WEEK: timedelta(days=3660),
    Granularity.MONTH: timedelta(days=7320),
    Granularity.QUARTER: timedelta(days=7320),
    Granularity.YEAR: timedelta(days=18300),
}
"""How far back it is looked: what came before tells little of what comes next."""

_LEAST_WHOLE = 2


class ReadHistories:
    """Everything that looks ahead goes by what comes through here."""

    def __init__(self, tenants: Tenants, figures: FigureSource, clock: Clock) -> None:
        self._tenants = tenants
        self._figures = figures
        self._clock = clock

    async def __call__(self, tenant_id: TenantId, request: HistoryRequest) -> list[MetricHistory]:
        """One history, or one for each value of `request.by` that ever had any figure, the values in order.

        Raises OlympusError for what cannot be asked, SourceUnavailable for an outage.
        """
        settings = await self._tenants.settings(tenant_id)
        async with self._figures.snapshot(tenant_id) as snapshot:
            return await histories_on(snapshot, tenant_id, settings, request, self._clock.now())


async def histories_on(
    snapshot: FigureSnapshot,
    tenant_id: TenantId,
    settings: TenantSettings,
    request: HistoryRequest,
    now: datetime,
) -> list[MetricHistory]:
    """The same from a snapshot that other figures are read from too."""
    span = await _span(snapshot, request.granularity, BusinessCalendar(settings), now)
    return await _Reading(tenant_id, settings, request, span, now, snapshot).histories()


@dataclass(frozen=True, slots=True)
class _Span:
    """The complete units, and the one after them; the tenant's silence before now, if it is long."""

    units: tuple[Interval, ...]
    running: Interval
    silent_since: datetime | None


async def _span(
    snapshot: FigureSnapshot, granularity: Granularity, calendar: BusinessCalendar, now: datetime
) -> _Span:
    extent = await snapshot.extent()
    first, last = extent.bounds if extent else (now, now)
    silent = now - last > LONGEST_SILENCE
    running = calendar.unit_around(now, granularity)
    if silent:  # the unit of the last event is as complete as it will be, unless it is still running
        _, end = calendar.unit_around(last, granularity).bounds
        running = calendar.unit_around(min(end, now), granularity)
    until, _ = running.bounds
    since = min(max(first, now - REACH[granularity]), until)
    units = tuple(each.unit for each in calendar.buckets(Interval(since, until), granularity))
    if len(units) > _LEAST_WHOLE and _misses_days(units[0], first, calendar):
        units = units[1:]
    return _Span(units, running, last if silent else None)


def _misses_days(unit: Interval, first: datetime, calendar: BusinessCalendar) -> bool:
    """Whether the tenant came when days of the unit had passed: it would seem to have been a poor one."""
    start, _ = unit.bounds
    return calendar.unit_around(max(first, start), Granularity.DAY).bounds[0] > start


@dataclass(frozen=True, slots=True)
class _Reading:
    tenant_id: TenantId
    settings: TenantSettings
    request: HistoryRequest
    span: _Span
    now: datetime
    snapshot: FigureSnapshot

    async def histories(self) -> list[MetricHistory]:
        rows, currency = await self._rows()
        by_value: dict[Value, dict[datetime, float | None]] = defaultdict(dict)
        if self.request.by is None:
            by_value[None] = {}
        for row in rows:
            value = row.values[self.request.by] if self.request.by else None
            figure = row.readings[self.request.metric.name].value
            if row.bucket:
                by_value[value][row.bucket.bounds[0]] = None if figure is None else float(figure)
        names = await self._names(by_value)
        return [self._history(value, by_value[value], currency, names) for value in sorted(by_value, key=str)]

    async def _rows(self) -> tuple[list[Row], str | None]:
        request, span = self.request, self.span
        since = span.units[0] if span.units else span.running
        until = min(span.running.bounds[1], max(self.now, span.running.bounds[0]))
        query = MetricQuery(
            metrics=(request.metric,),
            dimensions=(request.by,) if request.by else (),
            filters=request.filters,
            granularity=request.granularity,
        )
        timeframe = Timeframe("custom", Interval(since.bounds[0], until), request.granularity, None)
        answering = Answering(self.tenant_id, self.settings, timeframe, None, self.now, self.snapshot)
        currency = await answering.currency()
        return await answering.rows(query, currency), currency

    async def _names(self, values: Mapping[Value, object]) -> Mapping[str, str]:
        mentioned = {*values, *(value for each in self.request.filters for value in each.values)}
        ids = {value for value in mentioned if isinstance(value, str)}
        return await self.snapshot.product_names(ids) if ids else {}

    def _history(
        self,
        value: Value,
        figures: Mapping[datetime, float | None],
        currency: str | None,
        names: Mapping[str, str],
    ) -> MetricHistory:
        # Where nothing happened there is no row: of what adds up that is 0, of a ratio or a level it is not known.
        nothing = None if isinstance(self.request.metric.formula, Ratio | Level) else 0.0
        span = self.span
        return MetricHistory(
            tenant_id=self.tenant_id,
            settings=self.settings,
            request=self.request,
            value=value,
            name=names.get(value) if isinstance(value, str) else None,
            currency=currency,
            units=span.units,
            values=tuple(figures.get(unit.bounds[0], nothing) for unit in span.units),
            running=span.running,
            so_far=figures.get(span.running.bounds[0], nothing),
            as_of=self.now,
            silent_since=span.silent_since,
            names=names,
        )
