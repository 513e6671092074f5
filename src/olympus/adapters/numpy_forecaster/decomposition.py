"""The season of a row: whether there is one, and how large its indices are.

Classical decomposition by centred moving averages; the test for a season is that of Assimakopoulos and
Nikolopoulos (2000), The theta model, International Journal of Forecasting 16, there at 90 %.
"""

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array, Mask
from olympus.adapters.numpy_forecaster.panel import Panel

_CRITICAL = 1.0
"""Less is demanded than the 1.645 of the source, as indices that do not stand out are shrunk."""
_ROUNDING = 1e-9
LONGEST_CYCLE = 200
"""The phases of a longer season, such as the days of a year, are not learnt each by itself."""
_BROAD = 12
"""They are as their neighbours are, over this part of the season: a year's days by the month around them."""
_FEW_CYCLES = 3
"""In fewer cycles, half or more of the values have none a season before: the correlation is of those that have."""
_LEAST_FACTOR = 1e-3
"""No factor is less, so that dividing by it stays harmless."""
_FADING = 0.8
"""What a cycle weighs of the cycle after it."""


def by_phase(cells: Array, season: int) -> Array:
    """Cells (N, T) as (N, cycles, season), a cell by its column modulo the season; NaN where there is none."""
    missing = -cells.shape[1] % season
    padded = np.pad(cells, ((0, 0), (0, missing)), constant_values=np.nan)
    return padded.reshape(cells.shape[0], -1, season)


def mean_of_known(cells: Array, axis: int) -> Array:
    """The mean without NaN; 0 where there is nothing."""
    known = ~np.isnan(cells)
    count = known.sum(axis=axis)
    mean: Array = np.where(known, cells, 0.0).sum(axis=axis) / np.maximum(count, 1)
    return mean


def trend_cycle(values: Array, alive: Mask, season: int) -> Array:
    """The centred moving average over one season; NaN where it would reach beyond the row."""
    half = season // 2
    inside = np.where(alive, values, 0.0)
    sums = np.pad(np.cumsum(inside, axis=1), ((0, 0), (1, 0)))
    rows, width = values.shape
    centred = np.full((rows, width), np.nan)
    if width <= 2 * half:
        return centred
    if season % 2:
        mean = (sums[:, season:] - sums[:, :-season]) / season
    else:
        wide = sums[:, season + 1 :] - sums[:, : -season - 1]
        narrow = sums[:, season:-1] - sums[:, 1:-season]
        mean = (wide + narrow) / (2 * season)
    whole = alive[:, : mean.shape[1]]
    centred[:, half : half + mean.shape[1]] = np.where(whole, mean, np.nan)
    return centred


def seasonal_indices(panel: Panel, season: int, *, multiplied: bool) -> Array:
    """The season by its phase (season, N), which averages to nothing: to 0, or to 1 where it is multiplied.

    Late cycles weigh more than early ones, and indices are shrunk towards nothing by how little they stand out of
    what remains: Miller and Williams (2003), Shrinkage estimators of time series seasonal factors, International
    Journal of Forecasting 19.
    """
    alive = panel.alive
    trend = trend_cycle(panel.values, alive, season)
    nothing = 1.0 if multiplied else 0.0
    away = panel.values / np.where(trend > 0, trend, np.nan) if multiplied else panel.values - trend
    away[~(panel.observed & alive)] = np.nan
    by_cycle = by_phase(away, season)
    known = ~np.isnan(by_cycle)
    weights = known * _FADING ** np.arange(by_cycle.shape[1])[::-1, None]
    total = weights.sum(axis=1)
    means = (weights * np.where(known, by_cycle, 0.0)).sum(axis=1) / np.maximum(total, 1e-9)
    means = np.where(total > 0, means, nothing)
    if multiplied:
        means = np.maximum(means, _LEAST_FACTOR)
    alike = 1
    if season > LONGEST_CYCLE:
        alike = season // _BROAD
        means = _smoothed_around(means, alike)
    centre = means.mean(axis=1, keepdims=True)
    means = means / centre if multiplied else means - centre
    remains = np.where(known, by_cycle - means[:, None, :], 0.0)
    noise = (remains**2).sum(axis=(1, 2)) / np.maximum(known.sum(axis=(1, 2)) - season // alike, 1)
    squares = np.maximum((weights**2).sum(axis=1), 1e-9)
    cycles = np.maximum((total**2 / squares).mean(axis=1), 1.0)
    indices: Array = nothing + _shrinking(means - nothing, noise / (cycles * alike)) * (means - nothing)
    return indices.T


def _smoothed_around(means: Array, alike: int) -> Array:
    """The centred moving average of each row (N, season), whose end is next to its beginning."""
    half = alike // 2
    sums = np.cumsum(np.pad(means, ((0, 0), (half + 1, half)), mode="wrap"), axis=1)
    smooth: Array = (sums[:, 2 * half + 1 :] - sums[:, : -2 * half - 1]) / (2 * half + 1)
    return smooth


def _shrinking(deviations: Array, variance: Array) -> Array:
    """What is left of each row of deviations (N, 1), by James and Stein, given the variance of each of them."""
    size = deviations.shape[1]
    if size <= 3:
        return np.ones((deviations.shape[0], 1))
    standing_out = (deviations**2).sum(axis=1)
    left: Array = np.clip(1 - (size - 3) * variance / np.maximum(standing_out, 1e-12), 0.0, 1.0)
    return left[:, None]


def has_season(panel: Panel, season: int) -> Mask:
    """Whether a row holds two cycles and the autocorrelation at the season stands out (N)."""
    alive = panel.alive
    lengths = panel.lengths
    mean = np.where(alive, panel.values, 0).sum(axis=1) / lengths
    centred = np.where(alive, panel.values - mean[:, None], 0.0)
    variance = (centred**2).sum(axis=1)
    if panel.width <= season:
        return np.zeros(panel.rows, bool)
    size = 1 << int(np.ceil(np.log2(2 * panel.width)))
    spectrum = np.abs(np.fft.rfft(centred, size, axis=1)) ** 2
    covariances = np.fft.irfft(spectrum, size, axis=1)[:, : season + 1]
    correlations = covariances / np.where(variance > 0, variance, 1.0)[:, None]
    before = (correlations[:, 1:season] ** 2).sum(axis=1)
    limit = _CRITICAL * np.sqrt((1 + 2 * before) / lengths)
    pairs = np.where(lengths < _FEW_CYCLES * season, np.maximum(lengths - season, 1), lengths)
    at_season = correlations[:, season] * lengths / pairs
    found: Mask = (at_season > limit + _ROUNDING) & (variance > 0) & (lengths >= 2 * season)
    return found
