"""Reading the stock: the last known level of every product and location just before some instants."""

from typing import Any

from olympus.adapters.postgres.conditions import columns_of, conditions_on, values_of
from olympus.domain.facts.stock import StockSummary
from olympus.domain.query.reading import StockByCell, StockRead

_LEVELS = """
    SELECT (n.place - 1)::int, sum(s.level),
           count(*) FILTER (WHERE s.level <= coalesce(s.level_reorder_point, $3::numeric)),
           count(*) FILTER (WHERE s.level <= 0){by}
    FROM unnest($2::timestamptz[]) WITH ORDINALITY AS n (before, place)
    CROSS JOIN stock_items i
    CROSS JOIN LATERAL (
        SELECT s.level, s.level_reorder_point
        FROM stock s
        WHERE s.tenant_id = i.tenant_id AND s.product_id = i.product_id AND s.location_id = i.location_id
          AND s.at < n.before
        ORDER BY s.at DESC, s.event_id DESC
        LIMIT 1
    ) s
    WHERE i.tenant_id = $1{conditions}
    GROUP BY 1{by}
"""


async def stock(driver: Any, tenant_id: str, read: StockRead) -> StockByCell:
    """What was asked for."""
    parameters: list[Any] = [tenant_id, list(read.instants), read.default_reorder_point]
    by = "".join(f", {column}" for column in columns_of("i", read.by))
    query = _LEVELS.format(by=by, conditions=conditions_on("i", read.conditions, parameters))
    return {
        (row[0], values_of(row, 4, read.by)): StockSummary(row[1], row[2], row[3])
        for row in await driver.fetch(query, *parameters)
    }
