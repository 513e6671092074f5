"""What must lie on the shelves: each product at each place as last counted, and what moved since."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class Note(NamedTuple):
    """A count (`counted`) or a movement of a product; notes apply in the order of time, then of id."""

    at: datetime
    event_id: str
    counted: int | None
    moved: int
    reorder_point: int | None


@dataclass(frozen=True, slots=True)
class Stock:
    """A tenant's stock in the end, over all shelves; nothing on hand is None where nothing was ever counted."""

    on_hand: int | None
    low: int
    out: int


class Shelf:
    """All notes of a tenant, by product and place."""

    def __init__(self) -> None:
        self._notes: defaultdict[tuple[str, str], list[Note]] = defaultdict(list)

    def note(self, product: str, place: str, note: Note) -> None:
        self._notes[product, place].append(note)

    def in_the_end(self) -> Stock:
        levels = [_level(sorted(notes)) for notes in self._notes.values()]
        known = [(quantity, point) for quantity, point in levels if quantity is not None]
        return Stock(
            on_hand=sum(quantity for quantity, _ in known) if known else None,
            low=sum(point is not None and quantity <= point for quantity, point in known),
            out=sum(quantity <= 0 for quantity, _ in known),
        )


def _level(notes: list[Note]) -> tuple[int | None, int | None]:
    """Quantity and reorder point after all notes: what moves before the first count says nothing."""
    quantity: int | None = None
    point: int | None = None
    for note in notes:
        if note.counted is not None:
            quantity = note.counted
        elif quantity is not None:
            quantity += note.moved
        point = point if note.reorder_point is None else note.reorder_point
    return quantity, point
