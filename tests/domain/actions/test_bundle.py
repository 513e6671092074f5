"""Products that are bought together more often than chance would have it."""

from decimal import Decimal

import pytest

from olympus.domain.actions.action import Proposal
from olympus.domain.actions.basket_tally import BasketTally, lower_bound
from olympus.domain.actions.bundle import bundles
from tests.domain.actions.products import a_product

PRODUCTS = {
    each: a_product(product_id=each, name=each.title(), price=price)
    for each, price in (("cheese", "12.00"), ("wine", "20.00"), ("tea", "3.00"))
}


def tally_of(*baskets: tuple[tuple[str, ...], int]) -> BasketTally:
    tally = BasketTally()
    for items, number in baskets:
        tally.add([items] * number)
    return tally


def found(tally: BasketTally, **stock: str) -> list[Proposal]:
    products = PRODUCTS | {each: a_product(product_id=each, on_hand=on_hand) for each, on_hand in stock.items()}
    return bundles(tally, products, days=28, currency="EUR")


@pytest.mark.parametrize(("observed", "least"), [(1, 0.01), (10, 4.79), (60, 45.78), (100, 81.36)])
def test_the_lower_limits_of_breslow_and_day(observed: int, least: float) -> None:
    assert lower_bound(observed, confidence=0.95) == pytest.approx(least, abs=0.01)


def test_a_pair_is_worth_a_tenth_more_baskets_at_the_price_of_the_cheaper() -> None:
    """Of 1,000 baskets 150 hold wine and 130 cheese; 19.5 would hold both by chance, and 100 do."""
    tally = tally_of((("wine", "cheese"), 100), (("wine",), 50), (("cheese",), 30), (("tea",), 820))

    [told] = found(tally)

    assert told.action == "Offer Cheese and Wine together."
    assert told.rationale == (
        "They were bought together 100 times in 28 days, 5.1 times as often as chance would have it."
    )
    assert told.worth is not None
    assert told.worth.amount == Decimal("120.00")
    assert {each.metric: each.value for each in told.evidence}["by_chance"] == Decimal("19.5")


def test_independent_products_are_no_bundle_however_often_they_meet() -> None:
    tally = tally_of((("wine", "tea"), 5000), (("wine",), 5000), (("tea",), 5000), (("cheese",), 5000))

    assert found(tally) == []


def test_what_meets_in_large_baskets_alone_meets_by_chance() -> None:
    """A tenth of the baskets hold ten things each: any two of them meet, and mean nothing."""
    large = tuple(f"p{number}" for number in range(10))
    tally = tally_of((large, 100), *(((each,), 90) for each in large))

    assert tally.inflation > 1
    [first, *_] = tally.pairs(fewest=10, confidence=0.95)
    assert first.lift < 100 / (190 * 190 / tally.baskets)


def test_few_baskets_sold_out_products_and_giant_orders_are_left_aside() -> None:
    few = tally_of((("wine", "cheese"), 9), (("tea",), 991))
    strong = tally_of((("wine", "cheese"), 100), (("tea",), 900))
    giant = tally_of((tuple(map(str, range(31))), 100), (("tea",), 900))

    assert found(few) == []
    assert len(found(strong)) == 1
    assert found(strong, wine="0") == []
    assert giant.baskets == 900
    assert found(tally_of()) == []


def test_a_product_stands_in_one_bundle() -> None:
    tally = tally_of((("wine", "cheese"), 100), (("cheese", "olives"), 60), (("tea",), 900))

    assert [each.subjects for each in found(tally)] == [("cheese", "wine")]


def test_without_prices_no_money_is_named() -> None:
    [told] = found(tally_of((("olives", "ham"), 100), (("tea",), 900)))

    assert told.worth is None
    assert "ham and olives" in told.action
