"""The published totals of the pizza year that a dashboard shows, read from `expected.json`."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

_FILE = Path(__file__).parent.parent / "data" / "pizza" / "expected.json"
_METRICS = {
    "revenue": "revenue",
    "orders_created": "orders_placed",
    "units": "units_sold",
    "payments_completed_amount": "gross_payments",
    "payments_completed_count": "payments",
    "aov": "average_order_value",
}


@dataclass(frozen=True, slots=True)
class Published:
    """One published figure: the query of the dashboard that shows it, the metric there, and its value."""

    query: tuple[tuple[str, str], ...]
    metric: str
    value: Decimal


def published_figures() -> list[Published]:
    """Every published figure that is the value of a metric over a timeframe."""
    figures = json.loads(_FILE.read_text())["metrics"]
    found = []
    for key, entry in figures.items():
        name, over = re.fullmatch(r"(\w+)\{(.*)\}", key).groups()  # type: ignore[union-attr]
        query = _query(over)
        if name in _METRICS and query:
            found.append(Published(query, _METRICS[name], Decimal(str(entry["value"]))))
    return found


def published_best_sellers() -> dict[tuple[tuple[str, str], ...], object]:
    """The five best-selling products by revenue, for each timeframe that is published."""
    figures = json.loads(_FILE.read_text())["metrics"]
    return {
        query: figures[key]["value"]
        for key in figures
        if key.startswith("top5_products_by_revenue{") and (query := _query(key.split("{")[1][:-1]))
    }


def _query(over: str) -> tuple[tuple[str, str], ...] | None:
    """The dashboard's parameters for a filter of the file; None for one that is no timeframe."""
    if over == "all":
        return (("timeframe", "all_time"),)
    filters = dict(part.split("=") for part in over.split(",") if "=" in part)
    if filters.keys() <= {"month", "week", "day"} and len(filters) == 1:
        return (("timeframe", *filters.values()),)  # type: ignore[return-value]
    if filters.keys() == {"from", "to"}:
        return ("timeframe", "custom"), ("start", filters["from"]), ("end", filters["to"])
    return None
