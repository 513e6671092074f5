"""Stock that hardly sells: money that lies on the shelf."""

from olympus.domain.actions.action import Evidence, Proposal, Rule, Worth
from olympus.domain.actions.product_trade import ProductTrade
from olympus.domain.actions.wording import count, estimate, figure, money

LEAST_DAYS = 28
"""So long a product must have been in stock before anyone may call it slow."""

FEWEST_SALES = 3
"""Units; who sells fewer in the time looked at hardly sells."""

LONG_COVER = 180.0
"""Days. What sells little but has little in stock is no trouble."""


def slow_mover(product: ProductTrade, *, currency: str | None) -> Proposal | None:
    """A product that was in stock all the time, was hardly sold, and of which far more is left than sells.

    Its worth is the stock at the product's average price.
    """
    if product.days < LEAST_DAYS or product.units_sold >= FEWEST_SALES:
        return None
    if not product.on_hand or product.on_hand <= 0 or not product.on_hand_before or product.on_hand_before <= 0:
        return None
    if product.days_of_cover is not None and product.days_of_cover < LONG_COVER:
        return None
    worth = None
    if product.price is not None:
        worth = Worth(
            estimate(product.on_hand * product.price, currency),
            currency,
            f"The stock is worth what a unit brought on average, {money(product.price, currency)}; what it cost "
            "is not known, and is less.",
        )
    return Proposal(
        rule=Rule.SLOW_MOVER,
        subjects=(product.product_id,),
        action=f"Stop ordering {product.label}, and return the {count(product.on_hand, 'unit')} or sell them off.",
        impact=f"Frees {money(worth.amount, currency)} that lie in stock."
        if worth
        else "Frees the room it takes.",
        rationale=(f"In {product.days} days {_sold(product)}, and {count(product.on_hand, 'unit')} are in stock."),
        evidence=(
            Evidence("stock_on_hand", product.on_hand, "units in stock now"),
            Evidence("stock_on_hand", product.on_hand_before, f"units in stock {product.days} days ago"),
            Evidence("units_sold", figure(product.units_sold), f"units sold in the last {product.days} days"),
        ),
        worth=worth,
        product_ids=(product.product_id,),
        location_id=product.location_id,
    )


def _sold(product: ProductTrade) -> str:
    if product.units_sold <= 0:
        return "none was sold"
    return f"{count(product.units_sold, 'unit')} {'was' if product.units_sold == 1 else 'were'} sold"
