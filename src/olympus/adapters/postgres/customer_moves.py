"""Reading stretches of time from the customers' rollup, whose cells are days and months of UTC.

A tenant's days seldom begin with those of UTC. So the nearest whole cells are read, and what is too much or
too little at the ends is taken from, or added by, the facts of a few hours: sums can be taken back.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from olympus.adapters.postgres.spans import Grain, cut, floor
from olympus.adapters.postgres.statements import contributions_of, statement
from olympus.domain.calendar.interval import Interval
from olympus.domain.query.reading import Slice

_HALF_A_DAY = timedelta(hours=12)
_MONTH_WORTH_READING = timedelta(hours=16)
"""So near to a month's boundary it is worth more to read whole months than few facts."""

_OF_EDGES = contributions_of("""
    SELECT DISTINCT ON (f.at, f.event_id) f.*
    FROM unnest($8::timestamptz[], $9::timestamptz[]) AS e (lower, upper)
    CROSS JOIN LATERAL (
        SELECT *
        FROM events f
        WHERE f.tenant_id = $1 AND f.kind IS NOT NULL AND f.at >= e.lower AND f.at < e.upper
        OFFSET 0
    ) f
""")

Edge = tuple[int, datetime, datetime]
"""1 for what the cells lack, -1 for what they have too much; from when until when."""


def moves() -> str:
    """The query of rows (label, customer_id, currency, orders, order_amount, revenue), not yet added up.

    Parameter 1 is the tenant, 2 to 9 are `columns_of`.
    """
    return statement("customer_moves").replace("{contributions}", _OF_EDGES)


def columns_of(slices: Sequence[Slice]) -> list[list[Any]]:
    """What of the rollup and of the facts makes up the slices: label, grain, from, to; label, sign, from, to."""
    cells: list[tuple[Any, ...]] = []
    edges: list[tuple[Any, ...]] = []
    for label, interval in slices:
        whole = _nearest_cells(interval)
        if whole is None:
            edges.append((label, 1, *interval.bounds))
            continue
        cells += [(label, span.grain.value, span.start, span.end) for span in cut(whole, finest=Grain.DAY).spans]
        edges += [(label, *edge) for edge in _edges(interval, whole)]
    return [*_columns(cells), *_columns(edges)]


def _nearest_cells(interval: Interval) -> Interval | None:
    """The whole days nearest to an interval, or None where that is none."""
    start, end = interval.start and _nearest(interval.start), interval.end and _nearest(interval.end)
    return None if start and end and start >= end else Interval(start, end)


def _nearest(instant: datetime) -> datetime:
    month = floor(instant + _MONTH_WORTH_READING, Grain.MONTH)
    if abs(instant - month) <= _MONTH_WORTH_READING:
        return month
    return floor(instant + _HALF_A_DAY, Grain.DAY)


def _edges(interval: Interval, whole: Interval) -> Iterator[Edge]:
    if interval.start and whole.start:
        yield from _edge(interval.start, whole.start)
    if interval.end and whole.end:
        yield from _edge(whole.end, interval.end)


def _edge(since: datetime, until: datetime) -> Iterator[Edge]:
    if since < until:
        yield 1, since, until
    if until < since:
        yield -1, until, since


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], [], []]
