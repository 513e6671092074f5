"""What goes together? Learns from what was bought together, and ranks items for what is given."""

from abc import abstractmethod
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple, Protocol

from olympus.domain.recommending.basket import Basket
from olympus.domain.recommending.ranked_item import RankedItem
from olympus.domain.recommending.together import Together


class Found(NamedTuple):
    """Shares of hidden purchases that were among the first ten items of a ranking, from 0 to 1."""

    by_model: float
    by_popularity: float


class ItemModel(Protocol):
    """What was learnt of one set of purchases. It does not change, and threads may share it."""

    @property
    @abstractmethod
    def method(self) -> str:
        """By what it ranks: "ease", "rp3beta", or "popularity" where no two items were ever together."""

    @property
    @abstractmethod
    def found(self) -> Found | None:
        """How well it found what was hidden while it learnt; None where there is too little to try it on."""

    @property
    @abstractmethod
    def held_bytes(self) -> int:
        """How much memory it holds, about."""

    @abstractmethod
    def knows(self, item_id: str) -> bool:
        """Whether the item was ever bought."""

    @abstractmethod
    def rank(
        self,
        given: Mapping[str, float],
        *,
        leave_out: Collection[str] = (),
        limit: int,
        again: bool = False,
        place: str | None = None,
    ) -> list[RankedItem]:
        """The items that go best with those that are given, best first. What is given is not among them, unless
        `again` says that it may be.

        The values of `given` say how much an item counts, from 0 to 1. Items that were never bought count for
        nothing; if nothing counts, the most popular items come first, those of the place where it is known. Of
        equal scores the lesser id comes first.
        """

    @abstractmethod
    def popular(
        self, *, leave_out: Collection[str] = (), limit: int, place: str | None = None
    ) -> list[RankedItem]:
        """The items that most owners have, of those at the place where it is known."""

    @abstractmethod
    def weights_of(self, customer_id: str) -> Mapping[str, float]:
        """What a customer bought and how much each counts now, from 0 to 1; empty for one that is not known.

        A model of baskets knows no customers.
        """


class Lessons(Protocol):
    """Purchases that are gathered, page by page, to be learnt from together."""

    @abstractmethod
    def add(self, baskets: Iterable[Basket]) -> None:
        """Take note of more. An item that an owner bought twice counts once, at its later time."""

    @abstractmethod
    def learn(self) -> ItemModel:
        """The model of all that was added; the order in which it was added changes nothing."""


class Recommender(Protocol):
    """Learns to recommend. `tests/contracts/test_recommender.py` holds every implementation to these promises."""

    @abstractmethod
    def lessons(self, together: Together) -> Lessons:
        """Begin to gather. Of purchases by customer, those of nobody are left out."""
