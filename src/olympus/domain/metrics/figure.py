"""From sums of contributions to the figure of a metric."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import assert_never

from olympus.domain.exact import add
from olympus.domain.facts.contribution import Contribution, Measure
from olympus.domain.facts.stock import StockSummary
from olympus.domain.metrics.metric import (
    Column,
    Distinct,
    Formula,
    Level,
    Metric,
    People,
    Ratio,
    StockFigure,
    Sum,
    Unit,
)


@dataclass(frozen=True, slots=True)
class Added:
    """What many contributions of one measure and currency come to."""

    count: int = 0
    amount: Decimal = Decimal(0)
    quantity: Decimal = Decimal(0)

    def __add__(self, other: "Added") -> "Added":
        return Added(self.count + other.count, add(self.amount, other.amount), add(self.quantity, other.quantity))


@dataclass(frozen=True, slots=True)
class Sums:
    """Everything additive about a stretch of time: by measure and currency (None: the tenant's own).

    `events_until` is the time of the last contribution in it, or None where there is none.
    """

    added: Mapping[tuple[Measure, str | None], Added] = field(default_factory=dict)
    events_until: datetime | None = None

    @classmethod
    def of(cls, contributions: Iterable[Contribution]) -> "Sums":
        """The sums of contributions, one by one: the definition that every faster way must agree with."""
        added: dict[tuple[Measure, str | None], Added] = {}
        last: datetime | None = None
        for contribution in contributions:
            key = contribution.measure, contribution.currency
            more = Added(contribution.number, contribution.amount, contribution.quantity)
            added[key] = added.get(key, Added()) + more
            last = contribution.at if last is None else max(last, contribution.at)
        return cls(added, last)

    def currencies(self) -> set[str]:
        """The currencies that are named."""
        return {currency for _, currency in self.added if currency is not None}


PeopleCounts = Mapping[People, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is known of one stretch of time (and of the stock at its end): what formulas are applied to.

    `currency` is the tenant's reporting currency: what states none is in it. None if no order ever said one.
    """

    sums: Sums
    people: PeopleCounts
    stock: StockSummary
    currency: str | None

    def of(self, metric: Metric) -> Decimal | None:
        """The metric's figure; money in the reporting currency alone.

        None where there is nothing to say: a ratio of nothing, a stock never counted.
        """
        return self.of_formula(metric.formula)

    def of_formula(self, formula: Formula) -> Decimal | None:
        """The same for a formula by itself."""
        return self._value(formula, self.currency if _speaks_of_money(formula) else _EVERY)

    def in_other_currencies(self, metric: Metric, formula: Formula | None = None) -> dict[str, Decimal]:
        """A money metric in the currencies beside the reporting one; amounts are never converted or mixed.

        A `formula` stands in for the metric's own.
        """
        if metric.unit is not Unit.MONEY:
            return {}
        values = {
            currency: self._value(formula or metric.formula, currency)
            for currency in sorted(self.sums.currencies() - {self.currency})
        }
        return {currency: value for currency, value in values.items() if value}

    def _value(self, formula: Formula, currency: "str | _EveryCurrency | None") -> Decimal | None:
        match formula:
            case Sum():
                return self._sum(formula, currency)
            case Ratio(numerator, denominator):
                divisor = self._value(denominator, currency)
                dividend = self._value(numerator, currency)
                return dividend / divisor if divisor and dividend is not None else None
            case Distinct(people):
                return Decimal(self.people.get(people, 0))
            case Level(figure):
                return self._level(figure)
            case unreachable:
                assert_never(unreachable)

    def _sum(self, formula: Sum, currency: "str | _EveryCurrency | None") -> Decimal:
        total = Decimal(0)
        for term in formula.terms:
            for (measure, said), added in self.sums.added.items():
                if measure is term.measure and (currency is _EVERY or (said or self.currency) == currency):
                    more = _column(added, term.column)
                    total = add(total, more if term.sign > 0 else more.copy_negate())
        return total

    def _level(self, figure: StockFigure) -> Decimal | None:
        match figure:
            case StockFigure.ON_HAND:
                return self.stock.on_hand
            case StockFigure.WARNINGS:
                return Decimal(self.stock.warnings)
            case StockFigure.OUT_OF_STOCK:
                return Decimal(self.stock.out_of_stock)
            case unreachable:
                assert_never(unreachable)


class _EveryCurrency:
    """Counts do not care in which currency something was paid."""


_EVERY = _EveryCurrency()


def _column(added: Added, column: Column) -> Decimal:
    match column:
        case Column.COUNT:
            return Decimal(added.count)
        case Column.AMOUNT:
            return added.amount
        case Column.QUANTITY:
            return added.quantity
        case unreachable:
            assert_never(unreachable)


def _speaks_of_money(formula: Formula) -> bool:
    """A ratio with money in it counts only what was paid in the same currency."""
    match formula:
        case Sum(terms):
            return any(term.column is Column.AMOUNT for term in terms)
        case Ratio(numerator, denominator):
            return _speaks_of_money(numerator) or _speaks_of_money(denominator)
        case Distinct() | Level():
            return False
        case unreachable:
            assert_never(unreachable)
