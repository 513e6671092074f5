"""A metric query: which figures, cut how, over which time; as a caller puts it, checked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self, TypeVar

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.errors import OlympusError, UnknownName, quoted
from olympus.domain.metrics.catalogue import CATALOGUE, metric_named
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.metric import Level, Metric

MOST_FILTER_VALUES = 200
LONGEST_VALUE = 256
"""Characters; no identifier that is taken in is longer."""

MOST_ROWS = 10_000
"""Of one answer; an export has no such bound."""

START = "start"
"""What the time of a row is called."""

_NUMBERED = {Dimension.HOUR_OF_DAY: range(24), Dimension.DAY_OF_WEEK: range(1, 8)}

Value = str | int | None

_Asked = TypeVar("_Asked")


class Operator(StrEnum):
    """How a filter chooses."""

    IS = "="
    IS_NOT = "!="
    IN = "in"
    NOT_IN = "not in"

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise UnknownName("operator", value, cls, field="filters")


class Direction(StrEnum):
    """Which way rows are ordered."""

    ASCENDING = "asc"
    DESCENDING = "desc"

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise UnknownName("direction", value, cls, field="order")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which values of a dimension count. A value of None stands for what has none."""

    dimension: Dimension
    operator: Operator
    values: tuple[Value, ...]

    @property
    def negated(self) -> bool:
        return self.operator in (Operator.IS_NOT, Operator.NOT_IN)

    def admits(self, value: Value) -> bool:
        """Whether what has this value counts."""
        return (value in self.values) is not self.negated


@dataclass(frozen=True, slots=True)
class Order:
    """By which column rows are put in order; what has no figure comes last."""

    by: str
    direction: Direction = Direction.DESCENDING


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricQuery:
    """Everything that can be asked. Made by `metric_query`, which checks it."""

    metrics: tuple[Metric, ...]
    dimensions: tuple[Dimension, ...] = ()
    filters: tuple[Filter, ...] = ()
    timeframe: str = "all_time"
    start: str | None = None
    end: str | None = None
    granularity: Granularity | None = None
    comparison: Comparison = Comparison.NONE
    order: tuple[Order, ...] = ()
    limit: int | None = None
    time_zone: str | None = None
    notes: tuple[str, ...] = ()
    """What had to be read differently from how it was put."""

    @property
    def told_apart(self) -> frozenset[Dimension]:
        """The dimensions that it groups by or chooses from."""
        return frozenset(self.dimensions) | {each.dimension for each in self.filters}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryWords:
    """A metric query in a caller's words, as the contract of the API spells them."""

    metrics: Sequence[str]
    dimensions: Sequence[str] = ()
    filters: Sequence[tuple[str, str, object]] = ()
    """Dimension, operator, and a value or a list of values."""
    timeframe: str | None = None
    """Without it and without bounds, all time."""
    start: str | None = None
    end: str | None = None
    granularity: str | None = None
    comparison: str | None = None
    order: Sequence[tuple[str, str]] = ()
    """Column and direction."""
    limit: int | None = None
    time_zone: str | None = None


def metric_query(words: QueryWords, *, most_rows: int = MOST_ROWS) -> MetricQuery:
    """The query that is meant. Raises OlympusError, which says what is wrong and names what there is."""
    metrics = _different(map(metric_named, words.metrics), "metrics")
    if not metrics:
        raise NothingAsked
    dimensions = _different((Dimension(each) for each in words.dimensions), "dimensions")
    filters = tuple(_filter(*each) for each in words.filters)
    told_apart = frozenset(dimensions) | {each.dimension for each in filters}
    metrics, notes = _with_item_sales(metrics, told_apart)
    granularity = Granularity(words.granularity) if words.granularity else None
    for metric in metrics:
        _check_combination(metric, told_apart)
    columns = {START} if granularity else set()
    columns |= {metric.name for metric in metrics} | {dimension.value for dimension in dimensions}
    if words.limit is not None and not 1 <= words.limit <= most_rows:
        raise LimitOutOfRange(words.limit, most_rows)
    return MetricQuery(
        metrics=metrics,
        dimensions=dimensions,
        filters=filters,
        timeframe=words.timeframe or ("custom" if words.start or words.end else "all_time"),
        start=words.start or None,
        end=words.end or None,
        granularity=granularity,
        comparison=Comparison(words.comparison or Comparison.NONE),
        order=tuple(_order(by, direction, columns, bool(notes)) for by, direction in words.order),
        limit=words.limit,
        time_zone=words.time_zone or None,
        notes=notes,
    )


def _different(asked: Iterable[_Asked], field: str) -> tuple[_Asked, ...]:
    found = tuple(asked)
    if len(set(found)) < len(found):
        raise AskedTwice(field)
    return found


def _filter(dimension: str, operator: str, value: object) -> Filter:
    named, chosen = Dimension(dimension), Operator(operator)
    several = isinstance(value, (list, tuple))
    if several is (chosen in (Operator.IS, Operator.IS_NOT)):
        raise InvalidFilter(named, f"{chosen} takes {'a value' if several else 'a list of values'}")
    values = tuple(value) if isinstance(value, (list, tuple)) else (value,)
    if not 1 <= len(values) <= MOST_FILTER_VALUES:
        raise InvalidFilter(named, f"it takes 1 to {MOST_FILTER_VALUES} values")
    return Filter(named, chosen, tuple(dict.fromkeys(_value(named, each) for each in values)))


def _value(dimension: Dimension, value: object) -> Value:
    if numbers := _NUMBERED.get(dimension):
        if isinstance(value, str) and value.isdecimal() and len(value) <= 2:
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or value not in numbers:
            raise InvalidFilter(dimension, f"it is a number from {numbers[0]} to {numbers[-1]}")
        return value
    if value is None:
        return None
    if not isinstance(value, str) or "\0" in value or not 1 <= len(value) <= LONGEST_VALUE:
        raise InvalidFilter(dimension, f"a value is null or a text of 1 to {LONGEST_VALUE} characters without NUL")
    return value


def _with_item_sales(
    metrics: tuple[Metric, ...], told_apart: frozenset[Dimension]
) -> tuple[tuple[Metric, ...], tuple[str, ...]]:
    """Payments know no products: what was sold of one is told by the items of orders."""
    revenue, item_sales = CATALOGUE["revenue"], CATALOGUE["item_sales"]
    of_products = told_apart & {Dimension.PRODUCT, Dimension.CATEGORY}
    if revenue not in metrics or not of_products:
        return metrics, ()
    kept = (item_sales if metric is revenue else metric for metric in metrics)
    note = (
        f"Payments do not say what was bought, so there is no revenue by {' or '.join(sorted(of_products))}: "
        "item_sales is given in its place, the item totals of orders that are not cancelled."
    )
    return tuple(dict.fromkeys(kept)), (note,)


def _check_combination(metric: Metric, told_apart: frozenset[Dimension]) -> None:
    if missing := sorted(told_apart - metric.dimensions):
        raise NoSuchCombination(metric, missing)
    if isinstance(metric.formula, Level) and {Dimension.HOUR_OF_DAY, Dimension.DAY_OF_WEEK} & told_apart:
        raise NoSuchCombination(metric, missing)


def _order(by: str, direction: str, columns: set[str], instead_of_revenue: bool) -> Order:
    if by == "revenue" and instead_of_revenue:
        by = "item_sales"
    if by not in columns:
        raise UnknownName("column to order by", by, sorted(columns), field="order")
    return Order(by, Direction(direction))


class NothingAsked(OlympusError):
    """A query without a metric."""

    def __init__(self) -> None:
        super().__init__(f"Name at least one metric: {', '.join(CATALOGUE)}.", field="metrics")


class AskedTwice(OlympusError):
    """The same metric or dimension more than once."""

    def __init__(self, field: str) -> None:
        super().__init__(f"Each of the {field} can be asked for once.", field=field)


class InvalidFilter(OlympusError):
    """A filter whose value its dimension cannot have."""

    def __init__(self, dimension: Dimension, rule: str) -> None:
        super().__init__(f"The filter on {dimension} cannot be met: {rule}.", field="filters")


class LimitOutOfRange(OlympusError):
    """More rows, or fewer, than an answer has."""

    def __init__(self, limit: int, most: int) -> None:
        super().__init__(f"A limit is from 1 to {most:,}, not {quoted(limit)}.", field="limit")


class NoSuchCombination(OlympusError):
    """A dimension that a metric does not have."""

    def __init__(self, metric: Metric, missing: Sequence[Dimension]) -> None:
        own = ", ".join(sorted(metric.dimensions))
        super().__init__(
            f"There is no {metric.name} by {' or '.join(missing)}. It can be cut by {own}.", field="dimensions"
        )
