"""Between which bounds a point is not odd."""

import math
from dataclasses import dataclass

import numpy as np

from olympus.adapters.numpy_anomaly_detector.arrays import Array, Mask
from olympus.adapters.numpy_anomaly_detector.scales import NO_SPREAD, Scales
from olympus.domain.anomalies.watched_series import FARTHEST

_FEW = 8.0
"""Below so many, of whatever comes in one piece, the distribution is that of Poisson and not a bell."""
_LEAST_RATE = 0.1
_MOST_PIECES = 40
_SMALLEST_SHARE = 1e-3
"""A series that never moved has bounds this far from its level, relative to it, for each deviation."""
_ORDINARY_BEYOND = 0.992
_AT_MOST_WIDER = 1.5
_OUTLIER = 2.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of each point: what is expected, the bounds, and one robust standard deviation to either side of it."""

    expected: Array
    lower: Array
    upper: Array


@dataclass(frozen=True, slots=True)
class Distances:
    """How far each point lies from what was expected: in half-widths of its interval, and in deviations."""

    beyond: Array
    deviations: Array


def distances(values: Array, found: Bounds, standardised: Array, enough: Array) -> Distances:
    """Finite ones, also of a series that never moved: there a deviation is what the bounds take for one.

    `standardised` are deviations by the spread alone, `enough` those between the expectation and either bound.
    """
    half = np.where(values >= found.expected, found.upper - found.expected, found.expected - found.lower)
    beyond = np.clip((values - found.expected) / np.maximum(half, NO_SPREAD), -FARTHEST, FARTHEST)
    sizes = np.minimum(np.abs(standardised), np.abs(beyond) * enough[:, None])
    return Distances(beyond, np.copysign(sizes, beyond))


def bounds(expected: Array, scales: Scales, deviations: Array, counts: Mask, level: Array) -> Bounds:
    """`deviations` are robust standard deviations from the expectation to the bound, for each series."""
    middle = scales.on_scale(expected) + scales.centre[:, None]
    half = deviations[:, None] * scales.spread
    lower, upper = scales.back(middle - half), scales.back(middle + half)
    least = deviations[:, None] * np.maximum(
        _SMALLEST_SHARE * np.maximum(np.abs(expected), np.abs(level)[:, None]),
        np.where(counts[:, None], np.minimum(np.sqrt(np.maximum(expected, _LEAST_RATE)), 1.0), 0.0) / 2,
    )
    lower, upper = np.minimum(lower, expected - least), np.maximum(upper, expected + least)
    return Bounds(expected, lower, upper)


def for_few(found: Bounds, scales: Scales, deviations: Array, proportional: Mask, counts: Mask) -> Bounds:
    """The same, but where few pieces are expected: the bounds of a Poisson distribution of them.

    A piece is as large as makes the variance what it is: an order in a count of orders, its value in revenue.
    """
    piece = np.where(counts, np.maximum(scales.dispersion, 1.0), scales.dispersion)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(piece > 0, np.maximum(found.expected, 0.0) / piece, np.inf)
    few = proportional[:, None] & (rate < _FEW)
    if not few.any():
        return found
    low, high = poisson_bounds(np.clip(rate, _LEAST_RATE, _FEW), deviations[:, None])
    return Bounds(
        found.expected,
        np.where(few, np.minimum(low * piece, found.expected), found.lower),
        np.where(few, np.maximum(high * piece, found.expected), found.upper),
    )


def poisson_bounds(rate: Array, deviations: Array) -> tuple[Array, Array]:
    """The least and the most pieces that are not odd: what lies beyond is no likelier than with a bell.

    Where not even none would be odd, the whole of that chance is left to the upper side.
    """
    tail = np.vectorize(math.erfc)(deviations / math.sqrt(2))
    # whole pieces leave on average half of a tail unused
    upper_tail = np.where(np.exp(-rate) > tail / 2, 2 * tail, tail)
    lower, upper = np.zeros_like(rate), np.zeros_like(rate)
    chance, below = np.exp(-rate), np.exp(-rate)
    for pieces in range(1, _MOST_PIECES):
        lower += below <= tail / 2
        upper += below < 1 - upper_tail
        chance = chance * rate / pieces
        below = below + chance
    return lower, upper


def widened(deviations: Array, standardised: Array, where: Mask) -> Array:
    """The same deviations, or more where more than 0.8 % of a long past lies beyond them without being far off.

    A heavy tail would otherwise be one alarm after the other. What is twice as far off does not count: it is odd.
    """
    sizes = np.where(where & (np.abs(standardised) < _OUTLIER * deviations[:, None]), np.abs(standardised), np.nan)
    some = np.isfinite(sizes).any(axis=1)
    sizes[~some] = 0.0
    tail = np.nanquantile(sizes, _ORDINARY_BEYOND, axis=1)
    found: Array = np.clip(tail, deviations, _AT_MOST_WIDER * deviations)
    return found


def for_short(deviations: Array, number: Array) -> Array:
    """More deviations where the spread is known from few points: the quantile of Student's distribution.

    Its first term after Cornish and Fisher (1937).
    """
    known = np.maximum(number, 4.0)
    more: Array = deviations + (deviations**3 + deviations) / (4 * known)
    return more
