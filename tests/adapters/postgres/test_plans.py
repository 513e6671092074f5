"""Plans of the intake: none is kept from a time when the tables were empty."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from olympus.adapters.embedded import ServerAddresses
from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.postgres.connecting import async_url
from olympus.adapters.postgres.event_store import PostgresEventStore
from tests.factories import a_payment, an_order

_KEPT = text("""
    SELECT array_agg(left(statement, 60))
    FROM pg_prepared_statements
    WHERE generic_plans > 0 AND statement LIKE '%events%' AND parameter_types <> '{}'
""")
_MANY = 150
_MORE_THAN_THE_SERVER_TRIES = 8
"""From the sixth execution on, PostgreSQL may keep a plan that looks as good for all parameters."""


async def test_statements_that_read_events_are_planned_for_the_table_as_it_is(
    servers: ServerAddresses, engine: object
) -> None:
    alone = create_async_engine(async_url(servers.database_url), pool_size=1, max_overflow=0)
    try:
        store = PostgresEventStore(alone, MsgspecEventDecoder())
        for number in range(_MORE_THAN_THE_SERVER_TRIES):
            orders = [f"o-{number}-{place}" for place in range(_MANY)]
            await store.record([event for order in orders for event in (an_order(order), a_payment(order))])
        async with alone.connect() as connection:
            assert await connection.scalar(_KEPT) is None
    finally:
        await alone.dispose()
