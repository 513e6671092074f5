"""Levels that follow a series, and what each of them expects of the next point."""

from dataclasses import dataclass

import numpy as np

from olympus.adapters.numpy_anomaly_detector.arrays import Array, Mask

_KEPT_AT_A_NEW_LEVEL = 0.02
_STEADY = 1.0
"""A trend counts once points lie further apart than this, in units."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many points a level remembers, and whether it goes on along its trend."""

    memory: float
    with_trend: bool
    complexity: int


def paces(season: int) -> list[Pace]:
    """From one season to sixteen, slow ones first: they are the precise ones where nothing moves."""
    long, middle, short = 16.0 * season, 4.0 * season, float(season)
    return [
        Pace(long, with_trend=False, complexity=0),
        Pace(middle, with_trend=False, complexity=1),
        Pace(short, with_trend=False, complexity=2),
        Pace(long, with_trend=True, complexity=1),
        Pace(middle, with_trend=True, complexity=2),
    ]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a level is to learn from each point: 0 and 0 from one that is odd or not known.

    `found` and `weight` have the shape of the expectations: the level is the weighted mean of one over the other.
    `anew` marks the points with which a new level begins.
    """

    found: Array
    weight: Array
    anew: Mask


def follow(learnt: Learnt, pace: list[Pace]) -> Array:
    """The level expected at each point from those before it: paces by profiles by series by points.

    A regression on time whose weights fade by the pace (general exponential smoothing, Brown 1963); without a
    trend the discounted mean. Sums of points and not points are averaged, so that a few orders at night
    weigh little.
    """
    memories = np.array([each.memory for each in pace])[:, None, None]
    fading = 1 - 1 / memories
    with_trend = np.array([each.with_trend for each in pace])[:, None, None]
    shape = (len(pace), *learnt.found.shape[:-1])
    zero, first, second, found, found_first = (np.zeros(shape) for _ in range(5))
    levels = np.zeros((*shape, learnt.found.shape[-1]))
    for point in range(learnt.found.shape[-1]):
        levels[..., point] = _expected(zero, first, second, found, found_first, with_trend)
        kept = np.where(learnt.anew[:, point], _KEPT_AT_A_NEW_LEVEL, fading)
        # one point on: everything lies one step further back
        second = kept * (second - 2 * first + zero)
        first = kept * (first - zero)
        found_first = kept * (found_first - found)
        zero = kept * zero + learnt.weight[..., point]
        found = kept * found + learnt.found[..., point]
    return levels


def _expected(  # noqa: PLR0917 - the five sums of a regression
    zero: Array, first: Array, second: Array, found: Array, found_first: Array, with_trend: Mask
) -> Array:
    """The line at the next step, or the mean. The sums are as of the latest point, which lies at 0."""
    some = np.maximum(zero, 1e-300)
    mean = found / some
    spread = second - first**2 / some + _STEADY * zero
    slope = np.where(with_trend, (found_first - first * mean) / np.maximum(spread, 1e-300), 0.0)
    return mean + slope * (1 - first / some)
