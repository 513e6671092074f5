"""A database that already has events gets its customers when the schema is brought up to date."""

from collections.abc import AsyncIterator

import pytest
from alembic import command
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Connection, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.embedded import ServerAddresses
from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.postgres.event_store import PostgresEventStore
from olympus.adapters.postgres.migrating import alembic_config, migrate
from olympus.domain.events.event import Event
from tests.databases import empty, migrated_database
from tests.histories import histories

_CUSTOMERS = text("""
    SELECT tenant_id, grain::text, bucket, customer_id, currency, orders, order_amount, orders_voided,
           voided_amount, payments, paid_amount, refunds, refunded_amount
    FROM customer_rollup
    WHERE orders <> 0 OR order_amount <> 0 OR payments <> 0 OR paid_amount <> 0 OR refunds <> 0
       OR refunded_amount <> 0
    ORDER BY 1, 2, 3, 4, 5
""")
_PEOPLE = text("SELECT * FROM people ORDER BY tenant_id, person_id")


@pytest.fixture
async def own_database(servers: ServerAddresses, engine: AsyncEngine) -> AsyncIterator[AsyncEngine]:
    """A database that no other test knows: its tables change under whoever uses them."""
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("CREATE DATABASE customers_migration"))
    url = make_url(servers.database_url).set(database="customers_migration")
    async with migrated_database(url.render_as_string(hide_password=False)) as own:
        yield own


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories())
async def test_what_the_migration_fills_in_is_what_recording_would_have_kept(
    own_database: AsyncEngine, history: list[Event]
) -> None:
    engine = own_database
    await empty(engine)
    await PostgresEventStore(engine, MsgspecEventDecoder()).record(history)
    kept = await everything(engine)

    async with engine.begin() as connection:
        await connection.run_sync(_back)
    await migrate(engine)

    assert await everything(engine) == kept


async def everything(engine: AsyncEngine) -> list[object]:
    async with engine.connect() as connection:
        return [tuple(row) for query in (_CUSTOMERS, _PEOPLE) for row in await connection.execute(query)]


def _back(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.downgrade(config, "0003")
