"""What was learnt, ready to rank items."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from olympus.adapters.numpy_recommender.affinities import Affinities
from olympus.adapters.numpy_recommender.customer_weights import CustomerWeights
from olympus.adapters.numpy_recommender.histories import Floats, Indices
from olympus.adapters.numpy_recommender.popularity import Popularity
from olympus.domain.recommending.ranked_item import RankedItem
from olympus.ports.recommender import Found, ItemModel

_BYTES_OF_AN_ID = 200
"""An id with its places in a list and a dictionary."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """All that a model consists of. Without affinities it knows what is popular, and nothing else."""

    method: str
    items: Sequence[str]
    popularity: Popularity
    affinities: Affinities | None = None
    customers: CustomerWeights | None = None
    found: Found | None = None


class NumpyItemModel(ItemModel):
    """Scores come from affinities, or from popularity where nothing is given that they know."""

    def __init__(self, learnt: Learnt) -> None:
        self._learnt = learnt
        self._items = learnt.items
        self._column = {item: column for column, item in enumerate(learnt.items)}

    @property
    def method(self) -> str:
        return self._learnt.method

    @property
    def found(self) -> Found | None:
        return self._learnt.found

    @property
    def held_bytes(self) -> int:
        parts = (self._learnt.affinities, self._learnt.popularity, self._learnt.customers)
        return sum(part.held_bytes for part in parts if part) + _BYTES_OF_AN_ID * len(self._items)

    def knows(self, item_id: str) -> bool:
        return item_id in self._column

    def rank(
        self,
        given: Mapping[str, float],
        *,
        leave_out: Collection[str] = (),
        limit: int,
        again: bool = False,
        place: str | None = None,
    ) -> list[RankedItem]:
        known = sorted((self._column[item], weight) for item, weight in given.items() if item in self._column)
        out = leave_out if again else {*leave_out, *given}
        affinities = self._learnt.affinities
        if affinities is None or not known:
            return self.popular(leave_out=out, limit=limit, place=place)
        columns = np.array([column for column, _ in known])
        weights = np.array([weight for _, weight in known], np.float32)
        scores = affinities.scores(columns, weights)
        ranked = self._first(scores, out, limit)
        reasons = affinities.strongest(columns, weights, ranked)
        return [
            RankedItem(self._items[column], float(scores[column]), self._items[columns[why]] if why >= 0 else None)
            for column, why in zip(ranked, reasons, strict=True)
        ]

    def popular(
        self, *, leave_out: Collection[str] = (), limit: int, place: str | None = None
    ) -> list[RankedItem]:
        shares = self._learnt.popularity.of_place(place)
        return [
            RankedItem(self._items[column], float(shares[column]))
            for column in self._first(shares, leave_out, limit)
        ]

    def weights_of(self, customer_id: str) -> Mapping[str, float]:
        customers = self._learnt.customers
        return {self._items[column]: weight for column, weight in customers.of(customer_id)} if customers else {}

    def _first(self, scores: Floats, leave_out: Collection[str], limit: int) -> Indices:
        """The columns of the greatest scores, those left out aside; of equal ones the first."""
        scores = scores.copy()
        out = [self._column[item] for item in leave_out if item in self._column]
        scores[out] = -np.inf
        limit = min(limit, len(scores) - len(set(out)))
        if limit <= 0:
            return np.empty(0, np.int64)
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        candidates = np.flatnonzero(scores >= least)
        return candidates[np.argsort(-scores[candidates], kind="stable")][:limit]
