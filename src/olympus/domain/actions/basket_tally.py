"""Which products were in how many baskets, alone and together."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from statistics import NormalDist
from typing import NamedTuple

LARGEST_BASKET = 30
"""Items; a larger one says little of what goes together, and has very many pairs."""


class Pair(NamedTuple):
    """Two products, in how many baskets they were together, and in how many they would be by chance.

    `lift` is the ratio of the two, `least_lift` its lower bound.
    """

    one: str
    other: str
    together: int
    by_chance: float
    lift: float
    least_lift: float


class BasketTally:
    """Counts baskets of at most thirty different items."""

    def __init__(self) -> None:
        self._products: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._items = 0
        self._ordered_pairs = 0
        self.baskets = 0

    def add(self, baskets: Iterable[Iterable[str]]) -> None:
        """Count more of them."""
        for items in baskets:
            different = sorted(set(items))
            size = len(different)
            if not 1 <= size <= LARGEST_BASKET:
                continue
            self.baskets += 1
            self._items += size
            self._ordered_pairs += size * (size - 1)
            self._products.update(different)
            self._pairs.update(combinations(different, 2))

    @property
    def inflation(self) -> float:
        """How much more often two products meet because some baskets are larger than others; at least 1.

        Large baskets hold any two products more often than small ones do. With items put into baskets of sizes s
        at random, two products of frequencies a and b meet in a · b · sum(s (s - 1)) / sum(s) ** 2 baskets, in
        place of a · b / N (Chung and Lu, 2002, The average distances in random graphs with given expected degrees,
        PNAS 99).
        """
        return max(self.baskets * self._ordered_pairs / self._items**2, 1.0) if self._items else 1.0

    def pairs(self, *, fewest: int, confidence: float) -> Iterator[Pair]:
        """Those that were together at least so often; the bound holds with that confidence."""
        for (one, other), together in self._pairs.items():
            if together < fewest:
                continue
            by_chance = self._products[one] * self._products[other] / self.baskets * self.inflation
            least = lower_bound(together, confidence=confidence) / by_chance
            yield Pair(one, other, together, by_chance, together / by_chance, least)


def lower_bound(observed: int, *, confidence: float) -> float:
    """The lower limit of the mean of a Poisson number, Byar's approximation: 4.79 for 10 at a confidence of 95 %.

    Breslow and Day (1987), Statistical Methods in Cancer Research, volume II, chapter 2.
    """
    if not observed:
        return 0.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    root = 1 - 1 / (9 * observed) - z / (3 * math.sqrt(observed))
    return float(observed * max(root, 0.0) ** 3)
