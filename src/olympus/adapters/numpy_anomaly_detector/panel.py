"""Series over the same units, as arrays: a row a series, a column a unit."""

from dataclasses import dataclass

import numpy as np

from olympus.adapters.numpy_anomaly_detector.arrays import Array, Labels, Mask
from olympus.domain.anomalies.watched_series import WatchedSeries

_SOME_NEGATIVE = 0.02


@dataclass(frozen=True, slots=True)
class Panel:
    """`values` has 0 where nothing is known. `learnt` are the points to learn from."""

    values: Array
    known: Mask
    learnt: Mask
    seasons: tuple[Labels, ...]
    judged: int
    new_level_after: int
    proportional: Mask
    """The series that swell with their level, seasons and all; the others are moved by it."""

    @property
    def length(self) -> int:
        return int(self.values.shape[1])


def panel_of(batch: list[WatchedSeries]) -> Panel:
    """Series with the same seasons, of which equally many points are judged, each divided by its own size."""
    first = batch[0]
    raw = np.array([[np.nan if value is None else value for value in each.values] for each in batch], dtype=float)
    known = np.isfinite(raw)
    values = np.where(known, raw, 0.0)
    learnt = known.copy()
    learnt[:, values.shape[1] - first.judged :] = False
    number = np.maximum(learnt.sum(axis=1), 1)
    mean = (values * learnt).sum(axis=1) / number
    negative = ((values < 0) & learnt).sum(axis=1) / number
    return Panel(
        values=values,
        known=known,
        learnt=learnt,
        seasons=tuple(np.array(phases, dtype=np.int64) for phases in first.seasons),
        judged=first.judged,
        new_level_after=first.new_level_after,
        proportional=(mean > 0) & (negative <= _SOME_NEGATIVE),
    )
