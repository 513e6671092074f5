"""As it was: the last value, or the value of a season ago."""

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.panel import Panel


def naive(panel: Panel) -> Array:
    """The last value goes on (origins, N, horizon)."""
    last = panel.values[:, [panel.width - 1 - offset for offset in panel.offsets]]
    return np.repeat(last.T[:, :, None], panel.horizon, axis=2)


def seasonal_naive(panel: Panel) -> Array:
    """What was a season ago comes again (origins, N, horizon); NaN where there was no season yet."""
    season = panel.seasons[-1]
    forecasts = np.full((len(panel.offsets), panel.rows, panel.horizon), np.nan)
    for place, offset in enumerate(panel.offsets):
        end = panel.width - offset
        if end < season:
            continue
        columns = end - season + np.arange(panel.horizon) % season
        whole = panel.start <= end - season
        forecasts[place] = np.where(whole[:, None], panel.values[:, columns], np.nan)
    return forecasts
