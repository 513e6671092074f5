"""A metric is data: what it is called, what it means, and the formula that makes its figure."""

from dataclasses import dataclass, field
from enum import StrEnum

from olympus.domain.events.names import EventName
from olympus.domain.facts.contribution import Measure
from olympus.domain.metrics.dimension import Dimension


class Unit(StrEnum):
    """What a figure is a number of."""

    MONEY = "money"
    COUNT = "count"
    QUANTITY = "quantity"
    RATIO = "ratio"
    DISTINCT = "distinct"


class Column(StrEnum):
    """Which of a contribution's numbers is added up."""

    COUNT = "count"
    AMOUNT = "amount"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Term:
    """One column of one measure, added or subtracted."""

    measure: Measure
    column: Column
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Sum:
    """Adds up over time and over every dimension."""

    terms: tuple[Term, ...]


class People(StrEnum):
    """Sets of different people in a timeframe; their sizes do not add up over time."""

    LOGGED_IN = "logged_in"
    ORDERED = "ordered"
    ORDERED_FIRST = "ordered_first"
    ORDERED_AGAIN = "ordered_again"
    LOGGED_IN_AND_ORDERED = "logged_in_and_ordered"


@dataclass(frozen=True, slots=True)
class Distinct:
    """How many different people there are in a set."""

    people: People


class StockFigure(StrEnum):
    """Figures of the stock as of an instant."""

    ON_HAND = "on_hand"
    WARNINGS = "warnings"
    OUT_OF_STOCK = "out_of_stock"


@dataclass(frozen=True, slots=True)
class Level:
    """Stands at an instant: the end of the timeframe, or now if that is earlier."""

    figure: StockFigure


@dataclass(frozen=True, slots=True)
class Ratio:
    """The ratio of two totals, never the mean of ratios; None where the denominator is zero."""

    numerator: "Sum | Distinct"
    denominator: "Sum | Distinct"


Formula = Sum | Distinct | Level | Ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One figure of the business. `headline` ones stand on the dashboard."""

    name: str
    label: str
    unit: Unit
    definition: str
    formula: Formula
    events: tuple[EventName, ...]
    dimensions: frozenset[Dimension]
    synonyms: tuple[str, ...] = ()
    higher_is_better: bool | None = field(default=True)
    """None where neither direction is good by itself."""
