"""Products as tests need them."""

from decimal import Decimal

from olympus.domain.actions.product_trade import ProductTrade


def a_product(
    sold: str = "28",
    on_hand: str | None = "10",
    *,
    before: str | None = "same",
    price: str | None = "5.00",
    days: int = 28,
    name: str | None = "Tea",
    product_id: str = "tea",
) -> ProductTrade:
    """Tea, of which one a day is sold, and ten are in stock."""
    stock = None if on_hand is None else Decimal(on_hand)
    return ProductTrade(
        product_id=product_id,
        name=name,
        units_sold=Decimal(sold),
        days=days,
        price=None if price is None else Decimal(price),
        on_hand=stock,
        on_hand_before=stock if before == "same" else None if before is None else Decimal(before),
    )
