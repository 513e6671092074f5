"""Learns by EASE as long as the matrix of all pairs of items is small enough, by RP3beta beyond."""

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from olympus.adapters.numpy_recommender.affinities import Affinities
from olympus.adapters.numpy_recommender.choosing import settings_for, tried
from olympus.adapters.numpy_recommender.customer_weights import CustomerWeights
from olympus.adapters.numpy_recommender.ease import ease
from olympus.adapters.numpy_recommender.histories import Gathering, Histories
from olympus.adapters.numpy_recommender.model import Learnt, NumpyItemModel
from olympus.adapters.numpy_recommender.popularity import Popularity
from olympus.adapters.numpy_recommender.rp3beta import rp3beta
from olympus.adapters.numpy_recommender.trial import trial
from olympus.domain.recommending.basket import Basket
from olympus.domain.recommending.together import Together
from olympus.ports.recommender import ItemModel, Lessons, Recommender

MOST_ITEMS_OF_EASE = 5_000
"""100 MB of weights."""


class NumpyRecommender(Recommender):
    """Chooses settings by trying them on a part of the purchases that it hides from itself."""

    def __init__(self, most_items_of_ease: int = MOST_ITEMS_OF_EASE) -> None:
        self._most_items_of_ease = most_items_of_ease

    def lessons(self, together: Together) -> Lessons:
        return _NumpyLessons(together, self._most_items_of_ease)


class _NumpyLessons(Lessons):
    def __init__(self, together: Together, most_items_of_ease: int) -> None:
        self._together = together
        self._most_items_of_ease = most_items_of_ease
        self._gathering = Gathering(together)

    def add(self, baskets: Iterable[Basket]) -> None:
        self._gathering.add(baskets)

    def learn(self) -> ItemModel:
        histories = self._gathering.histories()
        popularity = Popularity.of(histories)
        if not np.any(histories.lengths > 1):
            customers = self._customers(histories, None)
            return NumpyItemModel(Learnt("popularity", histories.items, popularity, customers=customers))
        made = trial(histories, self._together)
        is_ease = histories.width <= self._most_items_of_ease
        learn: Callable[[Histories], Affinities] = rp3beta
        if is_ease:
            learn = partial(ease, settings=settings_for(made))
        outcome = tried(made, learn)
        del made
        method, affinities = "ease" if is_ease else "rp3beta", learn(histories)
        customers = self._customers(histories, outcome.fading_days)
        return NumpyItemModel(Learnt(method, histories.items, popularity, affinities, customers, outcome.found))

    def _customers(self, histories: Histories, fading_days: float | None) -> CustomerWeights | None:
        return CustomerWeights(histories, fading_days) if self._together is Together.CUSTOMER else None
