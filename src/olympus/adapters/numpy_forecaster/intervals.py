"""How far off the forecast may be, by how far off it would have been lately at each step ahead.

No distribution is assumed for the whole history: widths are those of recent multi-step errors, smoothed over the
steps, with quantiles between those seen and normal ones. The constants were chosen on development series of nine
kinds (hourly to yearly), so that the share inside is right on all of them.
"""

from dataclasses import dataclass

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array, Mask

_GROWTH = 0.35
"""Errors usually grow with this power of the steps ahead."""
_BELIEF = 4.0
"""The usual growth is believed as if it had been seen at so many steps."""
_BY_LEVEL = 0.35
"""Errors of what is never negative are larger where more is expected, with this power of it."""
_LOWEST_LEVEL, _HIGHEST_LEVEL = 0.1, 10.0
_NORMAL_80, _NORMAL_95 = 1.606, 2.457 * 1.2
"""Half the width of a normal interval in mean absolute errors; at 95 % a fifth more, as tails are longer."""
_BELIEF_IN_NORMAL = 100.0
"""The normal widths are believed as if they had been seen in so many errors."""
_WIDER, _WIDER_WHEN_SHORT = 1.05, 6.0
"""Errors that the weights were chosen by are too small: by a twentieth, and in short histories by more."""
_WIDER_BY_SEASON = 0.06
"""Each season besides the first leaves more to be wrong about than the latest origins can show."""


@dataclass(frozen=True, slots=True)
class HalfWidths:
    """Half the widths of the 80 and the 95 % interval, at every origin and step (origins, N, horizon)."""

    of_80: Array
    of_95: Array


def half_widths(
    forecasts: Array,
    actual: Array,
    *,
    lengths: np.ndarray,
    never_negative: Mask,
    usual_change: Array,
    seasons: int = 1,
) -> HalfWidths:
    """Widths for forecasts of values around one.

    `forecasts` are (origins, N, horizon), `actual` (origins - 1, N, horizon) with NaN for what is not known, and
    `usual_change` (N) is the error to assume for the next step where none is known; `seasons` counts
    those that are used.
    """
    level = np.clip(forecasts, _LOWEST_LEVEL, _HIGHEST_LEVEL) ** _BY_LEVEL
    level = np.where(never_negative[None, :, None], level, 1.0)
    errors = np.abs(forecasts[:-1] - actual) / level[:-1]
    typical = np.maximum(typical_errors(errors, usual_change), _unseen_change(lengths, usual_change)[:, None])
    factor = _WIDER + _WIDER_WHEN_SHORT / lengths + _WIDER_BY_SEASON * max(seasons - 1, 0)
    wider = factor[:, None] * typical * level
    relative = errors / np.maximum(typical, 1e-12)
    return HalfWidths(
        of_80=_quantile(relative, 0.80, _NORMAL_80) * wider,
        of_95=_quantile(relative, 0.95, _NORMAL_95) * wider,
    )


def _unseen_change(lengths: np.ndarray, usual_change: Array) -> Array:
    """The error to allow for where nothing has ever changed: the less, the longer that has lasted (N).

    Laplace's rule of succession: what did not happen in n trials happens in the next one time of n + 2.
    """
    return np.where(usual_change > 0, 0.0, 1 / (lengths + 2))


def typical_errors(errors: Array, usual_change: Array) -> Array:
    """The mean absolute error at each step (N, horizon), smoothed over the steps by a power law."""
    known = ~np.isnan(errors)
    count = known.sum(axis=0)
    mean = np.where(known, errors, 0.0).sum(axis=0) / np.maximum(count, 1)
    steps = np.log(np.arange(1, errors.shape[2] + 1))
    usable = (count > 0) & (mean > 0)
    weight = np.where(usable, count, 0)
    share = weight / np.maximum(weight.sum(axis=1), 1)[:, None]
    logs = np.log(np.where(usable, mean, 1.0))
    away = steps - (share * steps).sum(axis=1, keepdims=True)
    spread = (share * away**2).sum(axis=1)
    together = (share * away * logs).sum(axis=1)
    belief = _BELIEF / (usable.sum(axis=1) + _BELIEF)
    growth = belief * _GROWTH + (1 - belief) * np.clip(together / np.where(spread > 0, spread, 1.0), 0.0, 1.0)
    shape = np.exp(growth[:, None] * steps)
    judged = np.where(count > 0, count, 0)
    seen = (judged * shape).sum(axis=1)
    # Scaled by all errors, and not by their logarithms, of which the mean is too small.
    scale: Array = np.where(seen > 0, (judged * mean).sum(axis=1) / np.where(seen > 0, seen, 1.0), usual_change)
    typical: Array = scale[:, None] * shape
    return typical


def _quantile(relative: Array, share: float, normal: float) -> Array:
    """The quantile of errors relative to typical ones (N, 1), drawn towards the normal one where few are known."""
    rows = relative.transpose(1, 0, 2).reshape(relative.shape[1], -1)
    count = (~np.isnan(rows)).sum(axis=1)
    ordered = np.sort(rows, axis=1)  # NaN comes last
    if not ordered.shape[1]:
        return np.full((relative.shape[1], 1), normal)
    place = np.minimum((share * count).astype(int), np.maximum(count - 1, 0))
    seen = np.where(count > 0, np.take_along_axis(ordered, place[:, None], axis=1)[:, 0], normal)
    weight = count / (count + _BELIEF_IN_NORMAL)
    quantile: Array = weight * seen + (1 - weight) * normal
    return quantile[:, None]
