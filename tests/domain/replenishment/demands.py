"""Demand as tests need it."""

from collections.abc import Sequence
from datetime import date, timedelta

from olympus.domain.replenishment.demand import DayDemand, Demand

TODAY = date(2026, 3, 18)


def a_demand(
    expected: Sequence[float], sigma: float = 0.0, *, is_whole: bool = True, days_with_sales: int = 100
) -> Demand:
    """A day each, from today on, with the same error every day."""
    days = (
        DayDemand(TODAY + timedelta(days=place), each, max(each - 1.28 * sigma, 0), each + 1.28 * sigma, sigma)
        for place, each in enumerate(expected)
    )
    return Demand(tuple(days), is_whole, days_with_sales, "combination")
