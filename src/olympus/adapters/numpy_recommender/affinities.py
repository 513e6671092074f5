"""How much each item speaks for each other one: what the methods learn, whatever way they learn it."""

from abc import abstractmethod
from typing import Protocol

import numpy as np

from olympus.adapters.numpy_recommender.histories import Floats, Indices


class Affinities(Protocol):
    """The learnt weights between items, by column."""

    @property
    @abstractmethod
    def held_bytes(self) -> int:
        """The memory of the weights."""

    @abstractmethod
    def scores(self, columns: Indices, weights: Floats) -> Floats:
        """The score of every item, given some."""

    @abstractmethod
    def scores_of_rows(self, given: Floats) -> Floats:
        """The scores for many owners at once: a row of `given` for each, 0 for what is not owned."""

    @abstractmethod
    def strongest(self, columns: Indices, weights: Floats, ranked: Indices) -> Indices:
        """For each ranked item, the place among the given ones of what speaks most for it; -1 if nothing does."""


def place_of_strongest(contributions: Floats) -> Indices:
    """The row of the greatest positive value in each column; -1 where there is none."""
    if not contributions.shape[0]:
        return np.full(contributions.shape[1], -1)
    places = contributions.argmax(axis=0)
    return np.where(np.take_along_axis(contributions, places[None], axis=0)[0] > 0, places, -1)
