"""From what was read to the rows of an answer: formulas applied, periods set side by side, rows in order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from olympus.domain.calendar.change import change
from olympus.domain.calendar.interval import Interval
from olympus.domain.facts.stock import StockSummary
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.figure import Figures, PeopleCounts, Sums
from olympus.domain.metrics.metric import Formula, Level, Metric, Ratio
from olympus.domain.query.answer import Reading, Readings, Row
from olympus.domain.query.metric_query import START, Direction, MetricQuery, Order, Value
from olympus.domain.query.plan import Grid
from olympus.domain.query.reading import Cell, PeopleByCell, StockByCell, SumsByCell, Values
from olympus.domain.query.timeline import Moment, Timeline

_NOTHING = Sums()
_NOBODY: PeopleCounts = {}
_NO_STOCK = StockSummary()

Place = tuple[int | None, tuple[Value, ...]]
"""Which point of the chart, and the values of the query's dimensions in its order: what a row stands for."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was read of one stretch of time."""

    timeline: Timeline
    sums: SumsByCell = field(default_factory=dict)
    people: PeopleByCell = field(default_factory=dict)
    stock: StockByCell = field(default_factory=dict)

    def cells(self) -> set[Cell]:
        """Wherever there is anything."""
        return {*self.sums, *self.people, *self.stock}

    @property
    def events_until(self) -> datetime | None:
        """The time of the last event in any of it."""
        return max((each.events_until for each in self.sums.values() if each.events_until), default=None)


def figures_by_place(found: Found, grid: Grid, query: MetricQuery, currency: str | None) -> dict[Place, Figures]:
    """What is known of each row that there is, by what the row stands for.

    Where nothing but time is told apart, every point has a row, also one in which nothing happened.
    """
    cells = found.cells()
    if not grid.by and not grid.by_currency:
        cells |= {(label, ()) for label in range(len(found.timeline.moments))}
    placed: dict[Place, Figures] = {}
    for label, values in cells:
        moment = found.timeline.moments[label]
        cell = label, values
        whole = _admitted(found.sums.get(cell, _NOTHING), grid, currency)
        people, stock = found.people.get(cell, _NOBODY), found.stock.get(cell, _NO_STOCK)
        for money, sums in _by_currency(whole, grid, currency):
            place = moment.bucket, _values(query.dimensions, grid.by, moment, values, money)
            placed[place] = Figures(sums, people, stock, money)
    return placed


def total_figures(found: Found, grid: Grid, currency: str | None) -> Figures:
    """What everything comes to."""
    cell: Cell = 0, ()
    sums = _admitted(found.sums.get(cell, _NOTHING), grid, currency)
    return Figures(
        sums,
        found.people.get(cell, {}),
        found.stock.get(cell, _NO_STOCK),
        _only_currency(grid, currency),
    )


def readings(grid: Grid, current: Figures | None, earlier: Figures | None, *, compared: bool) -> Readings:
    """The figures of a row beside those of the row before it; a row that is not there has had nothing."""
    now = current or _nothing(earlier)
    before = earlier or _nothing(current)
    return {
        metric.name: _reading(metric, formula, now, before if compared else None)
        for metric, formula in zip(grid.metrics, grid.formulas, strict=True)
    }


def rows_of(
    grid: Grid,
    query: MetricQuery,
    buckets: Sequence[Interval],
    current: Mapping[Place, Figures],
    earlier: Mapping[Place, Figures],
    *,
    compared: bool,
) -> Iterator[Row]:
    """A row for whatever happened now or before; where nothing but time is told apart, for every point.

    The points of the two periods stand side by side in their order; what the earlier one has more is left out.
    """
    for place in current.keys() | earlier.keys():
        bucket, values = place
        if bucket is not None and bucket >= len(buckets):
            continue
        row = Row(
            None if bucket is None else buckets[bucket],
            dict(zip(query.dimensions, values, strict=True)),
            readings(grid, current.get(place), earlier.get(place), compared=compared),
        )
        if not (grid.by or grid.by_currency) or _is_worth_telling(row):
            yield row


def in_order(rows: Iterable[Row], query: MetricQuery) -> list[Row]:
    """As asked; without a word about it by time, else the largest first. What is equal, by its values."""
    order = query.order or _usual_order(query)
    ordered = sorted(rows, key=lambda row: _written(row, query.dimensions))
    for each in reversed(order):
        ordered = _sorted(ordered, each)
    return ordered


def _is_worth_telling(row: Row) -> bool:
    """Whether anything happened here, now or before, or lies here."""
    return any(_is_something(each) for each in row.readings.values())


def _is_something(reading: Reading) -> bool:
    """A ratio or a level of 0 is something; where there is nothing, they are None."""
    if isinstance(reading.metric.formula, Level | Ratio):
        return reading.value is not None or reading.previous is not None
    return bool(reading.value or reading.previous or reading.other_currencies)


def _reading(metric: Metric, formula: Formula, now: Figures, before: Figures | None) -> Reading:
    value = now.of_formula(formula)
    previous = before.of_formula(formula) if before else None
    return Reading(
        metric=metric,
        value=value,
        previous=previous,
        change=change(value, previous) if before else None,
        currency=now.currency,
        other_currencies=now.in_other_currencies(metric, formula),
    )


def _nothing(beside: Figures | None) -> Figures:
    return Figures(_NOTHING, {}, _NO_STOCK, beside.currency if beside else None)


def _admitted(sums: Sums, grid: Grid, currency: str | None) -> Sums:
    """Without the currencies that a filter leaves out."""
    if not grid.currencies:
        return sums
    kept = {
        (measure, said): added
        for (measure, said), added in sums.added.items()
        if all(each.admits(said or currency) for each in grid.currencies)
    }
    return Sums(kept, sums.events_until if kept else None)


def _by_currency(sums: Sums, grid: Grid, currency: str | None) -> Iterator[tuple[str | None, Sums]]:
    if not grid.by_currency:
        yield _only_currency(grid, currency), sums
        return
    for each in sorted({said or currency for _, said in sums.added}, key=str):
        own = {key: added for key, added in sums.added.items() if (key[1] or currency) == each}
        yield each, Sums(own, sums.events_until)


def _only_currency(grid: Grid, currency: str | None) -> str | None:
    """The currency in which money is given: where a filter leaves but one, that; else the reporting one."""
    for each in grid.currencies:
        if not each.negated and len(each.values) == 1:
            return each.values[0] if isinstance(each.values[0], str) else currency
    return currency


def _values(
    dimensions: Sequence[Dimension], by: Sequence[Dimension], moment: Moment, values: Values, currency: str | None
) -> tuple[Value, ...]:
    known: dict[Dimension, Value] = dict(zip(by, values, strict=True))
    known[Dimension.HOUR_OF_DAY] = moment.hour_of_day
    known[Dimension.DAY_OF_WEEK] = moment.day_of_week
    known[Dimension.CURRENCY] = currency
    return tuple(known[dimension] for dimension in dimensions)


def _usual_order(query: MetricQuery) -> tuple[Order, ...]:
    by_time = {Dimension.HOUR_OF_DAY, Dimension.DAY_OF_WEEK}
    largest_first = Order(query.metrics[0].name)
    if query.granularity:
        return Order(START, Direction.ASCENDING), largest_first
    return () if set(query.dimensions) <= by_time else (largest_first,)


def _sorted(rows: list[Row], order: Order) -> list[Row]:
    """Stable, and what has no value last whichever the direction."""
    having = [row for row in rows if _column(row, order.by) is not None]
    lacking = [row for row in rows if _column(row, order.by) is None]
    having.sort(key=lambda row: _column(row, order.by), reverse=order.direction is Direction.DESCENDING)  # type: ignore[arg-type, return-value]
    return having + lacking


def _column(row: Row, name: str) -> object:
    if name == START:
        return row.bucket.start if row.bucket else None
    if name in row.readings:
        return row.readings[name].value
    return row.values[Dimension(name)]


def _written(row: Row, dimensions: Sequence[Dimension]) -> tuple[tuple[bool, int, str], ...]:
    """Time first, then each value, numbers by size and the missing one last."""
    start = row.bucket.start if row.bucket else None
    time = (False, 0, start.isoformat() if start else "")
    values = (row.values[dimension] for dimension in dimensions)
    return time, *(
        (value is None, value if isinstance(value, int) else 0, value if isinstance(value, str) else "")
        for value in values
    )
