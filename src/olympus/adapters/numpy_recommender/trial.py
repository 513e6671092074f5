"""A part of the purchases is hidden, so that what was learnt from the rest can be tried on it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from olympus.adapters.numpy_recommender.cooccurrence import dense_rows
from olympus.adapters.numpy_recommender.histories import Floats, Histories, Indices
from olympus.domain.recommending.together import Together

FIRST = 10
"""How far down a ranking what is hidden counts as found."""

_MOST_COLUMNS = 1_500
_MOST_ROWS = 2_000
_MOST_CASES = 5_000
_FEWEST_CASES = 50
_HIDDEN_SHARE = 0.2
_FEWEST_ITEMS = 5
"""Of customers with fewer, nothing is hidden."""
_SEED = 20_190_513

_DISCOUNTS = 1 / np.log2(np.arange(2, FIRST + 2))


@dataclass(frozen=True, slots=True)
class Trial:
    """`given` has a row for each case, 1 where an item is given; `ages` are days, 0 where unknown or not given.

    `hidden` is True where an item is to be found. `rest` is what may be learnt from. All of the most frequent
    items alone, so that a trial costs the same however many there are.
    """

    rest: Histories
    given: Floats
    ages: Floats | None
    hidden: NDArray[np.bool_]

    def gain(self, scores: Floats) -> float:
        """nDCG of the first ten, with binary relevance: the mean over all cases."""
        hits = self._hits(scores)
        ideal = np.cumsum(_DISCOUNTS)[np.minimum(self.hidden.sum(axis=1), FIRST) - 1]
        return float(((hits * _DISCOUNTS[: hits.shape[1]]).sum(axis=1) / ideal).mean())

    def found(self, scores: Floats) -> float:
        """The share of what is hidden that is among the first ten."""
        return float(self._hits(scores).sum() / self.hidden.sum())

    def _hits(self, scores: Floats) -> NDArray[np.bool_]:
        open_to_all = np.where(self.given > 0, -np.inf, scores)
        first = np.argsort(-open_to_all, axis=1, kind="stable")[:, :FIRST]
        return np.take_along_axis(self.hidden, first, axis=1)


def trial(histories: Histories, together: Together) -> Trial | None:
    """What to try on, or None where there is too little."""
    histories = _of_frequent_items(histories)
    hide = _hide_one_at_a_time if together is Together.BASKET else _hide_a_share
    made = hide(histories, np.random.default_rng(_SEED))
    return made if made and len(made.given) >= _FEWEST_CASES else None


def _hide_one_at_a_time(histories: Histories, chance: np.random.Generator) -> Trial | None:
    """Of a fifth of the baskets, each item of each in turn; what is learnt from is the other baskets."""
    several = np.flatnonzero(histories.lengths > 1)
    rows = chance.permutation(several)[: min(int(len(several) * _HIDDEN_SHARE), _MOST_ROWS)]
    rows = np.sort(rows[np.cumsum(histories.lengths[rows]) <= _MOST_CASES])
    if not len(rows):
        return None
    entries, place = histories.entries_of(rows)
    hidden = np.zeros((len(entries), histories.width), bool)
    hidden[np.arange(len(entries)), histories.columns[entries]] = True
    given = np.where(hidden, 0, dense_rows(histories, rows)[place]).astype(np.float32)
    is_learnt = np.ones(len(histories.columns), bool)
    is_learnt[entries] = False
    return Trial(histories.kept(is_learnt), given, None, hidden)


def _hide_a_share(histories: Histories, chance: np.random.Generator) -> Trial | None:
    """Of each customer a fifth of the items: the latest, or any where times are unknown."""
    several = np.flatnonzero(histories.lengths >= _FEWEST_ITEMS)
    rows = np.sort(chance.permutation(several)[:_MOST_ROWS])
    if not len(rows):
        return None
    entries, place = histories.entries_of(rows)
    by_chance = chance.random(len(entries))
    age = by_chance if histories.ages is None else histories.ages[entries]
    order = np.lexsort((by_chance, age, place))
    lengths = histories.lengths[rows]
    nth = np.arange(len(order)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    is_hidden = nth < np.repeat(np.maximum((lengths * _HIDDEN_SHARE).astype(int), 1), lengths)
    is_learnt = np.ones(len(histories.columns), bool)
    is_learnt[entries[order[is_hidden]]] = False
    hidden = np.zeros((len(rows), histories.width), bool)
    hidden[place[order[is_hidden]], histories.columns[entries[order[is_hidden]]]] = True
    rest = histories.kept(is_learnt)
    return Trial(rest, dense_rows(rest, rows), _dense_ages(rest, rows), hidden)


def _dense_ages(histories: Histories, rows: Indices) -> Floats | None:
    """Days before the latest of each row, so that a customer who pauses does not fade."""
    if histories.ages is None:
        return None
    ages = np.full((len(rows), histories.width), np.inf, np.float32)
    entries, place = histories.entries_of(rows)
    ages[place, histories.columns[entries]] = histories.ages[entries]
    ages -= np.min(ages, axis=1, keepdims=True)
    return np.where(np.isfinite(ages), ages, 0)


def _of_frequent_items(histories: Histories) -> Histories:
    owners = np.bincount(histories.columns, minlength=histories.width)
    return histories.narrowed(np.sort(np.argsort(-owners, kind="stable")[:_MOST_COLUMNS]))
