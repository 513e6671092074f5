"""EASE with an intercept: a ridge regression of every item on all others, in closed form.

The method is that of H. Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019; its item-dependent
ridge ("dropout") that of H. Steck, "Autoencoders that don't overfit towards the Identity", NeurIPS 2020. The
intercept, which is the regression on centred columns, makes a score an estimate of how likely the item is, and
brings popularity in by the weight that the data give it.
"""

from dataclasses import dataclass

import numpy as np

from olympus.adapters.numpy_recommender.affinities import Affinities, place_of_strongest
from olympus.adapters.numpy_recommender.cooccurrence import gram
from olympus.adapters.numpy_recommender.histories import Floats, Histories, Indices
from olympus.adapters.numpy_recommender.inverse import invert_in_place


@dataclass(frozen=True, slots=True)
class EaseSettings:
    """`ridge` holds weights back, in rows; `dropout` holds those of frequent items back, in shares of their rows.

    `size_power` weighs a row by its size to that power; `is_centred` is whether there is an intercept.
    """

    ridge: float = 100.0
    dropout: float = 0.0
    size_power: float = -0.5
    is_centred: bool = True


class Ease(Affinities):
    """`weights[i, j]` is what owning i adds to the score of j."""

    def __init__(self, weights: Floats, intercept: Floats) -> None:
        self._weights = weights
        self._intercept = intercept

    @property
    def held_bytes(self) -> int:
        return self._weights.nbytes

    def scores(self, columns: Indices, weights: Floats) -> Floats:
        if len(columns) * 4 < len(self._intercept):
            return weights @ self._weights[columns] + self._intercept
        given = np.zeros(len(self._intercept), np.float32)
        given[columns] = weights
        return given @ self._weights + self._intercept

    def scores_of_rows(self, given: Floats) -> Floats:
        return given @ self._weights + self._intercept

    def strongest(self, columns: Indices, weights: Floats, ranked: Indices) -> Indices:
        return place_of_strongest(self._weights[np.ix_(columns, ranked)] * weights[:, None])


class EaseTogether:
    """What is the same for all settings that weigh rows alike: worked out once, solved often."""

    def __init__(self, histories: Histories, size_power: float) -> None:
        lengths = np.maximum(histories.lengths, 1)
        weights = (lengths**size_power).astype(np.float32)
        weights /= weights.mean() if len(weights) else 1
        self._total = float(weights.sum())
        self._gram = gram(histories, weights)
        self._shares = np.diag(self._gram) / max(self._total, 1)

    def solved(self, settings: EaseSettings) -> Ease:
        """The weights between items."""
        return self._solved(self._gram.copy(), settings)

    def solved_once(self, settings: EaseSettings) -> Ease:
        """The same in half of the memory; nothing can be solved afterwards."""
        matrix, self._gram = self._gram, np.empty((0, 0), np.float32)
        return self._solved(matrix, settings)

    def _solved(self, matrix: Floats, settings: EaseSettings) -> Ease:
        shares = self._shares if settings.is_centred else np.zeros_like(self._shares)
        for row, share in enumerate(shares):  # row by row: all at once would need as much memory again
            matrix[row] -= np.float32(self._total) * share * shares
        diagonal = np.diag_indices_from(matrix)
        matrix[diagonal] += settings.ridge + settings.dropout * matrix[diagonal]
        invert_in_place(matrix)
        matrix /= -np.diag(matrix)
        matrix[diagonal] = 0
        return Ease(matrix, (shares - shares @ matrix).astype(np.float32))


def ease(histories: Histories, settings: EaseSettings) -> Ease:
    """The weights between the items of all rows."""
    return EaseTogether(histories, settings.size_power).solved_once(settings)
