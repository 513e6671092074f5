"""RP3beta: where a random walk from what is owned, over owners, to other items ends; for many items.

B. Paudel, F. Christoffel, C. Newell, A. Bernstein, "Updatable, Accurate, Diverse, and Scalable Recommendations for
Interactive Applications", ACM Transactions on Interactive Intelligent Systems 7(1), 2017. Only the strongest
neighbours of each item are kept, so that memory grows with the items and not with their square.
"""

import numpy as np
from numpy.typing import NDArray

from olympus.adapters.numpy_recommender.affinities import Affinities, place_of_strongest
from olympus.adapters.numpy_recommender.histories import Floats, Histories, Indices

ALPHA = 0.6
"""The power of the probabilities of the walk."""
BETA = 0.6
"""How much the popularity of the item where it ends is held against it."""

_NEIGHBOURS = 100
_LONGEST = 1_000
"""Of an owner with more items, the first so many columns count: the cost of a row is the square of its length."""
_POPULARITY = 1e-4
"""What popularity adds to scores: enough to order what nothing else speaks for."""


class Rp3Beta(Affinities):
    """Each column has as many neighbours as any; where it has fewer in truth, the rest weigh nothing."""

    def __init__(self, neighbours: NDArray[np.int32], weights: Floats, popularity: Floats) -> None:
        self._neighbours = neighbours
        self._weights = weights
        self._popularity = popularity

    @property
    def held_bytes(self) -> int:
        return self._neighbours.nbytes + self._weights.nbytes

    def scores(self, columns: Indices, weights: Floats) -> Floats:
        walks = self._weights[columns] * weights[:, None]
        ends = self._neighbours[columns].ravel()
        sums = np.bincount(ends, walks.ravel(), minlength=len(self._popularity))
        return (sums + self._popularity).astype(np.float32)

    def scores_of_rows(self, given: Floats) -> Floats:
        scores = [self.scores(np.flatnonzero(row), row[row != 0]) for row in given]
        return np.stack(scores) if scores else np.empty_like(given)

    def strongest(self, columns: Indices, weights: Floats, ranked: Indices) -> Indices:
        near, walks = self._neighbours[columns], self._weights[columns] * weights[:, None]
        contributions = [np.where(near == item, walks, 0).sum(axis=1) for item in ranked]
        return place_of_strongest(np.stack(contributions, axis=1)) if contributions else ranked


def rp3beta(histories: Histories) -> Rp3Beta:
    """The neighbours of all items."""
    histories = _of_bounded_length(histories)
    width = histories.width
    owned = np.maximum(histories.lengths, 1).astype(np.float32)
    owners = np.maximum(np.bincount(histories.columns, minlength=width), 1).astype(np.float32)
    of_column = np.argsort(histories.columns, kind="stable")
    rows = histories.rows[of_column]
    first = np.searchsorted(histories.columns[of_column], np.arange(width + 1))
    from_owner = owned**-ALPHA
    at_end = owners**-BETA
    neighbours = np.zeros((width, min(_NEIGHBOURS, width)), np.int32)
    weights = np.zeros(neighbours.shape, np.float32)
    for column in range(width):
        having = rows[first[column] : first[column + 1]]
        ends, walk = _ends(histories, having, from_owner)
        walk = walk * owners[column] ** -ALPHA * at_end[ends]
        walk[ends == column] = 0
        best = _first(walk, _NEIGHBOURS)
        neighbours[column, : len(best)] = ends[best]
        weights[column, : len(best)] = walk[best]
    popularity = (_POPULARITY * owners / owners.max()).astype(np.float32)
    return Rp3Beta(neighbours, weights, popularity)


def _ends(histories: Histories, rows: Indices, from_owner: Floats) -> tuple[Indices, NDArray[np.float64]]:
    """Where the walk from these owners ends, ascending, and how likely."""
    entries, place = histories.entries_of(rows)
    ends, walks = histories.columns[entries], from_owner[rows][place]
    if len(ends) > histories.width:  # then a sum for each item there is costs less than to sort the ends
        sums = np.asarray(np.bincount(ends, walks, minlength=histories.width), np.float64)
        there = np.flatnonzero(sums)
        return there, sums[there]
    there, end = np.unique(ends, return_inverse=True)
    return there.astype(np.int64), np.asarray(np.bincount(end, walks, minlength=len(there)), np.float64)


def _first(walk: NDArray[np.float64], number: int) -> Indices:
    """The places of the greatest positive values; of equal ones the earlier."""
    best = np.argsort(-walk, kind="stable")[:number]
    return np.sort(best[walk[best] > 0])


def _of_bounded_length(histories: Histories) -> Histories:
    nth = np.arange(len(histories.columns)) - np.repeat(histories.starts[:-1], histories.lengths)
    return histories.kept(nth < _LONGEST)
