"""The optimised theta method: smoothing of the level, with a share of the straight trend.

Assimakopoulos and Nikolopoulos (2000), The theta model; Fiorucci et al. (2016), Models for optimising the theta
method, International Journal of Forecasting 32. Theta 2 is the method that won the M3 competition, theta 1 is
simple smoothing, and a large theta carries the whole line on.
"""

from itertools import product

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.panel import Panel
from olympus.adapters.numpy_forecaster.trend_line import trend_line
from olympus.adapters.numpy_forecaster.weights import likelihood_weights

_ALPHAS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99)
_THETAS = (1.0, 1.5, 2.0, 3.0, 10.0)
_FIRST = 10
"""So many values tell the level at the beginning."""


def theta(panel: Panel, thetas: tuple[float, ...] = _THETAS) -> Array:
    """Forecasts (N, horizon) from the end of rows without season."""
    pairs = np.array(list(product(_ALPHAS, thetas)))
    alpha, share = pairs[:, 0], 1 - 1 / pairs[:, 1]
    intercept, slope = (each[:, None] for each in trend_line(panel))
    keep = 1 - alpha
    level = trend_line(panel, _FIRST)[0][:, None] - share * intercept
    fading, lasting = share * (intercept - slope * keep / alpha), share * slope / alpha
    left = np.ones_like(level)  # (1 - alpha) to the power of the steps so far
    weigh = (panel.observed & panel.alive).astype(float)
    cost = np.zeros_like(level)
    all_begun = int(panel.start.max())
    for t in range(int(panel.start.min()), panel.width):
        away = panel.values[:, t, None] - level
        away *= weigh[:, t, None]
        level += alpha * away
        away -= (left * fading + lasting) * weigh[:, t, None]
        away *= away
        cost += away
        left *= keep if t >= all_begun else np.where(t >= panel.start[:, None], keep, 1.0)
    seen = weigh.sum(axis=1)
    weights = likelihood_weights(cost, seen)
    now: Array = (weights * (level + left * fading + lasting)).sum(axis=1)
    rise: Array = (weights * share).sum(axis=1) * slope[:, 0]
    return now[:, None] + rise[:, None] * np.arange(panel.horizon)
