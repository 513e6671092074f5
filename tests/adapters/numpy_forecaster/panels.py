"""Panels of a few rows, and made series that methods should get right."""

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.filling import panel_of
from olympus.adapters.numpy_forecaster.panel import Panel


def panel(
    *rows: list[float] | Array, seasons: tuple[int, ...] = (), horizon: int = 4, offsets: tuple[int, ...] = (0,)
) -> Panel:
    """Rows as they are, ending together."""
    return panel_of([np.array(row, float) for row in rows], seasons=seasons, horizon=horizon, offsets=offsets)


def wave(length: int, season: int, *, level: float = 10.0, height: float = 4.0) -> Array:
    """A level with a season added."""
    return level + height * np.sin(2 * np.pi * np.arange(length) / season)
