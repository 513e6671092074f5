"""Holt and Winters' smoothing of level, damped trend and season, the season added or multiplied.

Winters (1960), Forecasting sales by exponentially weighted moving averages, Management Science 6; the equations
are those of Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, chapter 2.
"""

from dataclasses import dataclass

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.decomposition import by_phase, mean_of_known
from olympus.adapters.numpy_forecaster.panel import Panel
from olympus.adapters.numpy_forecaster.smoothing import Grid, grid
from olympus.adapters.numpy_forecaster.trend_line import trend_line
from olympus.adapters.numpy_forecaster.weights import likelihood_weights

_CANDIDATES = grid(
    (0.02, 0.08, 0.2, 0.4, 0.65, 0.9),
    betas=(0.01, 0.1),
    gammas=(0.01, 0.08, 0.2, 0.4),
    phis=(0.0, 0.9, 0.98),
)
_FIRST_CYCLES = 3
_LEAST_LINE = 0.05
"""A line through positive values is at least so much of their mean, so that seasons stay factors."""
_LEAST_SEASON = 0.02
"""A multiplied season is at least so much of the usual, so that dividing by it stays harmless."""
_LEAST_LEVEL = 1e-6


@dataclass(slots=True)
class _State:
    """Level and trend (N, G), and the season by its phase (m, N, G): that of a value is its column modulo m."""

    level: Array
    trend: Array
    season: Array
    candidates: Grid
    multiplied: bool

    def move(self, begun: Array) -> None:
        """To the next step; rows that have not begun stay as they are."""
        self.trend *= np.where(begun, self.candidates.phi, 1.0)
        self.level += self.trend * begun

    def learn(self, value: Array, known: Array, phase: int) -> Array:
        """From a value (N, 1), where it is known; the squared one-step error (N, G)."""
        season = self.season[phase]
        if self.multiplied:
            miss = (value - self.level * season) * known
            error = miss / season
            rise = self.candidates.gamma * miss / np.maximum(self.level, _LEAST_LEVEL)
            self.season[phase] = np.maximum(season + rise, _LEAST_SEASON)
        else:
            miss = error = (value - self.level - season) * known
            season += self.candidates.gamma * error
        self.level += self.candidates.alpha * error
        self.trend += self.candidates.beta * error
        squared: Array = miss * miss
        return squared

    def ahead(self, weights: Array, column: int, horizon: int) -> Array:
        """Forecasts (N, horizon) of the steps from `column` on, weighted over the candidates (N, G)."""
        rise = self.candidates.trend_ahead(horizon)
        phases = (column + np.arange(horizon)) % self.season.shape[0]
        if not self.multiplied:
            of_season = np.einsum("ng,mng->nm", weights, self.season)[:, phases]
            now: Array = (weights * self.level).sum(axis=1)[:, None]
            added: Array = now + (weights * self.trend) @ rise + of_season
            return added
        weighted = weights * self.season
        of_level = np.einsum("mng,ng->nm", weighted, self.level)[:, phases]
        multiplied: Array = of_level + np.einsum("hng,ng,gh->nh", weighted[phases], self.trend, rise)
        return multiplied


def holt_winters(panel: Panel, *, multiplied: bool) -> Array:
    """Forecasts (origins, N, horizon) with the longest season.

    NaN where an origin knows less than two cycles, or where seasons multiply and a value is not positive.
    """
    season = panel.seasons[-1]
    state = _beginning(panel, season, multiplied=multiplied)
    cost = np.zeros_like(state.level)
    weigh = (panel.observed & panel.alive).astype(float)
    seen = np.cumsum(weigh, axis=1)
    origins = {panel.width - offset: place for place, offset in enumerate(panel.offsets)}
    forecasts = np.full((len(panel.offsets), panel.rows, panel.horizon), np.nan)
    alive = panel.alive.astype(float)
    for t in range(int(panel.start.min()), panel.width):
        state.move(alive[:, t, None])
        cost += state.learn(panel.values[:, t, None], weigh[:, t, None], t % season)
        if t + 1 in origins:
            weights = likelihood_weights(cost, seen[:, t])
            forecasts[origins[t + 1]] = state.ahead(weights, t + 1, panel.horizon)
    forecasts[panel.lengths_at_origins() < 2 * season] = np.nan
    if multiplied:
        forecasts[:, np.where(panel.alive, panel.values, np.inf).min(axis=1) <= 0] = np.nan
    return forecasts


def _beginning(panel: Panel, season: int, *, multiplied: bool) -> _State:
    """From the straight line through the first cycles, and what the phases are on average away from it."""
    first = _FIRST_CYCLES * season
    intercept, slope = trend_line(panel, first)
    steps = np.arange(panel.width) - panel.start[:, None]
    line = intercept[:, None] + slope[:, None] * steps
    away = panel.values / np.maximum(line, _LEAST_LINE) if multiplied else panel.values - line
    away = np.where((steps < 0) | (steps >= first) | ~panel.observed, np.nan, away)
    means = mean_of_known(by_phase(away, season), axis=1)
    if multiplied:
        means = np.where(means > 0, means, 1.0)
        means = means / means.mean(axis=1, keepdims=True)
    else:
        means = means - means.mean(axis=1, keepdims=True)
    size = _CANDIDATES.alpha.size
    return _State(
        level=np.repeat((intercept - slope)[:, None], size, axis=1),
        trend=np.repeat(slope[:, None], size, axis=1),
        season=np.repeat(np.maximum(means.T, _LEAST_SEASON if multiplied else -np.inf)[:, :, None], size, axis=2),
        candidates=_CANDIDATES,
        multiplied=multiplied,
    )
