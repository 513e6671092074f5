"""Demand that comes now and then: how large it is, and how often it comes, smoothed apart.

Syntetos and Boylan (2005), The accuracy of intermittent demand estimates, International Journal of Forecasting 21
(SBA); Teunter, Syntetos and Babai (2011), Intermittent demand: linking forecasting to inventory obsolescence,
European Journal of Operational Research 214 (TSB).
"""

from collections.abc import Iterator

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array, Mask
from olympus.adapters.numpy_forecaster.panel import Panel
from olympus.adapters.numpy_forecaster.weights import likelihood_weights

_ALPHAS = np.array((0.03, 0.06, 0.1, 0.2, 0.3))
_LEAST_ZEROS = 0.2


def is_intermittent(panel: Panel) -> Mask:
    """Rows (N) where nothing is ever negative and a fifth of the values or more, but not all, are zero."""
    alive = panel.alive
    zeros: Array = ((panel.values == 0) & alive).sum(axis=1) / panel.lengths
    never_negative: Mask = np.where(alive, panel.values, 0.0).min(axis=1) >= 0
    return never_negative & (zeros >= _LEAST_ZEROS) & (zeros < 1)


def syntetos_boylan(panel: Panel) -> Array:
    """Size over interval, both smoothed where there is demand, less the bias of that ratio (N, horizon)."""
    size, probability = _beginning(panel)
    interval = 1 / probability
    since = np.ones_like(size)
    cost, seen = np.zeros_like(size), np.zeros(panel.rows)
    for value, known in _steps(panel):
        expected = (1 - _ALPHAS / 2) * size / interval
        cost += ((value - expected) * known) ** 2
        demand = known & (value > 0)
        size = np.where(demand, size + _ALPHAS * (value - size), size)
        interval = np.where(demand, interval + _ALPHAS * (since - interval), interval)
        since = np.where(demand, 1.0, since + known)
        seen += known[:, 0]
    level = (likelihood_weights(cost, seen) * (1 - _ALPHAS / 2) * size / interval).sum(axis=1)
    return np.repeat(level[:, None], panel.horizon, axis=1)


def teunter_syntetos_babai(panel: Panel) -> Array:
    """Size times probability, which falls without demand: what is no longer wanted fades (N, horizon)."""
    size, probability = _beginning(panel)
    cost, seen = np.zeros_like(size), np.zeros(panel.rows)
    for value, known in _steps(panel):
        cost += ((value - probability * size) * known) ** 2
        demand = known & (value > 0)
        size = np.where(demand, size + _ALPHAS * (value - size), size)
        probability = probability + _ALPHAS * (demand - probability) * known
        seen += known[:, 0]
    level = (likelihood_weights(cost, seen) * probability * size).sum(axis=1)
    return np.repeat(level[:, None], panel.horizon, axis=1)


def _beginning(panel: Panel) -> tuple[Array, Array]:
    """Mean size of demand and its probability over the row, for each candidate (N, G)."""
    demand = panel.alive & (panel.values > 0)
    count = demand.sum(axis=1)
    size = np.where(demand, panel.values, 0.0).sum(axis=1) / np.maximum(count, 1)
    probability = np.maximum(count, 0.5) / panel.lengths
    shape = (1, _ALPHAS.size)
    return np.tile(size[:, None], shape), np.tile(probability[:, None], shape)


def _steps(panel: Panel) -> Iterator[tuple[Array, Mask]]:
    known = panel.alive & panel.observed
    for t in range(int(panel.start.min()), panel.width):
        yield panel.values[:, t, None], known[:, t, None]
