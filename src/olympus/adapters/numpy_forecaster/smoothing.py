"""Exponential smoothing of level and damped trend, over a grid of parameters at once.

Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, chapter 2 (error correction form);
Gardner and McKenzie (1985), Forecasting trends in time series, Management Science 31, for the damped trend.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.panel import Panel
from olympus.adapters.numpy_forecaster.weights import likelihood_weights


@dataclass(frozen=True, slots=True)
class Grid:
    """Candidates (G) of the parameters of smoothing: of level, trend and season, and the damping of the trend."""

    alpha: Array
    beta: Array
    gamma: Array
    phi: Array

    def trend_ahead(self, horizon: int) -> Array:
        """How much of today's trend has been added to the level by each step ahead (G, horizon)."""
        return np.cumsum(self.phi[:, None] ** np.arange(1, horizon + 1), axis=1)


def grid(
    alphas: tuple[float, ...],
    *,
    betas: tuple[float, ...] = (0.0,),
    gammas: tuple[float, ...] = (0.0,),
    phis: tuple[float, ...] = (0.0,),
) -> Grid:
    """All combinations. `betas` are shares of alpha, `gammas` of (1 - alpha), so that all are admissible."""
    alpha, beta, gamma, phi = (np.array(each) for each in zip(*product(alphas, betas, gammas, phis), strict=True))
    return Grid(alpha, alpha * beta, (1 - alpha) * gamma, phi)


def smoothed(panel: Panel, candidates: Grid, level: Array, trend: Array) -> Array:
    """Forecasts (N, horizon) from the end of rows without season, averaged over candidates by their likelihood.

    `level` and `trend` (N) are those before the first value of each row.
    """
    level, trend = (np.repeat(each[:, None], candidates.alpha.size, axis=1) for each in (level, trend))
    cost = np.zeros_like(level)
    weigh = (panel.observed & panel.alive).astype(float)
    all_begun = int(panel.start.max())
    for t in range(int(panel.start.min()), panel.width):
        if t >= all_begun:
            trend *= candidates.phi
            level += trend
        else:  # rows that have not begun stay as they are
            begun = t >= panel.start[:, None]
            trend *= np.where(begun, candidates.phi, 1.0)
            level += trend * begun
        error = panel.values[:, t, None] - level
        error *= weigh[:, t, None]
        level += candidates.alpha * error
        trend += candidates.beta * error
        error *= error
        cost += error
    weights = likelihood_weights(cost, weigh.sum(axis=1))
    now: Array = (weights * level).sum(axis=1)[:, None]
    return now + (weights * trend) @ candidates.trend_ahead(panel.horizon)
