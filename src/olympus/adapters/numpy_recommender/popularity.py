"""Which items most owners have: what is recommended to those of whom nothing is known."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from olympus.adapters.numpy_recommender.histories import Floats, Histories

_DAYS_OF_POPULARITY = 90.0
"""After so many days a purchase counts 1/e in popularity, so that what is new and in season comes up."""
_MOST_PLACES = 200
_ALMOST_NOTHING = 1e-30
_TIE_BREAK = 1e-6


@dataclass(frozen=True, slots=True)
class Popularity:
    """Shares of what is owned, by item, the recent counting more; everywhere, and at the busiest places."""

    everywhere: Floats
    at: Mapping[str, Floats]

    @classmethod
    def of(cls, histories: Histories) -> "Popularity":
        weights = np.ones(len(histories.columns))
        if histories.ages is not None:
            weights = np.exp(-histories.ages.astype(np.float64) / _DAYS_OF_POPULARITY)
        entries = np.bincount(histories.place_of[histories.place_of >= 0], minlength=len(histories.places))
        busiest = np.argsort(-entries, kind="stable")[:_MOST_PLACES]
        at = {}
        for place in busiest:
            there = histories.place_of == place
            at[histories.places[place]] = _shares(histories.columns[there], weights[there], histories.width)
        return cls(_shares(histories.columns, weights, histories.width), at)

    @property
    def held_bytes(self) -> int:
        return (1 + len(self.at)) * self.everywhere.nbytes

    def of_place(self, place: str | None) -> Floats:
        """The shares at a place; of equal ones there, the more popular everywhere comes first."""
        there = self.at.get(place) if place is not None else None
        return self.everywhere if there is None else there + np.float32(_TIE_BREAK) * self.everywhere


def _shares(columns: NDArray[np.int32], weights: NDArray[np.float64], width: int) -> Floats:
    sums = np.bincount(columns, weights, minlength=width)
    shares: Floats = (sums / max(float(sums.sum()), _ALMOST_NOTHING)).astype(np.float32)
    return shares
