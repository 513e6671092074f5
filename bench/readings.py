"""Readings of a snapshot in which nothing is told apart but what is named."""

from collections.abc import Mapping
from decimal import Decimal

from olympus.domain.calendar.interval import Interval
from olympus.domain.facts.contribution import Measure
from olympus.domain.facts.stock import StockSummary
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.figure import Figures, PeopleCounts, Sums
from olympus.domain.metrics.metric import Column, Sum, Term
from olympus.domain.query.reading import Cell, Condition, PeopleRead, Slice, SumsRead
from olympus.ports.figure_source import FigureSnapshot

_COUNTED = frozenset(Measure) - {Measure.ITEM, Measure.ITEM_VOIDED}
_ALL: Cell = 0, ()
_UNITS = Sum((Term(Measure.ITEM, Column.QUANTITY),))
_SALES = Sum((Term(Measure.ITEM, Column.AMOUNT),))


async def sums_over(snapshot: FigureSnapshot, interval: Interval, *, location_id: str | None = None) -> Sums:
    """Everything counted in an interval, at one location or at all."""
    here = (Condition(Dimension.LOCATION, frozenset({location_id})),) if location_id else ()
    found = await snapshot.sums(SumsRead(_COUNTED, (Slice(0, interval),), (), here))
    return found.get(_ALL, Sums())


async def people_in(snapshot: FigureSnapshot, interval: Interval) -> PeopleCounts:
    """Everyone in an interval; whoever ordered before it is not new."""
    return (await snapshot.people(PeopleRead((Slice(0, interval),), (interval.start,)))).get(_ALL, {})


async def products_in(
    snapshot: FigureSnapshot, interval: Interval, *, currency: str | None
) -> Mapping[str, tuple[Decimal, Decimal]]:
    """Units and item sales of every product that sold anything."""
    read = SumsRead(frozenset({Measure.ITEM}), (Slice(0, interval),), (Dimension.PRODUCT,))
    sold = {}
    for (_, (product,)), sums in (await snapshot.sums(read)).items():
        figures = Figures(sums, {}, StockSummary(), currency)
        units, sales = figures.of_formula(_UNITS), figures.of_formula(_SALES)
        if product and units is not None and sales is not None and (units or sales):
            sold[product] = units, sales
    return sold
