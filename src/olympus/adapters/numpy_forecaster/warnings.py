"""What people should know before they rely on a forecast."""

from collections.abc import Iterator

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.domain.forecasts.series import CLOSED, Series

_SHORT = 8


def warnings_about(values: Array, series: Series) -> Iterator[str]:
    """A sentence for each weakness of the history that is used."""
    known = values[~np.isnan(values)]
    if known.size < _SHORT:
        values_ = "value" if known.size == 1 else "values"
        yield f"The history has only {known.size} known {values_}: this is little more than a guess."
    elif not known.any():
        yield "The history is all zeros."
    elif (known == known[0]).all():
        yield "The history never changes: nothing tells how far off a forecast may be."
    too_long = [season for season in series.seasons if season > 1 and values.size < 2 * season]
    if too_long:
        yield f"Of the season of {too_long[0]:g} steps there are not two cycles yet."
    if series.horizon > max(values.size, 1):
        yield "The forecast reaches further ahead than the history goes back."
    if known.size < values.size / 2:
        yield f"More than half of the values are missing: {values.size - known.size} of {values.size}."
    unknown = {each for each in series.marks.future if each and each != CLOSED} - set(series.marks.past)
    if unknown:
        yield f"Nothing is known yet of what these days do: {', '.join(sorted(unknown))}."
