"""Moving what is kept of each customer: sums by day and month, and the first and the last order."""

from typing import Any

from olympus.adapters.postgres.columns import NO_ROWS
from olympus.adapters.postgres.customer_delta import CustomerDelta
from olympus.adapters.postgres.statements import statement


async def move_customers(driver: Any, delta: CustomerDelta) -> None:
    """Bring customers up to the events just written; all of them have their numbers already."""
    find = statement("find_order_times").replace("{holds}", statement("order_holds"))
    for query, rows in (
        (statement("add_to_customer_rollup"), delta.sums),
        (statement("widen_order_times"), delta.ordered),
        # last: who lost an order has it in the columns until it is looked up what is left
        (find, delta.lost_orders),
    ):
        if rows[0] != NO_ROWS:
            await driver.execute(query, *rows)
