"""Who has what, as numbers: one row an owner (a basket or a customer), one column an item."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from olympus.domain.recommending.basket import Basket
from olympus.domain.recommending.together import Together

Floats: TypeAlias = NDArray[np.float32]
Indices: TypeAlias = NDArray[np.int64]

_SECONDS_A_DAY = 86_400
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Histories:
    """The columns of row `r` are `columns[starts[r]:starts[r + 1]]`, ascending.

    Rows and columns are in the order of their ids, so that what is worked out does not depend on the order in
    which purchases came. `ages` are days before the newest purchase, where times are known.
    """

    items: Sequence[str]
    owners: Sequence[str]
    starts: Indices
    columns: NDArray[np.int32]
    ages: Floats | None
    places: Sequence[str]
    place_of: NDArray[np.int32]

    @property
    def width(self) -> int:
        return len(self.items)

    @property
    def lengths(self) -> Indices:
        return np.diff(self.starts)

    @property
    def rows(self) -> Indices:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    def entries_of(self, rows: Indices) -> tuple[Indices, Indices]:
        """The entries of some rows one after the other, and for each the place of its row among these."""
        lengths = self.lengths[rows]
        place = np.repeat(np.arange(len(rows)), lengths)
        first = self.starts[rows] - (np.cumsum(lengths) - lengths)
        return np.arange(len(place)) + first[place], place

    def kept(self, entries: NDArray[np.bool_]) -> "Histories":
        """The same rows with some of their entries."""
        before = np.concatenate([[0], np.cumsum(entries)])
        return Histories(
            self.items,
            self.owners,
            before[self.starts],
            self.columns[entries],
            None if self.ages is None else self.ages[entries],
            self.places,
            self.place_of[entries],
        )

    def narrowed(self, chosen: Indices) -> "Histories":
        """The same rows with some of the columns alone, numbered anew; `chosen` ascends."""
        number = np.full(self.width, -1, np.int32)
        number[chosen] = np.arange(len(chosen), dtype=np.int32)
        kept = self.kept(number[self.columns] >= 0)
        items = [self.items[column] for column in chosen]
        return Histories(
            items, kept.owners, kept.starts, number[kept.columns], kept.ages, kept.places, kept.place_of
        )


class Gathering:
    """Takes baskets in, 20 bytes for an item in a basket, until all are there."""

    def __init__(self, together: Together) -> None:
        self._together = together
        self._items: dict[str, int] = {}
        self._owners: dict[str, int] = {}
        self._places: dict[str, int] = {}
        self._item, self._owner, self._place = array("i"), array("i"), array("i")
        self._at = array("d")
        self._is_timed = True

    def add(self, baskets: Iterable[Basket]) -> None:
        """Take note of more."""
        for basket in baskets:
            owner_id = basket.customer_id if self._together is Together.CUSTOMER else basket.basket_id
            if owner_id is None or not basket.items:
                continue
            owner = self._owners.setdefault(owner_id, len(self._owners))
            location = basket.location_id
            place = _NOWHERE if location is None else self._places.setdefault(location, len(self._places))
            self._is_timed = self._is_timed and basket.at is not None
            at = basket.at.timestamp() if basket.at else 0.0
            for item_id in basket.items:
                self._item.append(self._items.setdefault(item_id, len(self._items)))
                self._owner.append(owner)
                self._place.append(place)
                self._at.append(at)

    def histories(self) -> Histories:
        """All that was added, each item of an owner once, at its latest time."""
        items, item = _in_order(self._items, self._item)
        owners, owner = _in_order(self._owners, self._owner)
        places, place = _in_order(self._places, self._place)
        at = np.array(self._at)
        order = np.lexsort((place, at, item, owner))
        owner, item, place, at = owner[order], item[order], place[order], at[order]
        is_last = np.ones(len(item), bool)
        is_last[:-1] = (owner[1:] != owner[:-1]) | (item[1:] != item[:-1])
        owner, item, place, at = owner[is_last], item[is_last], place[is_last], at[is_last]
        is_timed = self._is_timed and len(at) > 0
        return Histories(
            items,
            owners,
            np.searchsorted(owner, np.arange(len(owners) + 1)),
            item,
            ((at.max() - at) / _SECONDS_A_DAY).astype(np.float32) if is_timed else None,
            places,
            place,
        )


def _in_order(numbered: dict[str, int], codes: "array[int]") -> tuple[list[str], NDArray[np.int32]]:
    """The ids in order, and the codes as places in that order; what has no id keeps its code."""
    ids = sorted(numbered)
    number = np.empty(len(ids) + 1, np.int32)
    number[[numbered[each] for each in ids]] = np.arange(len(ids), dtype=np.int32)
    number[_NOWHERE] = _NOWHERE
    return ids, number[np.array(codes, np.int32)]
