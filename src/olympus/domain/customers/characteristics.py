"""What the customers of a segment are like, in words with figures. Typical is the median: half have no more."""

from decimal import Decimal

from olympus.domain.customers.segments import SegmentFigures
from olympus.domain.money import spelled_out


def characteristics(figures: SegmentFigures, currency: str | None) -> list[str]:
    """A sentence each on recency, frequency and value."""
    return [
        f"The last order was typically {_days_ago(figures.typical_days)}.",
        f"Each ordered typically {_times(figures.typical_orders)}.",
        f"Each ordered typically for {_money(figures.typical_value, currency)} in all.",
    ]


def _days_ago(days: int) -> str:
    match days:
        case 0:
            return "today"
        case 1:
            return "yesterday"
        case _:
            return f"{days:,} days ago"


def _times(orders: int) -> str:
    return "once" if orders == 1 else f"{orders:,} times"


def _money(amount: Decimal, currency: str | None) -> str:
    return f"{spelled_out(amount, currency):,} {currency or ''}".rstrip()
