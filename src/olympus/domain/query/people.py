"""Sets of people: how many of those who were there are new, came again, or ordered after logging in."""

from typing import Any, Protocol, TypeVar

from olympus.domain.metrics.figure import PeopleCounts
from olympus.domain.metrics.metric import People


class PeopleSet(Protocol):
    """A set of people, of whatever make."""

    def __and__(self, other: Any, /) -> Any: ...

    def __len__(self) -> int: ...


_Set = TypeVar("_Set", bound=PeopleSet)


def counts_of(logged_in: _Set, ordered: _Set, ordered_before: _Set) -> PeopleCounts:
    """The sizes of all the sets that metrics speak of."""
    again = len(ordered & ordered_before)
    return {
        People.LOGGED_IN: len(logged_in),
        People.ORDERED: len(ordered),
        People.ORDERED_FIRST: len(ordered) - again,
        People.ORDERED_AGAIN: again,
        People.LOGGED_IN_AND_ORDERED: len(logged_in & ordered),
    }
