"""What a source of figures is asked to read: the plain parts that every metric query comes down to.

Time is asked for in slices. Each has a label, which says to what its figures are added: the point of a
chart, an hour of the day. So a source need not know why time is cut as it is.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from olympus.domain.calendar.interval import Interval
from olympus.domain.facts.contribution import Contribution, Measure
from olympus.domain.facts.stock import StockSummary
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.figure import PeopleCounts, Sums

Values = tuple[str | None, ...]
"""The values of the dimensions by which something is read, in their order; None is no value."""

Cell = tuple[int, Values]
"""A label, and the values under it."""

SumsByCell = Mapping[Cell, Sums]
PeopleByCell = Mapping[Cell, PeopleCounts]
StockByCell = Mapping[Cell, StockSummary]


class Slice(NamedTuple):
    """A stretch of time whose figures belong to the label."""

    label: int
    interval: Interval


@dataclass(frozen=True, slots=True)
class Condition:
    """Which values of a dimension count; None is no value."""

    dimension: Dimension
    values: frozenset[str | None]
    negated: bool = False

    def admits(self, value: str | None) -> bool:
        """Whether what has this value counts."""
        return (value in self.values) is not self.negated


@dataclass(frozen=True, slots=True)
class SumsRead:
    """Additive numbers by label and dimensions.

    Slices follow one another without overlap. Items (Measure.ITEM) come less those of cancelled orders; to
    be read by product or category at all, everything has to be asked for as items.
    """

    measures: frozenset[Measure]
    slices: tuple[Slice, ...]
    by: tuple[Dimension, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def dimensions(self) -> AbstractSet[Dimension]:
        """All that have to be told apart, to group by them or to choose."""
        return {*self.by, *(condition.dimension for condition in self.conditions)}


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """Different people by label and dimensions: how many there are in every set of `People`.

    `starts` says for each label since when a first order makes a customer new: None, since ever.
    """

    slices: tuple[Slice, ...]
    starts: tuple[datetime | None, ...]
    by: tuple[Dimension, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def dimensions(self) -> AbstractSet[Dimension]:
        """All that have to be told apart, to group by them or to choose."""
        return {*self.by, *(condition.dimension for condition in self.conditions)}


@dataclass(frozen=True, slots=True)
class StockRead:
    """The stock as it was known just before an instant: one instant a label, the first label's first."""

    instants: tuple[datetime, ...]
    default_reorder_point: Decimal | None
    by: tuple[Dimension, ...] = ()
    conditions: tuple[Condition, ...] = ()


def value_of(contribution: Contribution, dimension: Dimension) -> str | None:
    """What a contribution says of a dimension."""
    return getattr(contribution, _FIELD[dimension])  # type: ignore[no-any-return]


_FIELD = {
    Dimension.LOCATION: "location_id",
    Dimension.CHANNEL: "channel",
    Dimension.PRODUCT: "product_id",
    Dimension.CATEGORY: "category",
    Dimension.CUSTOMER: "customer_id",
    Dimension.PAYMENT_METHOD: "method",
    Dimension.LOGIN_METHOD: "method",
}


def in_one_slice(interval: Interval) -> Sequence[Slice]:
    """A stretch of time as it is."""
    return (Slice(0, interval),)
