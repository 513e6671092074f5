"""How the figure of a metric is written as a JSON number."""

from decimal import Decimal
from typing import assert_never

from olympus.domain.metrics.metric import Metric, Ratio, Unit
from olympus.domain.money import average_of_money, rounded, shortest, spelled_out

RATIO_DECIMALS = 6
PERCENTAGE_DECIMALS = 2


def figure_out(metric: Metric, value: Decimal | None, currency: str | None) -> Decimal | None:
    """Money exactly, with at least the decimals of its currency; averages and ratios rounded; counts whole.

    None, where nothing is known, stays None.
    """
    if value is None:
        return None
    match metric.unit:
        case Unit.MONEY if isinstance(metric.formula, Ratio):
            return average_of_money(value, currency)
        case Unit.MONEY:
            return spelled_out(value, currency)
        case Unit.RATIO:
            return shortest(rounded(value, RATIO_DECIMALS))
        case Unit.COUNT | Unit.DISTINCT | Unit.QUANTITY:
            return shortest(value)
        case unreachable:
            assert_never(unreachable)


def percentage_out(percentage: Decimal | None) -> Decimal | None:
    """A change in per cent, to two decimals."""
    return None if percentage is None else shortest(rounded(percentage, PERCENTAGE_DECIMALS))
