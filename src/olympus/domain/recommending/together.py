"""By what purchases are held together when a recommender learns from them."""

from enum import StrEnum


class Together(StrEnum):
    """What makes two items belong together."""

    BASKET = "basket"
    """They were in one basket: what goes with a product, what completes a basket."""
    CUSTOMER = "customer"
    """One customer bought both, at whatever times: what a customer would buy next."""
