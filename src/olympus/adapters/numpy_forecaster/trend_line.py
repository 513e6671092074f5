"""The straight line through each row."""

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.panel import Panel


def trend_line(panel: Panel, first: int | None = None) -> tuple[Array, Array]:
    """Intercept at the start of a row and slope a step (N), by least squares on its `first` values, or on all."""
    steps = np.arange(panel.width) - panel.start[:, None]
    used = (steps >= 0) & (steps < (first or panel.width))
    count = used.sum(axis=1)
    centre = np.where(used, steps, 0).sum(axis=1) / count
    mean = np.where(used, panel.values, 0.0).sum(axis=1) / count
    away = np.where(used, steps - centre[:, None], 0.0)
    spread = (away**2).sum(axis=1)
    slope = (away * (panel.values - mean[:, None])).sum(axis=1) / np.where(spread > 0, spread, 1.0)
    return mean - slope * centre, slope
