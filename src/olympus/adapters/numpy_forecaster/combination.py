"""One forecast from many: weights by the errors that each method would have made lately.

Bates and Granger (1969), The combination of forecasts, Operational Research Quarterly 20: weights inverse to the
mean squared error, here to a power of the mean absolute error, which single misses move less.
"""

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.panel import Panel

_VALUES_A_POWER = 40.0
_LEAST_POWER, _MOST_POWER = 1.5, 8.0
_LEAST_KNOWN = 8
"""An origin that knows less than this, or than half of the row, tells nothing of the methods."""


def actual_after_origins(panel: Panel) -> Array:
    """What came after each origin but the last (origins - 1, N, horizon); NaN where not known or not judged."""
    actual = np.full((len(panel.offsets) - 1, panel.rows, panel.horizon), np.nan)
    least = np.maximum(np.minimum(_LEAST_KNOWN, panel.lengths // 2), 1)
    for place, offset in enumerate(panel.offsets[:-1]):
        end = panel.width - offset
        if end <= 0:
            continue
        reach = min(offset, panel.horizon)
        after = slice(end, end + reach)
        judged = panel.observed[:, after] & (end - panel.start >= least)[:, None]
        actual[place, :, :reach] = np.where(judged, panel.values[:, after], np.nan)
    return actual


def combined(forecasts: Array, actual: Array, lengths: np.ndarray) -> tuple[Array, Array]:
    """The weighted forecasts (origins, N, horizon) and the weights (methods, N), given the methods' forecasts.

    `forecasts` are (methods, origins, N, horizon) with NaN for what a method cannot tell; `actual` is
    (origins - 1, N, horizon). The longer a history (`lengths`), the more its errors are believed: weights are
    inverse to a higher power of them. A method that could not be judged counts as a fifth worse than the middle.
    """
    usable = ~np.isnan(forecasts[:, -1]).any(axis=2)
    errors = np.abs(forecasts[:, :-1] - actual)
    known = ~np.isnan(errors)
    judged = known.sum(axis=(1, 3))
    mean = np.where(known, errors, 0.0).sum(axis=(1, 3)) / np.maximum(judged, 1)
    mean = np.where(usable & (judged > 0), mean, np.nan)
    mean = np.where(np.isnan(mean), 1.2 * _median(mean), mean)
    least = np.where(usable, mean, np.inf).min(axis=0)
    power = np.clip(1 + lengths / _VALUES_A_POWER, _LEAST_POWER, _MOST_POWER)
    weights = np.where(usable, ((mean + 1e-9) / (least + 1e-9)) ** -power, 0.0)
    weights /= weights.sum(axis=0)
    present = ~np.isnan(forecasts)
    shares = weights[:, None, :, None] * present
    total = shares.sum(axis=0)
    sums = (shares * np.where(present, forecasts, 0.0)).sum(axis=0)
    return np.where(total > 0, sums / np.where(total > 0, total, 1.0), np.nan), weights


def _median(errors: Array) -> Array:
    """The middle of each column without NaN; 1 where there is none."""
    ordered = np.sort(errors, axis=0)
    count = (~np.isnan(errors)).sum(axis=0)
    middle = np.take_along_axis(ordered, np.maximum(count - 1, 0)[None] // 2, axis=0)[0]
    return np.where(count > 0, middle, 1.0)
