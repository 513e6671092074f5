"""What is used of a series, and how it is to be read."""

from dataclasses import dataclass

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.marked_steps import MarkEffects, effects_of, ordinary_steps
from olympus.domain.forecasts.series import DayMarks, Series

ORIGINS = 12
"""Every series is also forecast from so many moments of its past."""
_REACH = 4.0
"""They reach back so many horizons, and no further than half of the history."""
_LONGEST = 1_500
_CYCLES = 8
"""So much of a history is used: the last 1,500 values, or 8 cycles of the longest season where that is more."""
_SMALLEST = 1e-200


@dataclass(frozen=True, slots=True)
class Prepared:
    """A series at its place in the batch: values around one (times `scale` they are those given), without marks.

    `values` has NaN where nothing was measured or the step is marked; `spacing` is the distance of origins.
    No forecast is below `least`.
    """

    place: int
    series: Series
    values: Array
    scale: float
    seasons: tuple[int, ...]
    spacing: int
    least: float
    effects: MarkEffects | None = None

    @property
    def season(self) -> int:
        """The shortest season, or 1."""
        return min(self.seasons, default=1)

    @property
    def kind(self) -> tuple[tuple[int, ...], int, int]:
        """Series of one kind are computed together."""
        return self.seasons, self.series.horizon, self.spacing


def prepared(place: int, series: Series) -> Prepared:
    """The latest part of a series, scaled to a mean size of one."""
    values = np.array([np.nan if value is None else value for value in series.values], float)
    seasons = tuple(sorted({round(season) for season in series.seasons if round(season) > 1}))
    longest = max(_LONGEST, _CYCLES * max(seasons, default=1))
    first = max(int(np.flatnonzero(~np.isnan(values))[0]), values.size - longest)
    values, marks = values[first:], DayMarks(series.marks.past[first:], series.marks.future)
    if np.isnan(values).all():  # nothing was measured for longer than is used
        values, marks = np.array([series.known[-1]]), DayMarks((), series.marks.future)
    seasons = tuple(season for season in seasons if season <= values.size)
    ordinary = ordinary_steps(values, marks.past)
    sizes = (float(np.nanmean(np.abs(each))) for each in (ordinary, values))
    scale = next((size for size in sizes if size > _SMALLEST), 1.0)
    reach = min(_REACH * series.horizon, values.size / 2)
    shortest = min(seasons, default=1)
    return Prepared(
        place,
        series,
        ordinary / scale,
        scale,
        seasons,
        spacing=max(1, round(reach / ORIGINS)),
        least=0.0 if np.nanmin(values) >= 0 else -np.inf,
        effects=effects_of(marks, values / scale, season=shortest, horizon=series.horizon) if marks else None,
    )
