"""What is known of one product: what it sold and for how much, and what of it is in stock."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class StockPlace(NamedTuple):
    """A product where it is kept; without a location, wherever it is."""

    product_id: str
    location_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductTrade:
    """A product over the time looked at, at one location or at all.

    `days` is how long that is. `price` is what a unit brought on average, in the reporting currency; None where
    it was never sold in it. `on_hand` is the stock as of now and `on_hand_before` that at the beginning; None
    where it was not counted.
    """

    product_id: str
    name: str | None
    units_sold: Decimal
    days: int
    price: Decimal | None
    on_hand: Decimal | None
    on_hand_before: Decimal | None
    location_id: str | None = None

    @property
    def label(self) -> str:
        """What to call it."""
        name = self.name or self.product_id
        return name if self.location_id is None else f"{name} at {self.location_id}"

    @property
    def place(self) -> StockPlace:
        return StockPlace(self.product_id, self.location_id)

    @property
    def a_day(self) -> float:
        """Units sold a day."""
        return max(float(self.units_sold), 0.0) / self.days if self.days else 0.0

    @property
    def days_of_cover(self) -> float | None:
        """How long the stock lasts if it goes on so; None where there is none or nothing is sold."""
        if self.on_hand is None or self.on_hand <= 0 or self.a_day <= 0:
            return None
        return float(self.on_hand) / self.a_day
