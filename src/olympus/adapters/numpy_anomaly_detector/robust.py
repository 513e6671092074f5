"""Spread that a few outliers do not move."""

import numpy as np

from olympus.adapters.numpy_anomaly_detector.arrays import Array, Mask

_NORMAL = 1.4826
"""The standard deviation of a normal distribution in median absolute deviations."""
_MEAN_NORMAL = 1.2533
_CLIPPED_AT = 2.5
_AFTER_CLIPPING = 0.9775
"""The mean square of a standard normal that is clipped at 2.5."""


def median(values: Array, where: Mask) -> Array:
    """The median of each row, 0 where there is nothing."""
    some = where.any(axis=-1)
    masked = np.where(where, values, np.nan)
    masked[~some] = 0.0
    return np.nanmedian(masked, axis=-1)


def first_scale(errors: Array, where: Mask) -> Array:
    """The median absolute error as a standard deviation; where half of the errors are 0, the mean one."""
    sizes = np.abs(errors)
    middle = _NORMAL * median(sizes, where)
    mean = _MEAN_NORMAL * (sizes * where).sum(axis=-1) / np.maximum(where.sum(axis=-1), 1)
    found: Array = np.where(middle > 1e-3 * mean, middle, mean)
    return found


def scale(errors: Array, where: Mask) -> Array:
    """The standard deviation of each row's errors, those beyond 2.5 of the first guess drawn in.

    Nearly as precise as the plain one where nothing is odd (the median absolute deviation needs 2.7 times as many
    points), after Huber (1981), Robust Statistics, proposal 2.
    """
    guess = first_scale(errors, where)
    clipped = np.minimum(np.abs(errors), _CLIPPED_AT * guess[..., None])
    squares = (clipped**2 * where).sum(axis=-1) / np.maximum(where.sum(axis=-1), 1)
    spread: Array = np.sqrt(squares / _AFTER_CLIPPING)
    return spread
