"""Cutting an interval into the fewest cells of the rollups."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from olympus.domain.calendar.interval import Interval

_QUARTER = timedelta(minutes=15)


class Grain(StrEnum):
    """How long a rollup cell is, all of them in UTC. 15 minutes fit every time zone's offset of today."""

    QUARTER_HOUR = "quarter_hour"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Span:
    """Whole cells of one grain from `start` to `end`; None is open, in months alone."""

    grain: Grain
    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Cut:
    """An interval as whole cells, and what remains at its ends: stretches shorter than a cell.

    The remains are read from the facts; together the parts are the interval, without overlap.
    """

    spans: tuple[Span, ...]
    remains: tuple[tuple[datetime, datetime], ...]


def cut(interval: Interval, finest: Grain = Grain.QUARTER_HOUR) -> Cut:
    """The interval in months where whole months fit, then days, hours and quarters towards its ends.

    Cells finer than `finest` are not used.
    """
    start, end = interval.start, interval.end
    first = None if start is None else _ceiling(start, finest)
    last = None if end is None else floor(end, finest)
    if start and end and first and last and first > last:
        return Cut((), ((start, end),) if start < end else ())
    remains = [
        stretch
        for stretch in (
            (start, first) if start and first and start < first else None,
            (last, end) if last and end and last < end else None,
        )
        if stretch
    ]
    return Cut(tuple(_whole_cells(first, last)), tuple(remains))


def _whole_cells(start: datetime | None, end: datetime | None) -> Iterator[Span]:
    """Finer cells up to the first boundary of the next coarser grain, coarser ones between, finer ones after."""
    after: list[Span] = []
    for grain, coarser in (
        (Grain.QUARTER_HOUR, Grain.HOUR),
        (Grain.HOUR, Grain.DAY),
        (Grain.DAY, Grain.MONTH),
    ):
        up = None if start is None else _ceiling(start, coarser)
        down = None if end is None else floor(end, coarser)
        if up is not None and down is not None and up > down:
            yield from _span(grain, start, end)
            yield from reversed(after)
            return
        if start is not None:
            yield from _span(grain, start, up)
        if end is not None:
            after.extend(_span(grain, down, end))
        start, end = up, down
    if start is None or end is None or start < end:
        yield Span(Grain.MONTH, start, end)
    yield from reversed(after)


def _span(grain: Grain, start: datetime | None, end: datetime | None) -> Iterator[Span]:
    if start != end:
        yield Span(grain, start, end)


def floor(instant: datetime, grain: Grain) -> datetime:
    """The start of the cell in which an instant of UTC lies."""
    match grain:
        case Grain.QUARTER_HOUR:
            return instant.replace(minute=instant.minute // 15 * 15, second=0, microsecond=0)
        case Grain.HOUR:
            return instant.replace(minute=0, second=0, microsecond=0)
        case Grain.DAY:
            return instant.replace(hour=0, minute=0, second=0, microsecond=0)
        case Grain.MONTH:
            return instant.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


@lru_cache(maxsize=8192)
def cell_around(bucket: datetime, grain: Grain) -> datetime:
    """The start of the coarser cell in which a cell lies. Kept, for the cells of a batch are few."""
    return floor(bucket, grain)


def _ceiling(instant: datetime, grain: Grain) -> datetime:
    start = floor(instant, grain)
    if start == instant:
        return instant
    match grain:
        case Grain.QUARTER_HOUR:
            return start + _QUARTER
        case Grain.HOUR:
            return start + timedelta(hours=1)
        case Grain.DAY:
            return start + timedelta(days=1)
        case Grain.MONTH:
            return (start + timedelta(days=32)).replace(day=1)
