"""The tables that a shop's own services would keep of the same events: orders, their items, payments and logins.

With the keys and indexes that questions about a tenant and a time ask for, and written in the order of time, as
trade comes: nobody who reads them is slowed down by how they were made.
"""

import asyncpg

TABLES = ("orders", "order_items", "payments", "logins")

_STATEMENTS = (
    "CREATE SCHEMA plain",
    """
    CREATE TABLE plain.orders AS
    SELECT order_id, tenant_id, location_id, channel, person_id AS customer_id, currency, amount AS total,
           at AS created_at
    FROM events
    WHERE kind = 'order_placed'
    ORDER BY at
    """,
    """
    CREATE TABLE plain.order_items AS
    SELECT order_id, tenant_id, product_id, category, quantity, total, at AS created_at
    FROM events,
         unnest(product_ids, categories, quantities, amounts) AS i (product_id, category, quantity, total)
    WHERE kind = 'order_placed'
    ORDER BY at
    """,
    """
    CREATE TABLE plain.payments AS
    SELECT event_id AS payment_id, order_id, tenant_id, method, currency, amount,
           CASE kind WHEN 'payment_completed' THEN 'completed' ELSE 'failed' END AS status, at AS created_at
    FROM events
    WHERE kind IN ('payment_completed', 'payment_failed')
    ORDER BY at
    """,
    """
    CREATE TABLE plain.logins AS
    SELECT person_id AS user_id, tenant_id, method, at AS created_at
    FROM events
    WHERE kind = 'logged_in'
    ORDER BY at
    """,
    "ALTER TABLE plain.orders ADD PRIMARY KEY (order_id)",
    "ALTER TABLE plain.payments ADD PRIMARY KEY (payment_id)",
    "CREATE INDEX ON plain.order_items (order_id)",
    *(f"CREATE INDEX ON plain.{table} (tenant_id, created_at)" for table in TABLES),
    "VACUUM (ANALYZE)",
)


async def make_plain_tables(database_url: str) -> int:
    """Make them from the events that there are, in a schema `plain`; how many orders there are."""
    driver = await asyncpg.connect(database_url)
    for statement in _STATEMENTS:
        await driver.execute(statement)
    orders = int(await driver.fetchval("SELECT count(*) FROM plain.orders"))
    await driver.close()
    return orders
