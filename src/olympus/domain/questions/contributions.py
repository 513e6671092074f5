"""Why a figure changed: how much of the change each value of a dimension made, adding up exactly to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from olympus.domain.exact import ZERO
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Value


@dataclass(frozen=True, slots=True)
class Parts:
    """What a value has of a figure, now and before. Those of all values add up to the figure.

    Of a ratio it is the value's part of the numerator over the whole denominator: so the parts of an average order
    value add up to it, and one location lifts it by more orders of large sums as by fewer of small ones.
    """

    value: Value
    now: Decimal
    before: Decimal


@dataclass(frozen=True, slots=True)
class Contribution:
    """How much of the change one value made, in the unit of the figure."""

    value: Value
    change: Decimal
    now: Decimal
    before: Decimal


@dataclass(frozen=True, slots=True)
class ByDimension:
    """The contributions of the values of a dimension, the largest first whichever way they went."""

    dimension: Dimension
    contributions: tuple[Contribution, ...]
    change: Decimal
    """What they add up to, exactly."""

    @property
    def largest(self) -> Decimal:
        """The size of the largest contribution."""
        return abs(self.contributions[0].change) if self.contributions else ZERO


def contributions_of(dimension: Dimension, parts: Sequence[Parts]) -> ByDimension:
    """What each value contributed to the change of a figure that adds up over the dimension."""
    found = [Contribution(each.value, each.now - each.before, each.now, each.before) for each in parts]
    found.sort(key=lambda each: (-abs(each.change), str(each.value)))
    return ByDimension(dimension, tuple(found), sum((each.change for each in found), ZERO))
