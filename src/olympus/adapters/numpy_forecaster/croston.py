"""Demand that comes now and then: how large it is, and how often it comes, smoothed apart.

Syntetos and Boylan (2005), The accuracy of intermittent demand estimates, International Journal of Forecasting 21
(SBA); Teunter, Syntetos and Babai (2011), Intermittent demand: linking forecasting to inventory obsolescence,
European Journal of Operational Research 214 (TSB).
"""

from collections.abc import Callable

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array, Mask
from olympus.adapters.numpy_forecaster.panel import Panel
from olympus.adapters.numpy_forecaster.weights import likelihood_weights

_ALPHAS = np.array((0.03, 0.06, 0.1, 0.2, 0.3))
_LEAST_ZEROS = 0.2
_FIRST = 30
"""So many steps tell size and interval at the beginning."""
_LEAST = 4


def is_intermittent(panel: Panel) -> Mask:
    """Rows (N) where nothing is ever negative and a fifth of the values or more, but not all, are zero."""
    alive = panel.alive
    zeros: Array = ((panel.values == 0) & alive & panel.observed).sum(axis=1) / panel.lengths
    never_negative: Mask = np.where(alive, panel.values, 0.0).min(axis=1) >= 0
    return never_negative & (zeros >= _LEAST_ZEROS) & (zeros < 1)


def syntetos_boylan(panel: Panel) -> Array:
    """Size over interval, both smoothed where there is demand, less the ratio's bias (origins, N, horizon)."""
    size, probability = _beginning(panel)
    interval, since = 1 / probability, np.ones_like(size)

    def learn(value: Array, known: Array) -> Array:
        nonlocal size, interval, since
        expected = (1 - _ALPHAS / 2) * size / interval
        demand = known * (value > 0)
        size = size + _ALPHAS * demand * (value - size)
        interval = interval + _ALPHAS * demand * (since - interval)
        since = np.where(demand > 0, 1.0, since + known)
        return expected

    return _over_origins(panel, learn, lambda: (1 - _ALPHAS / 2) * size / interval)


def teunter_syntetos_babai(panel: Panel) -> Array:
    """Size times probability, which falls without demand: what is not wanted fades (origins, N, horizon)."""
    size, probability = _beginning(panel)

    def learn(value: Array, known: Array) -> Array:
        nonlocal size, probability
        expected = probability * size
        demand = known * (value > 0)
        size = size + _ALPHAS * demand * (value - size)
        probability = probability + _ALPHAS * known * (demand - probability)
        return expected

    return _over_origins(panel, learn, lambda: probability * size)


def _beginning(panel: Panel) -> tuple[Array, Array]:
    """Mean size of demand and its probability in the first steps of each row, for each candidate (N, G)."""
    steps = np.arange(panel.width) - panel.start[:, None]
    first = (steps >= 0) & (steps < _FIRST)
    demand = first & (panel.values > 0)
    count = demand.sum(axis=1)
    sums = np.where(demand, panel.values, 0.0).sum(axis=1)
    size = np.where(count > 0, sums / np.maximum(count, 1), 1.0)
    probability = np.maximum(count, 0.5) / first.sum(axis=1)
    shape = (1, _ALPHAS.size)
    return np.tile(size[:, None], shape), np.tile(probability[:, None], shape)


def _over_origins(panel: Panel, learn: Callable[[Array, Array], Array], level: Callable[[], Array]) -> Array:
    """One pass over the panel: the level at each origin, averaged over the candidates by their likelihood."""
    weigh = (panel.observed & panel.alive).astype(float)
    seen = np.cumsum(weigh, axis=1)
    cost = np.zeros((panel.rows, _ALPHAS.size))
    origins = {panel.width - offset: place for place, offset in enumerate(panel.offsets)}
    levels = np.full((len(panel.offsets), panel.rows), np.nan)
    for t in range(int(panel.start.min()), panel.width):
        value, known = panel.values[:, t, None], weigh[:, t, None]
        cost += ((value - learn(value, known)) * known) ** 2
        if t + 1 in origins:
            levels[origins[t + 1]] = (likelihood_weights(cost, seen[:, t]) * level()).sum(axis=1)
    levels[panel.lengths_at_origins() < _LEAST] = np.nan
    return np.repeat(levels[:, :, None], panel.horizon, axis=2)
