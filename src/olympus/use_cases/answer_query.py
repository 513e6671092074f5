"""Answer a metric query: settings, time and figures brought together from one consistent snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.comparison import ComparedInterval, compare_with
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.timeframe import Timeframe, resolve_timeframe
from olympus.domain.calendar.wall_clock import moved
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.answer import Answer, Readings, Row
from olympus.domain.query.answering import (
    Found,
    figures_by_place,
    in_order,
    readings,
    rows_of,
    total_figures,
)
from olympus.domain.query.joining import joined, of_one, overlap
from olympus.domain.query.metric_query import MOST_ROWS, MetricQuery
from olympus.domain.query.plan import Grid, Reads, grid_of, reads_of
from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.clock import Clock
from olympus.ports.figure_source import FigureSnapshot, FigureSource
from olympus.ports.tenants import Tenants

_QUARTER = timedelta(minutes=15)


class AnswerQuery:
    """Every figure that the service shows comes through here."""

    def __init__(self, tenants: Tenants, figures: FigureSource, clock: Clock) -> None:
        self._tenants = tenants
        self._figures = figures
        self._clock = clock

    async def __call__(self, tenant_id: TenantId, query: MetricQuery, *, most_rows: int = MOST_ROWS) -> Answer:
        """The answer. Raises OlympusError for what cannot be asked, SourceUnavailable for an outage."""
        settings = await self._tenants.settings(tenant_id)
        if query.time_zone:
            settings = replace(settings, time_zone=query.time_zone)
        now = self._clock.now()
        timeframe = resolve_timeframe(
            query.timeframe, now=now, settings=settings, start=query.start, end=query.end
        )
        compared = compare_with(timeframe, query.comparison, now, settings)
        async with self._figures.snapshot(tenant_id) as snapshot:
            return await Answering(tenant_id, settings, timeframe, compared, now, snapshot).answer(
                query, most_rows=most_rows
            )


@dataclass(frozen=True, slots=True)
class Answering:
    """Queries over one timeframe at work on one snapshot."""

    tenant_id: TenantId
    settings: TenantSettings
    timeframe: Timeframe
    compared: ComparedInterval | None
    now: datetime
    snapshot: FigureSnapshot

    async def answer(self, query: MetricQuery, *, most_rows: int = MOST_ROWS) -> Answer:
        """What a query over the timeframe comes to; its own words for time are not looked at."""
        currency = await self.currency()
        totals, events_until = await self.totals(query, currency)
        rows = [Row(None, {}, totals)] if grid_of(query).is_one_figure else await self.rows(query, currency)
        shown = tuple(rows[: query.limit or most_rows])
        return Answer(
            tenant_id=self.tenant_id,
            settings=self.settings,
            query=query,
            timeframe=self.timeframe,
            compared=self.compared,
            rows=shown,
            rows_in_all=len(rows),
            totals=totals,
            names=await self.names(shown),
            currency=currency,
            source=self.snapshot.source,
            as_of=self.now,
            events_until=events_until,
            notes=(*query.notes, *await self._on_emptiness(totals, events_until)),
        )

    async def _on_emptiness(self, totals: Readings, events_until: datetime | None) -> tuple[str, ...]:
        # Of stock alone it is not known when the last was heard of.
        if events_until is not None or any(each.value for each in totals.values()):
            return ()
        if await self.snapshot.extent() is not None:
            return ()
        return ("This tenant has no events yet: counts are 0, and what has nothing to divide by is null.",)

    async def currency(self) -> str | None:
        """In which money is given, unless a query says otherwise."""
        return self.settings.currency or await self.snapshot.default_currency()

    async def totals(self, query: MetricQuery, currency: str | None) -> tuple[Readings, datetime | None]:
        """What everything that a query asks for comes to together, and the time of the last event in it."""
        grid = grid_of(query).without_cuts
        current, *earlier = await self._found(grid)
        figures = readings(
            grid,
            total_figures(current, grid, currency),
            total_figures(earlier[0], grid, currency) if earlier else None,
            compared=bool(earlier),
        )
        return figures, current.events_until

    async def rows(self, query: MetricQuery, currency: str | None) -> list[Row]:
        """What it comes to cut as asked, in order."""
        grid = grid_of(query)
        found = await self._found(grid)
        current, *earlier = (figures_by_place(each, grid, query, currency) for each in found)
        buckets = found[0].timeline.buckets
        rows = rows_of(grid, query, buckets, current, earlier[0] if earlier else {}, compared=bool(earlier))
        return in_order(rows, query)

    async def names(self, rows: Sequence[Row]) -> Mapping[str, str]:
        """What the products of the rows are called."""
        products = {row.values.get(Dimension.PRODUCT) for row in rows}
        ids = {each for each in products if isinstance(each, str)}
        return await self.snapshot.product_names(ids) if ids else {}

    async def _found(self, grid: Grid) -> list[Found]:
        """What there is of the timeframe and of the earlier one, in one reading where they do not overlap."""
        intervals = [self.timeframe.interval, *([self.compared.earlier] if self.compared else [])]
        if not grid.cutting.is_whole:
            intervals = [await self._with_ends(each) for each in intervals]
        several = [reads_of(grid, each, settings=self.settings, now=self.now) for each in intervals]
        if overlap(intervals):
            return [await self._read(each) for each in several]
        together = await self._read(joined(several))
        return [
            Found(
                reads.timeline,
                of_one(together.sums, several, index),
                of_one(together.people, several, index),
                of_one(together.stock, several, index),
            )
            for index, reads in enumerate(several)
        ]

    async def _read(self, reads: Reads) -> Found:
        return Found(
            reads.timeline,
            await self.snapshot.sums(reads.sums) if reads.sums else {},
            await self.snapshot.people(reads.people) if reads.people else {},
            await self.snapshot.stock(reads.stock) if reads.stock else {},
        )

    async def _with_ends(self, interval: Interval) -> Interval:
        """What can be cut into points: all time from the first event to the last, else nothing of the future.

        An event of the future is shown all the same.
        """
        extent = await self.snapshot.extent() or Interval(self.now, self.now)
        first, last = extent.bounds
        start = interval.start or self._cell_of(first)
        if interval.end is None:
            return Interval(start, max(start, _next_quarter(last)))
        return Interval(start, max(start, min(interval.end, _next_quarter(max(self.now, last)))))

    def _cell_of(self, first: datetime) -> datetime:
        """Where the cell of the rollups begins in which the first of everything happened: facts need not be read.

        Where the tenant's day or hour begins later than that, there: the point before would be an empty one.
        """
        calendar = BusinessCalendar(self.settings)
        hour, _ = calendar.unit_around(first, Granularity.HOUR).bounds
        quarter = moved(first, -((first - datetime.min.replace(tzinfo=UTC)) % _QUARTER))
        return max(quarter, hour, calendar.start_of(calendar.date_of(first)))


def _next_quarter(instant: datetime) -> datetime:
    """The next full quarter of an hour, where a cell of the rollups ends: between the two nothing happened."""
    beyond = (instant - datetime.min.replace(tzinfo=UTC)) % _QUARTER
    return moved(instant, _QUARTER - beyond) if beyond else instant
