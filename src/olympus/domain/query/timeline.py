"""Cutting the time of a query into slices: points of a chart, hours of the day, days of the week."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.errors import OlympusError
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Filter
from olympus.domain.query.reading import Slice
from olympus.domain.tenant import TenantSettings

MOST_SLICES = 50_000
"""Five years by the hour; more says nothing to anyone, and costs much."""

_HOUR = timedelta(hours=1)
_SHORTEST = {
    Granularity.HOUR: timedelta(hours=1),
    Granularity.DAY: timedelta(hours=20),
    Granularity.WEEK: timedelta(days=6),
    Granularity.MONTH: timedelta(days=27),
    Granularity.QUARTER: timedelta(days=83),
    Granularity.YEAR: timedelta(days=350),
}
"""Units are hardly shorter, so that a stretch is refused before it is cut."""


class Moment(NamedTuple):
    """What a label stands for. What the query does not tell apart is None."""

    bucket: int | None = None
    """Which point of the chart, counted from 0."""
    hour_of_day: int | None = None
    day_of_week: int | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The slices of a query, and what their labels stand for."""

    slices: tuple[Slice, ...]
    moments: tuple[Moment, ...]
    buckets: tuple[Interval, ...]
    """The whole unit of each point of the chart; empty where there is none."""
    parts: tuple[Interval, ...]
    """The part of each label's own timeframe that counts: its point of the chart, or all of it."""


@dataclass(frozen=True, slots=True)
class Cutting:
    """How time is to be cut."""

    granularity: Granularity | None = None
    by: frozenset[Dimension] = frozenset()
    """HOUR_OF_DAY or DAY_OF_WEEK or both, where the query groups by them."""
    filters: tuple[Filter, ...] = ()
    """Those on the two."""

    @property
    def is_whole(self) -> bool:
        """Whether time is not cut at all."""
        return not (self.granularity or self.by or self.filters)

    @property
    def finest(self) -> Granularity | None:
        """How fine the slices have to be."""
        told_apart = self.by | {each.dimension for each in self.filters}
        if Dimension.HOUR_OF_DAY in told_apart:
            return Granularity.HOUR
        return Granularity.DAY if Dimension.DAY_OF_WEEK in told_apart else self.granularity

    def admits(self, hour: int, day: int) -> bool:
        """Whether an hour of the day on a day of the week counts."""
        values = {Dimension.HOUR_OF_DAY: hour, Dimension.DAY_OF_WEEK: day}
        return all(each.admits(values[each.dimension]) for each in self.filters)


WHOLE = Cutting()


@lru_cache(maxsize=8)  # the largest take some ten megabytes
def timeline(interval: Interval, cutting: Cutting, settings: TenantSettings) -> Timeline:
    """The interval cut as asked; without a cut it may be open. Raises TooManyPoints."""
    if cutting.is_whole:
        return Timeline((Slice(0, interval),), (Moment(),), (), (interval,))
    _check_number(interval, cutting)
    calendar = BusinessCalendar(settings)
    if cutting.granularity is None:
        return _labelled([(None, interval)], (), cutting, calendar)
    buckets = tuple(calendar.buckets(interval, cutting.granularity))
    parts: list[tuple[int | None, Interval]] = [(index, bucket.part) for index, bucket in enumerate(buckets)]
    return _labelled(parts, tuple(bucket.unit for bucket in buckets), cutting, calendar)


def _labelled(
    parts: list[tuple[int | None, Interval]],
    units: tuple[Interval, ...],
    cutting: Cutting,
    calendar: BusinessCalendar,
) -> Timeline:
    labels: dict[Moment, int] = {}
    slices: list[Slice] = []
    own_parts: list[Interval] = []
    for index, part in parts:
        for moment, piece in _pieces(index, part, cutting, calendar):
            label = labels.setdefault(moment, len(labels))
            if label == len(own_parts):
                own_parts.append(part)
            slices.append(Slice(label, piece))
    return Timeline(tuple(slices), tuple(labels), units, tuple(own_parts))


def _pieces(
    index: int | None, part: Interval, cutting: Cutting, calendar: BusinessCalendar
) -> Iterator[tuple[Moment, Interval]]:
    if not cutting.by and not cutting.filters:
        yield Moment(index), part
        return
    by_hour, by_day = Dimension.HOUR_OF_DAY in cutting.by, Dimension.DAY_OF_WEEK in cutting.by
    hourly = cutting.finest is Granularity.HOUR
    for day in calendar.buckets(part, Granularity.DAY):
        start, _ = day.part.bounds
        day_of_week = calendar.day_of_week(start)
        pieces = _hours(day.part, calendar) if hourly else [(0, day.part)]
        for hour, piece in pieces:
            if cutting.admits(hour, day_of_week):
                yield Moment(index, hour if by_hour else None, day_of_week if by_day else None), piece


def _hours(interval: Interval, calendar: BusinessCalendar) -> Iterator[tuple[int, Interval]]:
    """The wall-clock hours of a stretch that is no longer than a day, with what the clock shows in each."""
    start, end = interval.bounds
    if not _clock_runs_evenly(start, end, calendar):
        for bucket in calendar.buckets(interval, Granularity.HOUR):
            yield calendar.hour_of_day(bucket.part.bounds[0]), bucket.part
        return
    shown = calendar.wall_time(start)
    hour, since = shown.hour, start
    until = start + _HOUR - (shown - shown.replace(minute=0, second=0, microsecond=0))
    while since < end:
        yield hour, Interval(since, min(until, end))
        hour, since, until = (hour + 1) % 24, until, until + _HOUR


def _clock_runs_evenly(start: datetime, end: datetime, calendar: BusinessCalendar) -> bool:
    return calendar.wall_time(end) - calendar.wall_time(start) == end - start


def _check_number(interval: Interval, cutting: Cutting) -> None:
    if (finest := cutting.finest) and interval.length > MOST_SLICES * _SHORTEST[finest]:
        raise TooManyPoints(finest)


class TooManyPoints(OlympusError):
    """A stretch of time that is too long to be cut so finely."""

    def __init__(self, granularity: Granularity) -> None:
        super().__init__(
            f"So long a time has more than {MOST_SLICES:,} of each {granularity}: ask for less time, or cut it "
            "more coarsely.",
            field="granularity",
        )
