"""Stock on hand: the last count, plus what moved since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from olympus.domain.facts.fact import StockFact


@dataclass(frozen=True, slots=True)
class StockLevel:
    """What is known of one product at one location at an instant.

    `quantity` is None until a count arrives: movements alone say nothing of what is there.
    """

    product_id: str
    location_id: str | None
    quantity: Decimal | None
    reorder_point: Decimal | None

    def is_out_of_stock(self) -> bool:
        """Whether nothing is left."""
        return self.quantity is not None and self.quantity <= 0

    def is_low(self, default_reorder_point: Decimal | None) -> bool:
        """Whether it is time to reorder: at or below its reorder point, or the tenant's default one."""
        threshold = self.reorder_point if self.reorder_point is not None else default_reorder_point
        return threshold is not None and self.quantity is not None and self.quantity <= threshold


@dataclass(frozen=True, slots=True)
class StockSummary:
    """The three figures of a tenant's stock as of an instant. `on_hand` is None when nothing was counted."""

    on_hand: Decimal | None = None
    warnings: int = 0
    out_of_stock: int = 0


def stock_levels(facts: Iterable[StockFact], *, before: datetime | None = None) -> list[StockLevel]:
    """The level of every product and location that the facts speak of, just before an instant (or now)."""
    levels: dict[tuple[str, str | None], StockLevel] = {}
    for fact in sorted(facts, key=lambda fact: fact.rank):
        if before is not None and fact.at >= before:
            continue
        key = fact.product_id, fact.location_id
        levels[key] = _after(levels.get(key), fact)
    return list(levels.values())


def _after(level: StockLevel | None, fact: StockFact) -> StockLevel:
    known = level.quantity if level else None
    if fact.quantity is not None:
        quantity: Decimal | None = fact.quantity
    else:
        quantity = known + fact.change if known is not None and fact.change is not None else known
    reorder_point = fact.reorder_point
    if reorder_point is None and level:
        reorder_point = level.reorder_point
    return StockLevel(fact.product_id, fact.location_id, quantity, reorder_point)


def summarise(levels: Iterable[StockLevel], default_reorder_point: Decimal | None) -> StockSummary:
    """The figures of many levels together."""
    levels = list(levels)
    known = [level.quantity for level in levels if level.quantity is not None]
    return StockSummary(
        on_hand=sum(known, Decimal(0)) if known else None,
        warnings=sum(level.is_low(default_reorder_point) for level in levels),
        out_of_stock=sum(level.is_out_of_stock() for level in levels),
    )
