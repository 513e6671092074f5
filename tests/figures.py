"""Readings of a snapshot in which nothing is told apart."""

from datetime import datetime
from decimal import Decimal

from olympus.domain.calendar.interval import Interval
from olympus.domain.facts.contribution import Measure
from olympus.domain.facts.stock import StockSummary
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.figure import PeopleCounts, Sums
from olympus.domain.query.reading import Cell, Condition, PeopleRead, Slice, StockRead, SumsRead
from olympus.ports.figure_source import FigureSnapshot

COUNTED = frozenset(Measure) - {Measure.ITEM, Measure.ITEM_VOIDED}
"""Everything but what is told product by product."""

_ALL: Cell = 0, ()


async def sums_over(snapshot: FigureSnapshot, *intervals: Interval, location_id: str | None = None) -> list[Sums]:
    """Everything counted in each interval, at one location or at all."""
    here = (Condition(Dimension.LOCATION, frozenset({location_id})),) if location_id else ()
    found = [await snapshot.sums(SumsRead(COUNTED, (Slice(0, each),), (), here)) for each in intervals]
    return [each.get(_ALL, Sums()) for each in found]


async def people_in(snapshot: FigureSnapshot, interval: Interval) -> PeopleCounts:
    """Everyone in an interval; whoever ordered before it is not new."""
    return (await snapshot.people(PeopleRead((Slice(0, interval),), (interval.start,)))).get(_ALL, {})


async def stock_before(
    snapshot: FigureSnapshot, instant: datetime, *, default_reorder_point: Decimal | None = None
) -> StockSummary:
    """The stock of everything just before an instant."""
    return (await snapshot.stock(StockRead((instant,), default_reorder_point))).get(_ALL, StockSummary())
