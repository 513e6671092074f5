"""An item that is recommended, and why."""

from typing import NamedTuple


class RankedItem(NamedTuple):
    """A higher score is a better recommendation; scores of one list compare with each other and nothing else.

    `because_of` is the item, among those that were given, that speaks most for it; None where it is there for
    being popular.
    """

    item_id: str
    score: float
    because_of: str | None = None
