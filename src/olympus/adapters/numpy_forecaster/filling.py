"""From loose series to a panel without gaps."""

from collections.abc import Sequence

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.panel import Panel


def filled(values: Array, season: int) -> Array:
    """A row without NaN: a gap is what was a season before, or lies on the line between its neighbours."""
    missing = np.isnan(values)
    if not missing.any():
        return values
    row = values.copy()
    if season > 1:
        for place in np.flatnonzero(missing):
            if place >= season:
                row[place] = row[place - season]
    still = np.isnan(row)
    places = np.arange(row.size)
    row[still] = np.interp(places[still], places[~still], row[~still])
    return row


def panel_of(rows: Sequence[Array], *, seasons: tuple[int, ...], horizon: int, offsets: tuple[int, ...]) -> Panel:
    """A panel of rows that may be of different lengths and may have NaN inside."""
    width = max(row.size for row in rows)
    values = np.zeros((len(rows), width))
    observed = np.zeros((len(rows), width), bool)
    start = np.array([width - row.size for row in rows])
    for place, row in enumerate(rows):
        values[place, start[place] :] = filled(row, seasons[0] if seasons else 1)
        values[place, : start[place]] = values[place, start[place]]
        observed[place, start[place] :] = ~np.isnan(row)
    return Panel(values, observed, start, seasons, horizon, offsets)
