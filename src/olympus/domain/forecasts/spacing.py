"""Values with their times, as values at equal distances: what is missing between them is told by the times."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from olympus.domain.forecasts.series import MOST_VALUES


def evenly_spaced(times: Sequence[datetime], values: Sequence[float | None]) -> list[float | None]:
    """The values with None for each step that has none. `times` ascend; a step is their smallest distance.

    Where distances are no multiples of the smallest, as with months, or where times repeat, nothing is known to be
    missing.
    """
    distances = [later - earlier for earlier, later in pairwise(times)]
    step = min(distances, default=timedelta(0))
    if step <= timedelta(0) or any(distance % step for distance in distances):
        return list(values)
    if (times[-1] - times[0]) // step >= MOST_VALUES:
        return list(values)
    spaced: list[float | None] = []
    for distance, value in zip([step, *distances], values, strict=True):
        spaced += [None] * (distance // step - 1)
        spaced.append(value)
    return spaced
