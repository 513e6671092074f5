"""Rows without their seasons, and how the seasons come back into what is forecast without them."""

from dataclasses import dataclass, replace

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array, Mask
from olympus.adapters.numpy_forecaster.decomposition import has_season, seasonal_indices
from olympus.adapters.numpy_forecaster.panel import Panel


@dataclass(frozen=True, slots=True)
class Deseasonalised:
    """A panel of what remains. `factors` and `addends` (N, horizon) are the seasons ahead, if any was `found`."""

    panel: Panel
    factors: Array
    addends: Array
    found: Mask

    def with_seasons(self, forecasts: Array) -> Array:
        """Forecasts (N, horizon) of what remains, with the seasons again."""
        return forecasts * self.factors + self.addends


def deseasonalised(panel: Panel) -> Deseasonalised:
    """Every season that stands out is taken away, the shortest first.

    Seasons multiply where all values of a row are positive, and add otherwise.
    """
    positive = np.where(panel.alive, panel.values, np.inf).min(axis=1) > 0
    values = panel.values
    factors, addends = np.ones((panel.rows, panel.horizon)), np.zeros((panel.rows, panel.horizon))
    found = np.zeros(panel.rows, bool)
    columns = np.arange(panel.width)
    ahead = panel.width + np.arange(panel.horizon)
    for season in panel.seasons:
        remaining = replace(panel, values=values)
        seasonal = has_season(remaining, season)
        if not seasonal.any():
            continue
        multiplying = np.where(seasonal & positive, seasonal_indices(remaining, season, multiplied=True), 1.0)
        adding = np.where(seasonal & ~positive, seasonal_indices(remaining, season, multiplied=False), 0.0)
        values = (values - adding[columns % season].T) / multiplying[columns % season].T
        factors = factors * multiplying[ahead % season].T
        addends = addends + adding[ahead % season].T
        found |= seasonal
    return Deseasonalised(replace(panel, values=values), factors, addends, found)
