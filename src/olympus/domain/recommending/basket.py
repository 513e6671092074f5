"""What was bought together: the one thing that recommendations are learnt from."""

from datetime import datetime
from typing import NamedTuple


class Basket(NamedTuple):
    """The items of an order that is not cancelled, each once; or, of data without orders, what one owner has.

    `at` is None where the time is not known.
    """

    basket_id: str
    items: tuple[str, ...]
    customer_id: str | None = None
    location_id: str | None = None
    at: datetime | None = None
