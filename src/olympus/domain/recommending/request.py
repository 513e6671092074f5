"""What recommendations are asked for: about a product, for a customer, for a basket."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from olympus.domain.errors import OlympusError, UnknownName, quoted

MOST_RECOMMENDED = 100
MOST_GIVEN = 1_000
"""Items in a basket, or items to leave out: more than anyone has."""


class ContextType(StrEnum):
    """What the recommendations are about."""

    PRODUCT = "product"
    CUSTOMER = "customer"
    BASKET = "basket"

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise UnknownName("type of context", value, cls, field="context_type")


@dataclass(frozen=True, slots=True)
class RecommendationRequest:
    """What a caller asks for.

    `entity_id` is the product, the customer or the order whose basket it is; a basket may also be given by its
    `items`. `location_id` is where the items are to be in stock and popular. Raises OlympusError.
    """

    context: ContextType
    entity_id: str | None = None
    items: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    location_id: str | None = None
    again: bool = False
    """Whether a customer may be recommended what the customer has bought before."""
    limit: int = 10

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MOST_RECOMMENDED:
            raise LimitOutOfRange(self.limit)
        _check_number(self.items, "items")
        _check_number(self.leave_out, "exclude")
        if self.context is not ContextType.BASKET:
            if not self.entity_id:
                raise NobodyNamed(self.context)
            if self.items:
                raise ItemsWithoutBasket(self.context)


def _check_number(items: Collection[str], field: str) -> None:
    if len(items) > MOST_GIVEN:
        raise TooManyItems(len(items), field)


class LimitOutOfRange(OlympusError):
    """No recommendations, or more than are given."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"1 to {MOST_RECOMMENDED} items are recommended, not {quoted(limit)}.", field="user_preferences.limit"
        )


class TooManyItems(OlympusError):
    """More items than a basket has."""

    def __init__(self, number: int, field: str) -> None:
        super().__init__(
            f"{number:,} items are more than the {MOST_GIVEN:,} that can be given.",
            field=f"user_preferences.{field}",
        )


class NobodyNamed(OlympusError):
    """A product or a customer is meant, and none is named."""

    def __init__(self, context: ContextType) -> None:
        super().__init__(f"Which {context} is meant? Its id belongs in `entity_id`.", field="entity_id")


class ItemsWithoutBasket(OlympusError):
    """Items are given although nothing is asked of a basket."""

    def __init__(self, context: ContextType) -> None:
        super().__init__(
            f"Items are given with the context type `basket`, not `{context}`.", field="user_preferences.items"
        )
