"""The demand that is expected of a product day by day, and how far off that may be."""

import math
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from statistics import fmean

_USUAL_EVIDENCE = 7
"""After so many days with a sale, half of the doubt that comes from having seen little is gone."""


@dataclass(frozen=True, slots=True)
class DayDemand:
    """What is expected to be sold on a day, its 80 % interval, and the standard deviation of its error."""

    day: date
    expected: float
    lower: float
    upper: float
    sigma: float


@dataclass(frozen=True, slots=True)
class Demand:
    """Days in their order, the first of them today: of today what is still to come.

    `is_whole` says that only whole units were ever sold. `days_with_sales` is counted in the history. `model`
    names the method, None where there is no demand.
    """

    days: tuple[DayDemand, ...]
    is_whole: bool
    days_with_sales: int
    model: str | None = None
    warnings: tuple[str, ...] = ()

    def over(self, first: int, number: int) -> float:
        """What is expected to be sold on `number` days from day `first` on (0 is today)."""
        return math.fsum(each.expected for each in self.days[first : first + number])

    def sigma_over(self, first: int, number: int) -> float:
        """The standard deviation of the error of that sum, the errors of days taken to be independent.

        Silver, Pyke and Thomas (2017), Inventory and Production Management in Supply Chains, 4th edition, ch. 4.
        """
        return math.hypot(*(each.sigma for each in self.days[first : first + number]))

    def until(self, number: int) -> "Demand":
        """The first `number` days of it."""
        return replace(self, days=self.days[:number])

    @property
    def cumulative(self) -> list[float]:
        """What is expected to be sold until the end of each day."""
        return list(accumulate(each.expected for each in self.days))


def confidence_in(demand: Demand, number: int) -> float:
    """From 0 to 1: how well the sum of the next `number` days is known.

    The share that expected demand has in itself and one standard deviation of its error, 1 / (1 + coefficient of
    variation), less the doubt that comes from few sales: n / (n + 7) with n days on which there was one.
    """
    expected, sigma = demand.over(0, number), demand.sigma_over(0, number)
    seen = demand.days_with_sales / (demand.days_with_sales + _USUAL_EVIDENCE)
    return seen * expected / (expected + sigma) if expected > 0 else 0.0


def usual_day(demand: Demand) -> float:
    """What is expected of a day on average."""
    return fmean(each.expected for each in demand.days) if demand.days else 0.0
