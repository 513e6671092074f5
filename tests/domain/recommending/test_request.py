"""What can be asked of recommendations, and what is refused by the name of its field."""

import pytest

from olympus.domain.errors import OlympusError, UnknownName
from olympus.domain.recommending.request import MOST_GIVEN, ContextType, RecommendationRequest


def test_a_basket_may_be_empty_and_needs_no_order() -> None:
    assert RecommendationRequest(ContextType.BASKET).items == ()


@pytest.mark.parametrize(
    ("context", "asked", "field"),
    [
        (ContextType.PRODUCT, {}, "entity_id"),
        (ContextType.CUSTOMER, {"entity_id": ""}, "entity_id"),
        (ContextType.PRODUCT, {"entity_id": "tea", "items": ("cake",)}, "user_preferences.items"),
        (ContextType.BASKET, {"limit": 0}, "user_preferences.limit"),
        (ContextType.BASKET, {"limit": 101}, "user_preferences.limit"),
        (ContextType.BASKET, {"items": ("tea",) * (MOST_GIVEN + 1)}, "user_preferences.items"),
        (ContextType.BASKET, {"leave_out": ("tea",) * (MOST_GIVEN + 1)}, "user_preferences.exclude"),
    ],
)
def test_what_cannot_be_asked_is_refused(context: ContextType, asked: dict[str, object], field: str) -> None:
    with pytest.raises(OlympusError) as refused:
        RecommendationRequest(context, **asked)  # type: ignore[arg-type]

    assert refused.value.field == field


def test_a_mistyped_context_is_told_what_was_meant() -> None:
    with pytest.raises(UnknownName, match="Did you mean basket"):
        ContextType("baskte")
