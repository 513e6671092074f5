"""What has to be read to answer a metric query, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from olympus.domain.calendar.interval import Interval
from olympus.domain.errors import OlympusError
from olympus.domain.facts.contribution import Measure
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.metric import Distinct, Formula, Level, Metric, People, Ratio, Sum, Term
from olympus.domain.query.metric_query import Filter, MetricQuery
from olympus.domain.query.reading import Condition, PeopleRead, StockRead, SumsRead
from olympus.domain.query.timeline import WHOLE, Cutting, Timeline, timeline
from olympus.domain.tenant import TenantSettings

_OF_TIME = frozenset({Dimension.HOUR_OF_DAY, Dimension.DAY_OF_WEEK})
_OF_PRODUCTS = frozenset({Dimension.PRODUCT, Dimension.CATEGORY})
_NOT_READ = _OF_TIME | {Dimension.CURRENCY}
"""Time is cut into slices instead, and sums come by currency anyway."""

_AS_ITEMS = {Measure.BASKET: Measure.ITEM}
_COUNTED_IN_ITEMS = frozenset({Measure.BASKET_VOIDED})
"""Items come less those of cancelled orders."""

_BEHIND_PEOPLE = {
    People.LOGGED_IN: {Measure.LOGIN},
    People.LOGGED_IN_AND_ORDERED: {Measure.LOGIN, Measure.ORDER},
}
_BEHIND_CUSTOMERS = {Measure.ORDER}


@dataclass(frozen=True, slots=True)
class Reads:
    """What to read for one stretch of time: of each kind, at most one reading."""

    timeline: Timeline
    sums: SumsRead | None
    people: PeopleRead | None
    stock: StockRead | None


@dataclass(frozen=True, slots=True)
class Grid:
    """The formulas of a query, and by what their figures are read; the same for every stretch of time."""

    metrics: tuple[Metric, ...]
    formulas: tuple[Formula, ...]
    cutting: Cutting
    by: tuple[Dimension, ...]
    """What a source groups by, in the order of the cells' values."""
    conditions: tuple[Condition, ...]
    by_currency: bool
    currencies: tuple[Filter, ...]
    """The filters on the currency."""

    @property
    def without_cuts(self) -> "Grid":
        """The same, everything in one figure."""
        cutting = replace(self.cutting, granularity=None, by=frozenset()) if self.cutting.filters else WHOLE
        return replace(self, cutting=cutting, by=(), by_currency=False)

    @property
    def is_one_figure(self) -> bool:
        """Whether nothing is told apart."""
        return self == self.without_cuts


MOST_FIGURES = 100_000
"""Points of time times metrics, of one query."""

MOST_INSTANTS = 1_000
"""The stock is looked up item by item for each of them."""


def grid_of(query: MetricQuery) -> Grid:
    """The shape of a query's answer."""
    of_products = bool(query.told_apart & _OF_PRODUCTS)
    return Grid(
        metrics=query.metrics,
        formulas=tuple(_in_items(each.formula) if of_products else each.formula for each in query.metrics),
        cutting=Cutting(
            granularity=query.granularity,
            by=_OF_TIME & frozenset(query.dimensions),
            filters=tuple(each for each in query.filters if each.dimension in _OF_TIME),
        ),
        by=tuple(each for each in query.dimensions if each not in _NOT_READ),
        conditions=tuple(_condition(each) for each in query.filters if each.dimension not in _NOT_READ),
        by_currency=Dimension.CURRENCY in query.dimensions,
        currencies=tuple(each for each in query.filters if each.dimension is Dimension.CURRENCY),
    )


def reads_of(grid: Grid, interval: Interval, *, settings: TenantSettings, now: datetime) -> Reads:
    """What to read over a stretch of time; it has ends if it is to be cut. Raises TooManyPoints."""
    cut = timeline(interval, grid.cutting, settings)
    measures = frozenset(measure for formula in grid.formulas for measure in _measures(formula))
    has_people = any(_counts_people(formula) for formula in grid.formulas)
    has_stock = any(isinstance(formula, Level) for formula in grid.formulas)
    if len(cut.parts) * len(grid.metrics) > MOST_FIGURES:
        raise TooManyFigures(f"{MOST_FIGURES:,} figures", "fewer metrics")
    if has_stock and len(cut.parts) > MOST_INSTANTS:
        raise TooManyFigures(f"{MOST_INSTANTS:,} levels of the stock", "the stock over less time")
    return Reads(
        timeline=cut,
        sums=SumsRead(measures, cut.slices, grid.by, grid.conditions) if measures else None,
        people=PeopleRead(cut.slices, tuple(part.start for part in cut.parts), grid.by, grid.conditions)
        if has_people
        else None,
        stock=_stock_read(grid, cut, settings.default_reorder_point, now) if has_stock else None,
    )


class TooManyFigures(OlympusError):
    """A query that would keep the service busy for seconds with points that nobody looks at."""

    def __init__(self, most: str, instead: str) -> None:
        super().__init__(
            f"This asks for more than {most}: ask for {instead}, or cut time more coarsely.", field="granularity"
        )


def _stock_read(grid: Grid, cut: Timeline, default_reorder_point: Decimal | None, now: datetime) -> StockRead:
    """As of the end of each label's part of the timeframe, or now if that is earlier."""
    instants = tuple(min(part.end or now, now) for part in cut.parts)
    return StockRead(instants, default_reorder_point, grid.by, grid.conditions)


def _condition(chosen: Filter) -> Condition:
    return Condition(
        chosen.dimension, frozenset(None if each is None else str(each) for each in chosen.values), chosen.negated
    )


def _in_items(formula: Formula) -> Formula:
    """The formula with what baskets hold read item by item."""
    match formula:
        case Sum(terms):
            return Sum(
                tuple(
                    Term(_AS_ITEMS.get(term.measure, term.measure), term.column, term.sign)
                    for term in terms
                    if term.measure not in _COUNTED_IN_ITEMS
                )
            )
        case _:
            return formula


def _measures(formula: Formula) -> Iterator[Measure]:
    match formula:
        case Sum(terms):
            yield from (term.measure for term in terms)
        case Ratio(numerator, denominator):
            yield from _measures(numerator)
            yield from _measures(denominator)
        case Distinct(people):  # counted otherwise, but when the last of them came is told by these
            yield from _BEHIND_PEOPLE.get(people, _BEHIND_CUSTOMERS)
        case Level():
            return


def _counts_people(formula: Formula) -> bool:
    match formula:
        case Ratio(numerator, denominator):
            return _counts_people(numerator) or _counts_people(denominator)
        case _:
            return isinstance(formula, Distinct)
