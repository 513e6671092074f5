"""Series as rows of one array, their ends under one another."""

from dataclasses import dataclass, replace

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array, Mask


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows (N) of values (T) without gaps: a row begins at its `start`, and what is before it means nothing.

    `observed` tells what was measured from what was filled in. `offsets` are the origins to forecast from, as
    steps before the end, the latest (0) last. `seasons` are whole numbers of steps, ascending.
    """

    values: Array
    observed: Mask
    start: np.ndarray
    seasons: tuple[int, ...]
    horizon: int
    offsets: tuple[int, ...] = (0,)

    @property
    def rows(self) -> int:
        return int(self.values.shape[0])

    @property
    def width(self) -> int:
        return int(self.values.shape[1])

    @property
    def lengths(self) -> np.ndarray:
        return self.width - self.start

    @property
    def alive(self) -> Mask:
        """Which cells lie at or after the start of their row (N, T)."""
        return np.arange(self.width) >= self.start[:, None]

    def as_seen_from_origins(self) -> "Panel":
        """A row for each origin of each series (origins × N), holding what was known by then, with one origin."""
        values, observed, start = [], [], []
        for offset in self.offsets:
            values.append(_pushed_right(self.values, offset))
            observed.append(_pushed_right(self.observed, offset))
            start.append(np.minimum(self.start + offset, self.width - 1))
        return replace(
            self,
            values=np.concatenate(values),
            observed=np.concatenate(observed),
            start=np.concatenate(start),
            offsets=(0,),
        )

    def latest(self, columns: int) -> "Panel":
        """The last columns alone, without seasons, whose phases would no longer be right."""
        cut = max(self.width - columns, 0)
        return replace(
            self,
            values=self.values[:, cut:],
            observed=self.observed[:, cut:],
            start=np.maximum(self.start - cut, 0),
            seasons=(),
        )

    def by_origin(self, forecasts: Array) -> Array:
        """Forecasts of the rows of `as_seen_from_origins`, as (origins, N, horizon)."""
        return forecasts.reshape(len(self.offsets), self.rows, -1)

    def lengths_at_origins(self) -> np.ndarray:
        """How many values each origin knows of each row (origins, N); less than 1 where before the start."""
        known: np.ndarray = self.lengths[None, :] - np.array(self.offsets)[:, None]
        return known


def _pushed_right(cells: np.ndarray, by: int) -> np.ndarray:
    if by == 0:
        return cells
    pushed = np.empty_like(cells)
    pushed[:, :by] = cells[:, :1]
    pushed[:, by:] = cells[:, :-by]
    return pushed
