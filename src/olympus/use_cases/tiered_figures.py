"""Figures from two stores: of the time that is hot from the one, of all that was before from the warehouse."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from olympus.domain.calendar.interval import Interval
from olympus.domain.metrics.figure import Added, Sums
from olympus.domain.query.reading import (
    Cell,
    PeopleByCell,
    PeopleRead,
    Slice,
    StockByCell,
    StockRead,
    SumsByCell,
    SumsRead,
)
from olympus.domain.tenant import TenantId
from olympus.ports.clock import Clock
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_log import EventLog
from olympus.ports.export_progress import ExportProgress, Progress
from olympus.ports.figure_source import FigureReader, FigureSnapshot, FigureSource
from olympus.ports.warehouse import Warehouse, WarehouseUnfit

logger = logging.getLogger(__name__)

_Found = TypeVar("_Found")


class TieredFigures(FigureSource):
    """Reads what is older than `hot_days` from the warehouse, and adds it to what is not.

    The hot store knows everything as well, so that nothing depends on the warehouse being there or up to date:
    where it is away, or lacks an event that bears on the time it is asked for, or had not everything that was
    dropped, the hot store answers alone.
    """

    def __init__(
        self,
        hot: FigureSource,
        warehouse: Warehouse,
        log: EventLog,
        progress: ExportProgress,
        clock: Clock,
        *,
        hot_days: int,
    ) -> None:
        self._hot = hot
        self._warehouse = warehouse
        self._log = log
        self._progress = progress
        self._clock = clock
        self._hot_for = timedelta(days=hot_days)

    @asynccontextmanager
    async def snapshot(self, tenant_id: TenantId) -> AsyncIterator[FigureSnapshot]:
        today = self._clock.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        boundary = today - self._hot_for

        async def has_all(progress: Progress) -> bool:
            """Asked after the snapshot is taken, so that whatever that has is looked at."""
            if progress.incarnation is None or not progress.is_whole:
                return False
            return not await self._log.touches(tenant_id, after=progress.exported_until, before=boundary)

        async with self._hot.snapshot(tenant_id) as hot:
            yield _TieredSnapshot(hot, self._warehouse.figures(tenant_id), boundary, self._progress, has_all)


class _TieredSnapshot(FigureSnapshot):
    def __init__(
        self,
        hot: FigureSnapshot,
        cold: FigureReader,
        boundary: datetime,
        progress: ExportProgress,
        has_all: Callable[[Progress], Awaitable[bool]],
    ) -> None:
        self._hot = hot
        self._cold = cold
        self._boundary = boundary
        self._progress = progress
        self._has_all = has_all
        self._relied_on: Progress | None = None
        self._may_be_cold: bool | None = None
        self._sources: set[str] = set()

    async def sums(self, read: SumsRead) -> SumsByCell:
        before, since = _parted(read.slices, self._boundary)
        earlier = await self._from_the_warehouse(lambda: self._cold.sums(replace(read, slices=before)), before)
        if earlier is None:
            return await self._from_the_hot_store(self._hot.sums(read))
        if not since:
            return earlier
        return _together(earlier, await self._from_the_hot_store(self._hot.sums(replace(read, slices=since))))

    async def people(self, read: PeopleRead) -> PeopleByCell:
        """Whoever is in two sets counts once, so a label that reaches into both times is read from one store."""
        since = {label for label, _ in _parted(read.slices, self._boundary)[1]}
        earlier = tuple(each for each in read.slices if each.label not in since)
        counted = await self._from_the_warehouse(lambda: self._cold.people(replace(read, slices=earlier)), earlier)
        if counted is None:
            return await self._from_the_hot_store(self._hot.people(read))
        rest = tuple(each for each in read.slices if each.label in since)
        if not rest:
            return counted
        return {**counted, **await self._from_the_hot_store(self._hot.people(replace(read, slices=rest)))}

    async def stock(self, read: StockRead) -> StockByCell:
        earlier = tuple(instant for instant in read.instants if instant <= self._boundary)
        if read.instants[: len(earlier)] != earlier:  # labels are told by their place
            return await self._from_the_hot_store(self._hot.stock(read))
        levels = await self._from_the_warehouse(lambda: self._cold.stock(replace(read, instants=earlier)), earlier)
        if levels is None:
            return await self._from_the_hot_store(self._hot.stock(read))
        rest = read.instants[len(earlier) :]
        if not rest:
            return levels
        later = await self._from_the_hot_store(self._hot.stock(replace(read, instants=rest)))
        return {**levels, **{(label + len(earlier), values): each for (label, values), each in later.items()}}

    async def product_names(self, product_ids: Collection[str]) -> Mapping[str, str]:
        return await self._hot.product_names(product_ids)

    async def default_currency(self) -> str | None:
        return await self._hot.default_currency()

    async def extent(self) -> Interval | None:
        return await self._hot.extent()

    @property
    def source(self) -> str:
        hot = {self._hot.source} if "hot" in self._sources or not self._sources else set()
        return " and ".join([*hot, *(self._sources - {"hot"})])

    async def _from_the_hot_store(self, reading: Awaitable[_Found]) -> _Found:
        self._sources.add("hot")
        return await reading

    async def _from_the_warehouse(
        self, reading: Callable[[], Awaitable[_Found]], asked: Collection[object]
    ) -> _Found | None:
        """What the warehouse says, or None where nothing is asked of it or it cannot be relied on."""
        if not asked or not await self._is_reliable():
            return None
        try:
            found = await reading()
            if await self._is_made_anew():
                logger.warning("the warehouse was made anew while it was read; the hot store answers instead")
                self._may_be_cold = False
                return None
        except (SourceUnavailable, WarehouseUnfit) as trouble:
            logger.warning("%s; the hot store answers instead", trouble)
            self._may_be_cold = False
            return None
        self._sources.add("warehouse")
        return found

    async def _is_reliable(self) -> bool:
        """Whether there is anything so old, and the warehouse has all of it."""
        if self._may_be_cold is None:
            extent = await self._hot.extent()
            is_old = extent is not None and extent.start is not None and extent.start < self._boundary
            self._relied_on = await self._progress.current()
            self._may_be_cold = is_old and await self._has_all(self._relied_on)
        return self._may_be_cold

    async def _is_made_anew(self) -> bool:
        """Whether it may have lost events since it was relied on."""
        before = self._relied_on
        return before is None or (await self._progress.current()).incarnation != before.incarnation


def _parted(slices: tuple[Slice, ...], boundary: datetime) -> tuple[tuple[Slice, ...], tuple[Slice, ...]]:
    """What lies before an instant, and what from it on, under the same labels."""
    before, since = [], []
    for label, interval in slices:
        start, end = interval.start, interval.end
        if start is None or start < boundary:
            before.append(Slice(label, Interval(start, boundary if end is None else min(end, boundary))))
        if end is None or end > boundary:
            since.append(Slice(label, Interval(boundary if start is None else max(start, boundary), end)))
    return tuple(before), tuple(since)


def _together(earlier: SumsByCell, later: SumsByCell) -> SumsByCell:
    found: dict[Cell, Sums] = dict(earlier)
    for cell, sums in later.items():
        known = found.get(cell, Sums())
        added = {
            key: known.added.get(key, Added()) + sums.added.get(key, Added())
            for key in known.added.keys() | sums.added.keys()
        }
        until = max(filter(None, (known.events_until, sums.events_until)), default=None)
        found[cell] = Sums(added, until)
    return found
