"""What each customer has, and how much each item counts now."""

from collections.abc import Iterator

import numpy as np

from olympus.adapters.numpy_recommender.histories import Histories

_BYTES_OF_AN_ID = 200
"""An id with its place in a dictionary."""


class CustomerWeights:
    """A weight is from 0 to 1: less than 1 where purchases fade and the customer bought other things since."""

    def __init__(self, histories: Histories, fading_days: float | None) -> None:
        self._row = {owner: row for row, owner in enumerate(histories.owners)}
        self._histories = histories
        self._fading_days = fading_days

    @property
    def held_bytes(self) -> int:
        histories = self._histories
        ages = histories.ages.nbytes if histories.ages is not None else 0
        return histories.columns.nbytes + histories.place_of.nbytes + ages + _BYTES_OF_AN_ID * len(self._row)

    def of(self, customer_id: str) -> Iterator[tuple[int, float]]:
        """Columns and weights; nothing for a customer that is not known."""
        row = self._row.get(customer_id)
        if row is None:
            return iter(())
        entries = slice(self._histories.starts[row], self._histories.starts[row + 1])
        columns = self._histories.columns[entries]
        weights = np.ones(len(columns), np.float32)
        if self._fading_days is not None and self._histories.ages is not None and len(columns):
            ages = self._histories.ages[entries]
            weights = np.exp(-(ages - ages.min()) / self._fading_days)
        return zip(columns.tolist(), weights.tolist(), strict=True)
