"""Readings worked out from contributions one by one: the plain definition that faster ways must agree with."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from olympus.domain.calendar.interval import Interval
from olympus.domain.facts.contribution import Contribution, Measure
from olympus.domain.facts.fact import StockFact
from olympus.domain.facts.stock import stock_levels, summarise
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.figure import Sums
from olympus.domain.query.people import counts_of
from olympus.domain.query.reading import (
    Cell,
    Condition,
    PeopleByCell,
    PeopleRead,
    Slice,
    StockByCell,
    StockRead,
    SumsByCell,
    SumsRead,
    Values,
    value_of,
)

_PEOPLE_OF = (Measure.LOGIN, Measure.ORDER)


def sums_of(contributions: Sequence[Contribution], read: SumsRead) -> SumsByCell:
    """The sums of contributions that lie in the order of time."""
    cells: defaultdict[Cell, list[Contribution]] = defaultdict(list)
    for label, each in _within(contributions, read.slices):
        counted = _as_counted(each)
        if counted.measure in read.measures and _admitted(counted, read.conditions):
            cells[label, _values(counted, read.by)].append(counted)
    return {cell: Sums.of(own) for cell, own in cells.items()}


def people_of(contributions: Sequence[Contribution], read: PeopleRead) -> PeopleByCell:
    """The different people of contributions that lie in the order of time."""
    present: dict[Measure, defaultdict[Cell, set[str]]] = {each: defaultdict(set) for each in _PEOPLE_OF}
    for label, each in _within(contributions, read.slices):
        if each.measure in present and each.person_id and _admitted(each, read.conditions):
            present[each.measure][label, _values(each, read.by)].add(each.person_id)
    logged_in, ordered = present[Measure.LOGIN], present[Measure.ORDER]
    return {
        cell: counts_of(logged_in[cell], ordered[cell], _ordered_before(contributions, read.starts[cell[0]]))
        for cell in logged_in.keys() | ordered.keys()
    }


def stock_of(facts: Iterable[StockFact], read: StockRead) -> StockByCell:
    """The stock that facts in any order come to."""
    chosen = [
        fact for fact in facts if all(each.admits(_stock_value(fact, each.dimension)) for each in read.conditions)
    ]
    cells: defaultdict[Cell, list[StockFact]] = defaultdict(list)
    for label, before in enumerate(read.instants):
        for fact in chosen:
            if fact.at < before:
                cells[label, tuple(_stock_value(fact, dimension) for dimension in read.by)].append(fact)
    return {cell: summarise(stock_levels(own), read.default_reorder_point) for cell, own in cells.items()}


def _within(contributions: Sequence[Contribution], slices: Iterable[Slice]) -> Iterator[tuple[int, Contribution]]:
    for label, interval in slices:
        for each in _between(contributions, interval):
            yield label, each


def _between(contributions: Sequence[Contribution], interval: Interval) -> Sequence[Contribution]:
    first = bisect_left(contributions, interval.start, key=lambda each: each.at) if interval.start else 0
    last = bisect_left(contributions, interval.end, key=lambda each: each.at) if interval.end else None
    return contributions[first:last]


def _as_counted(contribution: Contribution) -> Contribution:
    """What an order held that is cancelled counts against the items."""
    if contribution.measure is not Measure.ITEM_VOIDED:
        return contribution
    return contribution._replace(
        measure=Measure.ITEM,
        number=-contribution.number,
        amount=contribution.amount.copy_negate(),
        quantity=contribution.quantity.copy_negate(),
    )


def _admitted(contribution: Contribution, conditions: Iterable[Condition]) -> bool:
    return all(each.admits(value_of(contribution, each.dimension)) for each in conditions)


def _values(contribution: Contribution, by: Iterable[Dimension]) -> Values:
    return tuple(value_of(contribution, dimension) for dimension in by)


def _ordered_before(contributions: Sequence[Contribution], start: datetime | None) -> set[str]:
    if start is None:
        return set()
    earlier = _between(contributions, Interval(None, start))
    return {each.person_id for each in earlier if each.measure is Measure.ORDER and each.person_id}


def _stock_value(fact: StockFact, dimension: Dimension) -> str | None:
    return fact.product_id if dimension is Dimension.PRODUCT else fact.location_id
