"""How sure a share is that was counted: intervals for proportions, also for few cases and shares near 0 or 1."""

import math
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Counted:
    """`cases` of `among`. None of nothing is no share at all."""

    cases: int
    among: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.cases / self.among if self.among else 0.0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.cases + other.cases, self.among + other.among)

    def __sub__(self, other: "Counted") -> "Counted":
        return Counted(self.cases - other.cases, self.among - other.among)


def wilson_interval(counted: Counted, *, confidence: float = 0.95) -> tuple[float, float]:
    """The score interval of a proportion; from 0 to 1 where nothing was counted.

    Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of the American
    Statistical Association 22.
    """
    if not counted.among:
        return 0.0, 1.0
    z, n, share = _quantile(confidence), counted.among, counted.share
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max((middle - half) / scale, 0.0), min((middle + half) / scale, 1.0)


def difference_interval(one: Counted, other: Counted, *, confidence: float = 0.95) -> tuple[float, float]:
    """The interval of the difference of two independent proportions, the share of `one` less that of `other`.

    Newcombe (1998), Interval estimation for the difference between independent proportions, Statistics in Medicine
    17, method 10: made of both score intervals.
    """
    difference = one.share - other.share
    low, high = wilson_interval(one, confidence=confidence)
    other_low, other_high = wilson_interval(other, confidence=confidence)
    return (
        difference - math.hypot(one.share - low, other_high - other.share),
        difference + math.hypot(high - one.share, other.share - other_low),
    )


def _quantile(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)
