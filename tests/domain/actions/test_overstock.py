"""Slow movers and price-offs: what has too much in stock is one or the other, and never both."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.actions.price_off import price_off
from olympus.domain.actions.slow_mover import slow_mover
from tests.domain.actions.products import a_product

quantities = st.decimals(-100, 10**15, places=1).map(str)


def test_a_product_that_nobody_buys_ties_up_its_price() -> None:
    told = slow_mover(a_product("0", "40", price="30.00"), currency="EUR")

    assert told is not None
    assert told.action == "Stop ordering Tea, and return the 40 units or sell them off."
    assert told.rationale == "In 28 days none was sold, and 40 units are in stock."
    assert told.worth is not None
    assert told.worth.amount == Decimal("1200.00")
    assert "not known" in told.worth.assumption


def test_what_sells_too_slowly_is_sold_off_down_to_what_is_needed() -> None:
    """One a day, and 200 of them: 155 beyond 45 days, at 5 less a fifth."""
    told = price_off(a_product("28", "200"), currency="EUR")

    assert told is not None
    assert told.action == "Offer Tea at 20% off until 45 units are left."
    assert told.worth is not None
    assert told.worth.amount == Decimal("620.00")
    assert {each.metric: each.value for each in told.evidence}["days_of_cover"] == 200


@pytest.mark.parametrize(
    "product",
    [
        a_product("0", "40", days=27),
        a_product("0", "40", before=None),
        a_product("0", "40", before="0"),
        a_product("0", "40", before="-3"),
        a_product("0", None),
        a_product("0", "0"),
        a_product("0", "-3"),
        a_product("2", "12"),  # lasts 168 days
        a_product("28", "90"),
    ],
)
def test_without_evidence_nothing_is_said(product: object) -> None:
    assert slow_mover(product, currency="EUR") is None  # type: ignore[arg-type]
    assert price_off(product, currency="EUR") is None  # type: ignore[arg-type]


@given(st.decimals(-5, 10**9, places=1).map(str), quantities, quantities, st.integers(0, 400))
def test_no_product_is_both_and_no_worth_is_negative(sold: str, on_hand: str, before: str, days: int) -> None:
    product = a_product(sold, on_hand, before=before, days=days)
    found = [each for each in (slow_mover(product, currency="EUR"), price_off(product, currency="EUR")) if each]

    assert len(found) <= 1
    assert all(each.worth and each.worth.amount >= 0 for each in found)


def test_without_a_price_no_money_is_named() -> None:
    for each in (
        slow_mover(a_product("0", "40", price=None), currency=None),
        price_off(a_product("28", "200", price=None), currency=None),
    ):
        assert each is not None
        assert each.worth is None
        assert each.impact
