"""What is recommended to whoever asked, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """What a recommendation rests on."""

    BOUGHT_TOGETHER = "bought_together"
    """It goes with one of the items that were given."""
    BOUGHT_BEFORE = "bought_before"
    """The customer bought it before."""
    POPULAR = "popular"
    """Many buy it, whatever else they buy."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An item with the reason for it. A higher score is a better one, within one answer."""

    item_id: str
    name: str | None
    score: float
    basis: Basis
    reason: str
    because_of: str | None


@dataclass(frozen=True, slots=True)
class Recommendations:
    """The best first. `model_version` changes whenever something else may have been learnt.

    `confidence` is the share of purchases, hidden while the model learnt, that were among its first ten; None
    where there was too little to try it on. `notes` say what a reader has to know to understand the answer.
    """

    items: Sequence[Recommendation]
    model_version: str
    confidence: float | None
    notes: Sequence[str]
