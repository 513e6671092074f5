"""Holidays, closed days and other steps with a name: ordinary steps do not learn from them, and they come again.

What a name does is what its past steps were beside ordinary ones of the same phase near them, shrunk towards
nothing by how little that stands out of the noise: James and Stein (1961), Estimation with quadratic loss,
Proceedings of the fourth Berkeley symposium.
"""

from dataclasses import dataclass

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array, Mask
from olympus.domain.forecasts.series import CLOSED, DayMarks

_NEAREST = 6
"""A marked step is held against so many ordinary ones of its phase, as many before it as after it if there are."""
_BY_LEVEL = 0.35
"""Errors grow with this power of what is expected, as those of ordinary steps do."""
_LEAST = 1e-6
"""Where less is usual (of values around one), effects add."""
_NOISE_OF_NEIGHBOURS = 1.5
"""The variance of a value less the mean of two others, in variances of one."""


@dataclass(frozen=True, slots=True)
class MarkEffects:
    """What the marks of future steps do to a forecast of ordinary ones (horizon).

    The expected value becomes `factors` times it plus `addends`; half the width of an interval grows by `wider`.
    """

    factors: Array
    addends: Array
    wider: Array


def ordinary_steps(values: Array, past: tuple[str | None, ...]) -> Array:
    """The values with NaN at marked steps; all of them where nothing else was measured."""
    ordinary = np.where(_is_marked(values, past), np.nan, values)
    return values if np.isnan(ordinary).all() else ordinary


def effects_of(marks: DayMarks, values: Array, *, season: int, horizon: int) -> MarkEffects:
    """What was learnt from marked steps among the `values`, for those ahead; nothing of names never seen."""
    effects = MarkEffects(np.ones(horizon), np.zeros(horizon), np.ones(horizon))
    ordinary = ordinary_steps(values, marks.past)
    names = np.array(marks.past or (None,) * values.size, object)
    for name in {each for each in marks.future if each}:
        ahead = np.array([each == name for each in marks.future])
        places = np.flatnonzero((names == name) & ~np.isnan(values))
        if places.size:
            _learn(
                effects, ahead, values[places], _ordinary_near(ordinary, places, season), _noise(ordinary, season)
            )
        elif name == CLOSED:
            effects.factors[ahead] = effects.wider[ahead] = 0.0
    return effects


def _learn(effects: MarkEffects, ahead: Mask, seen: Array, expected: Array, noise: float) -> None:
    times = seen.size
    usual, away = float(expected.mean()), float((seen - expected).mean())
    if not seen.any():
        effects.factors[ahead] = effects.wider[ahead] = 0.0
        return
    kept = max(0.0, 1 - noise / times / (away * away)) if away * away > 0 else 0.0
    surprise = float(np.sqrt(1 + 1 / times))
    if usual > _LEAST and usual + away >= 0:
        effects.factors[ahead] = 1 + kept * away / usual
        effects.wider[ahead] = surprise * max(1 + kept * away / usual, 0.0) ** _BY_LEVEL
    else:
        effects.addends[ahead] = kept * away
        effects.wider[ahead] = surprise


def _ordinary_near(ordinary: Array, places: np.ndarray, season: int) -> Array:
    """The middle of the nearest ordinary values of the same phase, of any phase where there are none."""
    known = np.flatnonzero(~np.isnan(ordinary))
    near = []
    for place in places:
        alike = known[known % season == place % season]
        candidates = alike if alike.size else known
        nearest = candidates[np.argsort(np.abs(candidates - place), kind="stable")[:_NEAREST]]
        near.append(float(np.median(ordinary[nearest])))
    return np.array(near)


def _noise(ordinary: Array, season: int) -> float:
    """The variance of ordinary values about those a season before and after them, with little heed to outliers."""
    if ordinary.size <= 2 * season:
        return float(np.nanvar(ordinary))
    away = ordinary[season:-season] - (ordinary[: -2 * season] + ordinary[2 * season :]) / 2
    if np.isnan(away).all():
        return float(np.nanvar(ordinary))
    spread = 1.4826 * float(np.nanmedian(np.abs(away)))
    return spread**2 / _NOISE_OF_NEIGHBOURS


def _is_marked(values: Array, past: tuple[str | None, ...]) -> Mask:
    return np.array([bool(mark) for mark in past]) if past else np.zeros(values.size, bool)
