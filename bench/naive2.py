"""The forecast by which the competition M4 measured all others: the last value, with its season if any."""

from collections.abc import Sequence

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.decomposition import by_phase, mean_of_known, trend_cycle

_OF_90 = 1.645


def naive2(past: Sequence[float], season: int, horizon: int) -> list[float]:
    """The last deseasonalised value times the season of a step: Makridakis et al. (2020), The M4 Competition."""
    values = np.array(past, float)
    factors = _factors(values, season) if season > 1 and _has_season(values, season) else np.ones(season)
    columns = np.arange(values.size, values.size + horizon) % season
    last = values[-1] / factors[(values.size - 1) % season]
    told: list[float] = (last * factors[columns]).tolist()
    return told


def _has_season(values: Array, season: int) -> bool:
    if values.size < 3 * season:
        return False
    centred = values - values.mean()
    size = (centred**2).sum()
    if not size:
        return False
    correlations = np.array([(centred[lag:] * centred[:-lag]).sum() / size for lag in range(1, season + 1)])
    limit = _OF_90 * np.sqrt((1 + 2 * (correlations[:-1] ** 2).sum()) / values.size)
    return bool(abs(correlations[-1]) > limit)


def _factors(values: Array, season: int) -> Array:
    rows = values[None, :]
    away = rows / trend_cycle(rows, np.ones_like(rows, bool), season)
    factors = mean_of_known(by_phase(away, season), axis=1)[0]
    normed: Array = factors / factors.mean()
    return normed
