"""Regression of each value on those before it: the last few, and those around one season ago.

Ridge regression (Hoerl and Kennard, 1970, Technometrics 12) keeps the coefficients of short rows small.
"""

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.panel import Panel

_RIDGE = 1.0
_LEAST_FOR_LEVELS = 40
"""Shorter rows with a trend look like rows without a level."""


def lags_of(seasons: tuple[int, ...]) -> tuple[int, ...]:
    """Which steps back a value is told by."""
    lags = {1, 2, 3}
    for season in seasons:
        lags |= {season - 1, season, season + 1} if season > 2 else {season}
    return tuple(sorted(lags))


def autoregression(panel: Panel, *, differenced: bool = False) -> Array:
    """Forecasts (N, horizon) from the end of each row, by regression on its own past."""
    lags = lags_of(panel.seasons)
    deepest = max(lags)
    if panel.width <= deepest:
        return np.full((panel.rows, panel.horizon), np.nan)
    values = panel.values
    alive = panel.alive & panel.observed
    base = values[:, -1:].copy()
    if differenced:
        values = np.diff(values, axis=1, prepend=values[:, :1])
        alive = alive & np.roll(panel.alive, 1, axis=1)
        alive[:, 0] = False
    count = alive.sum(axis=1)
    mean = np.where(alive, values, 0.0).sum(axis=1) / np.maximum(count, 1)
    centred = np.where(alive, values - mean[:, None], 0.0)
    width = panel.width
    target = centred[:, deepest:]
    usable = alive[:, deepest:] & (np.arange(deepest, width) - panel.start[:, None] >= deepest)
    told_by = np.stack([centred[:, deepest - lag : width - lag] for lag in lags], axis=2) * usable[:, :, None]
    cross = np.swapaxes(told_by, 1, 2)
    gram = cross @ told_by
    variance = (np.where(usable, target, 0.0) ** 2).sum(axis=1) / np.maximum(usable.sum(axis=1), 1)
    gram = gram + (_RIDGE * (variance + 1e-12))[:, None, None] * np.eye(len(lags))
    weights = np.linalg.solve(gram, cross @ (target * usable)[:, :, None])[:, :, 0]
    tail = np.zeros((panel.rows, deepest + panel.horizon))
    tail[:, :deepest] = centred[:, -deepest:]
    for step in range(panel.horizon):
        tail[:, deepest + step] = sum(weights[:, i] * tail[:, deepest + step - lag] for i, lag in enumerate(lags))
    forecasts: Array = tail[:, deepest:] + mean[:, None]
    if differenced:
        forecasts = base + np.cumsum(forecasts, axis=1)
    least = 3 * len(lags) if differenced else _LEAST_FOR_LEVELS
    forecasts[panel.lengths < max(least, 2 * deepest)] = np.nan
    return forecasts
