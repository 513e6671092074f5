"""Seasonal profiles: what each phase of the seasons is beside the level."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from olympus.adapters.numpy_anomaly_detector.arrays import Array, Labels, Mask

_ROUNDS = 3
_PRIOR_CYCLES = 4.0
"""So many cycles of a pair of phases count as much as what the phases are by themselves."""


@dataclass(frozen=True, slots=True)
class Profile:
    """`shape` multiplies the level of a proportional series, and is added to that of another.

    `own` tells how much of each point's shape is the point itself: that much its error is too small.
    """

    shape: Array
    own: Array
    complexity: int


def profiles(
    values: Array, learnt: Mask, level: Array, seasons: tuple[Labels, ...], proportional: Mask
) -> list[Profile]:
    """From none to all seasons together, the simplest first."""
    fits = _Fits(values, learnt, level, proportional)
    found = [fits.none()]
    if seasons:
        found.append(fits.product(seasons[:1], complexity=1))
    if len(seasons) > 1:
        product = fits.product(seasons, complexity=2)
        found += [product, fits.pairs(product, seasons)]
    return found


class _Fits:
    def __init__(self, values: Array, learnt: Mask, level: Array, proportional: Mask) -> None:
        self._values, self._learnt, self._level = values, learnt, level
        self._proportional = proportional[:, None]

    def none(self) -> Profile:
        neutral = np.where(self._proportional, 1.0, 0.0) * np.ones_like(self._values)
        return Profile(neutral, np.zeros_like(self._values), 0)

    def product(self, seasons: tuple[Labels, ...], complexity: int) -> Profile:
        """Each season by itself, given the others."""
        parts = [self.none().shape for _ in seasons]
        own = np.zeros_like(self._values)
        for _ in range(_ROUNDS if len(seasons) > 1 else 1):
            for place, labels in enumerate(seasons):
                others = self._together(parts[:place] + parts[place + 1 :])
                parts[place], own_part = self._by_phase(labels, others, prior=None)
                own = np.maximum(own, own_part)
        return Profile(self._together(parts), own, complexity)

    def pairs(self, product: Profile, seasons: tuple[Labels, ...]) -> Profile:
        """Each combination of phases by itself, as far as there is enough of it, and else the product."""
        labels = np.ravel_multi_index(tuple(seasons), tuple(int(each.max()) + 1 for each in seasons))
        part, own = self._by_phase(labels, product.shape, prior=_PRIOR_CYCLES)
        return Profile(self._together([part, product.shape]), np.maximum(own, product.own), 3)

    def _together(self, parts: list[Array]) -> Array:
        if not parts:
            return self.none().shape
        stacked = np.array(parts)
        together: Array = np.where(self._proportional, stacked.prod(axis=0), stacked.sum(axis=0))
        return together

    def _by_phase(self, labels: Labels, others: Array, prior: float | None) -> tuple[Array, Array]:
        into = np.zeros((len(labels), int(labels.max()) + 1))
        into[np.arange(len(labels)), labels] = 1.0
        expected = np.where(self._proportional, self._level * others, 1.0) * self._learnt
        found = np.where(self._proportional, self._values, self._values - self._level - others) * self._learnt
        numbers = self._learnt @ into
        weights, sums = expected @ into, found @ into
        if prior is not None:
            # as if it had been seen that many more times just as expected
            more = np.where(numbers > 0, weights / np.maximum(numbers, 1), 0.0) * prior
            sums = sums + np.where(self._proportional, more, 0.0)
            weights, numbers = weights + more, numbers + prior
        neutral = np.where(self._proportional, 1.0, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            shape = np.where(weights > 0, sums / weights, neutral)
        own = 1 / np.maximum(numbers, 1.0)
        return shape[:, labels], own[:, labels]


def rolling_level(values: Array, learnt: Mask, width: int) -> Array:
    """The mean of the whole season around each point; that of the last known ones where there are none."""
    sums, numbers = _moving(values * learnt, width), _moving(learnt.astype(float), width)
    level = np.where(numbers > 0, sums / np.maximum(numbers, 1), np.nan)
    last: Callable[[Array], Array] = np.maximum.accumulate
    filled = last(np.where(np.isnan(level), -1, np.arange(level.shape[1])).astype(float)).astype(int)
    return np.where(filled >= 0, np.take_along_axis(level, np.maximum(filled, 0), axis=1), 0.0)


def _moving(values: Array, width: int) -> Array:
    half = width // 2
    total = np.cumsum(np.pad(values, ((0, 0), (1, 0))), axis=1)
    places = np.arange(values.shape[1])
    upper = np.minimum(places + width - half, values.shape[1])
    lower = np.maximum(places - half, 0)
    return total[:, upper] - total[:, lower]
