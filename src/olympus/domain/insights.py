"""What stands out in a dashboard, in words that a person would use. Nothing is said without its figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from olympus.domain.metrics.metric import Unit

if TYPE_CHECKING:
    from olympus.domain.query.answer import Reading

NOTABLE_CHANGE = Decimal(10)
"""Changes of so many per cent or more are worth a sentence."""

FEWEST_PAYMENTS = 20
"""Below so many attempts a rate of success says little."""

USUAL_SUCCESS = Decimal("0.90")


class Impact(StrEnum):
    """How much it matters."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Insight:
    """One observation, what it rests on, and what could be done."""

    title: str
    description: str
    impact: Impact
    action: str


def insights(readings: Mapping[str, "Reading"]) -> tuple[Insight, ...]:
    """What stands out among the figures of a dashboard, most important first."""
    found = (
        _out_of_stock(readings),
        _failing_payments(readings),
        notable_change(readings["revenue"]),
        notable_change(readings["orders"]),
        _low_stock(readings),
    )
    ranks = tuple(Impact)
    return tuple(sorted((each for each in found if each), key=lambda each: -ranks.index(each.impact)))


def notable_change(reading: "Reading") -> Insight | None:
    """A figure that rose or fell by much, or None."""
    change = reading.change
    if change is None or change.percentage is None or abs(change.percentage) < NOTABLE_CHANGE:
        return None
    currency = reading.currency if reading.metric.unit is Unit.MONEY else None
    label, unit = reading.metric.label, f" {currency}" if currency else ""
    fell = change.percentage < 0
    return Insight(
        title=f"{label} {'fell' if fell else 'rose'} by {abs(change.percentage):.0f} %",
        description=f"{label}: {reading.value:,}{unit}, against {reading.previous:,}{unit} in the earlier period.",
        impact=Impact.HIGH if fell else Impact.MEDIUM,
        action=(
            "Look at which location, channel or product fell behind."
            if fell
            else "See what drove it, and whether stock and staff keep up."
        ),
    )


def _failing_payments(readings: Mapping[str, "Reading"]) -> Insight | None:
    rate = readings["payment_success_rate"].value
    failures = readings["payment_failures"].value or Decimal(0)
    attempts = (readings["payments"].value or Decimal(0)) + failures
    if rate is None or attempts < FEWEST_PAYMENTS or rate >= USUAL_SUCCESS:
        return None
    return Insight(
        title=f"{1 - rate:.0%} of payments fail",
        description=f"{failures} of {attempts} payments did not go through.",
        impact=Impact.HIGH,
        action="Check the payment provider and which methods are affected.",
    )


def _out_of_stock(readings: Mapping[str, "Reading"]) -> Insight | None:
    items = readings["out_of_stock_items"].value
    if not items:
        return None
    return Insight(
        title=f"{items} out of stock",
        description=f"{items} products at a location have nothing left.",
        impact=Impact.HIGH,
        action="Reorder, or take them off the menu until they are back.",
    )


def _low_stock(readings: Mapping[str, "Reading"]) -> Insight | None:
    low = (readings["inventory_warnings"].value or Decimal(0)) - (
        readings["out_of_stock_items"].value or Decimal(0)
    )
    if low <= 0:
        return None
    return Insight(
        title=f"{low} running low",
        description=f"{low} products at a location are at or below their reorder point.",
        impact=Impact.MEDIUM,
        action="Reorder before they run out.",
    )
