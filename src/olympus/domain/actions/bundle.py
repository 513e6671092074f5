"""Products to offer together: those that are bought together more often than chance would have it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from olympus.domain.actions.action import Evidence, Proposal, Rule, Worth
from olympus.domain.actions.basket_tally import BasketTally, Pair
from olympus.domain.actions.product_trade import ProductTrade
from olympus.domain.actions.wording import count, estimate, exactly, figure, money

FEWEST_TOGETHER = 10
CONFIDENCE = 0.999
"""Very many pairs are looked at; with one chance in a thousand for each, few are there by accident."""

LEAST_LIFT = 1.2
EXTRA = Decimal("0.1")
MOST_BUNDLES = 10


def bundles(
    tally: BasketTally, products: Mapping[str, ProductTrade], *, days: int, currency: str | None
) -> list[Proposal]:
    """The pairs whose lift is for certain above 1.2, the one with most baskets beyond chance first.

    A product stands in one bundle, and in none while it is sold out. The worth takes it that a bundle is bought by
    a tenth more than buy both today, each of whom buys the cheaper product in addition.
    """
    taken: set[str] = set()
    found: list[Proposal] = []
    for pair in sorted(_strong(tally), key=lambda each: (each.by_chance - each.together, each.one, each.other)):
        both = {pair.one, pair.other}
        if taken & both or any(_is_sold_out(products.get(each)) for each in both) or len(found) == MOST_BUNDLES:
            continue
        taken |= both
        found.append(_proposal(pair, products, days, currency))
    return found


def _is_sold_out(product: ProductTrade | None) -> bool:
    return product is not None and product.on_hand is not None and product.on_hand <= 0


def _strong(tally: BasketTally) -> Iterator[Pair]:
    for pair in tally.pairs(fewest=FEWEST_TOGETHER, confidence=CONFIDENCE):
        if pair.least_lift > LEAST_LIFT:
            yield pair


def _proposal(pair: Pair, products: Mapping[str, ProductTrade], days: int, currency: str | None) -> Proposal:
    one, other = (products[each].label if each in products else each for each in (pair.one, pair.other))
    worth = _worth(pair, products, days, currency)
    return Proposal(
        rule=Rule.BUNDLE,
        subjects=(pair.one, pair.other),
        action=f"Offer {one} and {other} together.",
        impact=(
            f"About {money(worth.amount, currency)} more in four weeks."
            if worth
            else "More baskets with both, of which the price is not known."
        ),
        rationale=(
            f"They were bought together {count(pair.together, 'time')} in {count(days, 'day')}, "
            f"{figure(pair.lift):,f} times as often as chance would have it."
        ),
        evidence=(
            Evidence("bought_together", Decimal(pair.together), "baskets with both"),
            Evidence(
                "by_chance", figure(pair.by_chance), "such baskets if each were bought independently of the other"
            ),
            Evidence("lift", figure(pair.lift, 2), "the ratio of the two"),
            Evidence(
                "least_lift", figure(pair.least_lift, 2), f"its lower bound, with a confidence of {CONFIDENCE:.1%}"
            ),
        ),
        worth=worth,
        product_ids=(pair.one, pair.other),
    )


def _worth(pair: Pair, products: Mapping[str, ProductTrade], days: int, currency: str | None) -> Worth | None:
    known = [products[each].price for each in (pair.one, pair.other) if each in products]
    prices = [each for each in known if each is not None]
    if len(prices) < 2:
        return None
    baskets = exactly(pair.together * 28 / days) * EXTRA
    return Worth(
        estimate(baskets * min(prices), currency),
        currency,
        f"In four weeks {EXTRA:.0%} more baskets hold both than today, {figure(baskets):,f}, each with the "
        f"cheaper one in addition, at {money(min(prices), currency)}.",
    )
