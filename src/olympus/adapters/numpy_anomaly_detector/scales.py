"""The scale on which the errors of a series are alike, and how large they are on it.

A power transformation after Box and Cox (1964), An Analysis of Transformations, Journal of the Royal Statistical
Society B 26: errors as they are, of square roots (counts, money from many orders) or of logarithms (percentages).
The one is taken under which the values are the most likely.
"""

from dataclasses import dataclass

import numpy as np

from olympus.adapters.numpy_anomaly_detector import robust
from olympus.adapters.numpy_anomaly_detector.arrays import Array, Labels, Mask
from olympus.adapters.numpy_anomaly_detector.panel import Panel

_POWERS = (1.0, 0.5, 0.0)
_WORTH_IT = 0.02
_SMALLEST_SHARE = 0.01
_LEAST_IN_PHASE = 8
_LEAST_FACTOR = 1e-3
NO_SPREAD = 1e-100
"""In place of a spread of nothing: what is divided by it stays finite, and so do squares of it."""
_CHANCE = 0.6
"""The variance of the logarithm of a spread that is estimated from one point's worth of them."""


@dataclass(frozen=True, slots=True)
class Scales:
    """`power` is 1, ½ or 0 (the logarithm) for each series; `spread` the standard deviation of each point on it.

    `centre` is what errors are about, `dispersion` their variance over the expectation, as they are.
    """

    power: Array
    spread: Array
    centre: Array
    dispersion: Array

    def on_scale(self, values: Array) -> Array:
        """The values, transformed. What cannot be, because it is not positive, is taken as hardly positive."""
        return _transformed(values, self.power[:, None])

    def back(self, transformed: Array) -> Array:
        """The values of transformed ones."""
        power = self.power[:, None]
        root = np.maximum(transformed, 0.0) ** 2
        with np.errstate(over="ignore"):
            exponential = np.exp(np.minimum(transformed, 300.0))
        return np.where(power == 1.0, transformed, np.where(power == 0.5, root, exponential))


def scales(  # noqa: PLR0917
    panel: Panel, cleaned: Array, expected: Array, own: Array, where: Mask, season: Labels | None
) -> Scales:
    """What the errors of the points in `where` tell."""
    size = np.abs(cleaned * where).sum(axis=1) / np.maximum(where.sum(axis=1), 1)
    least = np.maximum(_SMALLEST_SHARE * size, 1e-300)[:, None]
    logs = np.log(np.maximum(expected, least))
    worth = where & (expected > least)
    best = np.full(len(cleaned), np.inf)
    power = np.ones(len(cleaned))
    for each in _POWERS:
        allowed = _allowed(each, panel, cleaned, expected, where)
        errors = _errors(cleaned, expected, own, np.full(len(cleaned), each))
        number = np.maximum(worth.sum(axis=1), 1)
        loss = (
            np.log(np.maximum(robust.scale(errors, worth), 1e-300))
            + (1 - each) * (logs * worth).sum(axis=1) / number
        )
        better = allowed & (loss < best - _WORTH_IT)
        best, power = np.where(better, loss, best), np.where(better, each, power)
    errors = _errors(cleaned, expected, own, power)
    centre = robust.median(errors, where)
    errors = errors - centre[:, None]
    spread = robust.scale(errors, where)[:, None] * np.ones_like(errors)
    if season is not None:
        spread = spread * _by_phase(errors / np.maximum(spread, NO_SPREAD), where, season)
    plain = (cleaned - expected) / (1 - own)
    dispersion = (plain**2 * where).sum(axis=1) / np.maximum((np.maximum(expected, 0) * where).sum(axis=1), 1e-300)
    return Scales(power, spread, centre, dispersion)


def _allowed(power: float, panel: Panel, cleaned: Array, expected: Array, where: Mask) -> Mask:
    if power == 1.0:
        return np.ones(len(cleaned), dtype=bool)
    lowest = np.where(where, cleaned, np.inf).min(axis=1)
    if power == 0.5:
        return np.asarray(panel.proportional & (lowest >= 0), dtype=bool)
    typical = robust.median(expected, where)
    return np.asarray(panel.proportional & (lowest > 0.05 * typical), dtype=bool)


def _transformed(values: Array, power: Array) -> Array:
    positive = np.maximum(values, 0.0)
    return np.where(
        power == 1.0, values, np.where(power == 0.5, np.sqrt(positive), np.log(np.maximum(positive, 1e-30)))
    )


def _errors(cleaned: Array, expected: Array, own: Array, power: Array) -> Array:
    """Larger by what each point has helped to shape its own expectation."""
    column = power[:, None]
    return (_transformed(cleaned, column) - _transformed(expected, column)) / (1 - own)


def _by_phase(errors: Array, where: Mask, season: Labels) -> Array:
    """How much larger errors are in each phase, as far as that is no chance (an empirical Bayes estimate)."""
    phases = int(season.max()) + 1
    logs, chance = np.zeros((len(errors), phases)), np.zeros((len(errors), phases))
    enough = np.zeros((len(errors), phases), dtype=bool)
    for phase in range(phases):
        at, of_phase = season == phase, errors[:, season == phase]
        number = where[:, at].sum(axis=1)
        spread = robust.scale(of_phase, where[:, at])
        enough[:, phase] = (number >= _LEAST_IN_PHASE) & (spread > _LEAST_FACTOR)
        logs[:, phase] = np.log(np.maximum(spread, _LEAST_FACTOR))
        chance[:, phase] = _CHANCE / np.maximum(number, 1)
    some = np.maximum(enough.sum(axis=1, keepdims=True), 1)
    mean = (logs * enough).sum(axis=1, keepdims=True) / some
    between = ((((logs - mean) ** 2) - chance) * enough).sum(axis=1, keepdims=True) / some
    trust = np.where(between > chance / 2, between / np.maximum(between + chance, 1e-12), 0.0)
    factors = np.where(enough, np.exp(trust * logs), 1.0)
    result: Array = factors[:, season]
    return result
