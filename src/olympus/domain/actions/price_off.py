"""A lower price for what sells, but much more slowly than it is stocked."""

from decimal import Decimal

from olympus.domain.actions.action import Evidence, Proposal, Rule, Worth
from olympus.domain.actions.product_trade import ProductTrade
from olympus.domain.actions.slow_mover import FEWEST_SALES, LEAST_DAYS
from olympus.domain.actions.wording import count, estimate, exactly, figure, money

MOST_COVER = 90
"""Days; stock beyond is more than anyone needs."""

ENOUGH_COVER = 45
"""Days that stock should last; what is above is what to sell off."""

PRICE_OFF = Decimal("0.2")


def price_off(product: ProductTrade, *, currency: str | None) -> Proposal | None:
    """A product that sells, and whose stock lasts longer than 90 days at that pace.

    Its worth is what the stock beyond 45 days brings at a fifth off. Neither cost nor what a lower price does to
    sales is known, and nothing is said of them.
    """
    cover = product.days_of_cover
    if product.days < LEAST_DAYS or product.units_sold < FEWEST_SALES or cover is None or cover <= MOST_COVER:
        return None
    if not product.on_hand_before or product.on_hand_before <= 0 or product.on_hand is None:
        return None
    excess = product.on_hand - exactly(ENOUGH_COVER * product.a_day)
    worth = None
    if product.price is not None:
        worth = Worth(
            estimate(excess * product.price * (1 - PRICE_OFF), currency),
            currency,
            f"The {count(excess, 'unit')} beyond {ENOUGH_COVER} days of sales are all sold at {PRICE_OFF:.0%} off "
            f"the average price of {money(product.price, currency)}; what a unit cost is not known.",
        )
    return Proposal(
        rule=Rule.PRICE_OFF,
        subjects=(product.product_id,),
        action=f"Offer {product.label} at {PRICE_OFF:.0%} off until {count(_enough(product), 'unit')} are left.",
        impact=f"Frees {money(worth.amount, currency)} of overstock."
        if worth
        else f"Sells off {count(excess, 'unit')}.",
        rationale=(
            f"{count(product.on_hand, 'unit')} in stock last {count(round(cover), 'day')} at the pace of the last "
            f"{product.days} days."
        ),
        evidence=(
            Evidence("stock_on_hand", product.on_hand, "units in stock now"),
            Evidence("units_sold", figure(product.units_sold), f"units sold in the last {product.days} days"),
            Evidence("days_of_cover", figure(cover), "days the stock lasts at that pace"),
            Evidence("excess_stock", figure(excess), f"units beyond {ENOUGH_COVER} days of sales"),
        ),
        worth=worth,
        product_ids=(product.product_id,),
        location_id=product.location_id,
    )


def _enough(product: ProductTrade) -> int:
    return round(ENOUGH_COVER * product.a_day)
