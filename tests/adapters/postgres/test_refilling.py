"""The rollups can be made again from the events, and come out as the batches left them."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from pyroaring import BitMap
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.postgres.event_store import PostgresEventStore
from olympus.adapters.postgres.refilling import refill
from olympus.domain.events.event import Event
from tests.databases import empty
from tests.histories import deliveries

_SUMS = ("rollup", "total_rollup", "product_rollup", "product_total_rollup")
_PEOPLE = ("people_rollup", "people_total_rollup")


async def contents(connection: AsyncConnection) -> dict[str, Any]:
    """Every cell that is not empty; the last instant of a sum is left out, for it is never taken back."""
    found: dict[str, Any] = {}
    for table in _SUMS:
        query = f"""
            SELECT to_jsonb(r) - 'last_at' AS cell FROM {table} r
            WHERE count <> 0 OR amount <> 0 OR quantity <> 0
        """
        found[table] = sorted(str(row.cell) for row in await connection.execute(text(query)))
    for table in _PEOPLE:
        rows = await connection.execute(text(f"SELECT to_jsonb(r) - 'people' AS cell, people FROM {table} r"))
        found[table] = sorted((str(row.cell), row.people) for row in rows if BitMap.deserialize(row.people))
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(delivery=deliveries())
async def test_refilled_rollups_are_those_that_the_batches_left(
    engine: AsyncEngine, delivery: tuple[list[Event], list[list[Event]]]
) -> None:
    await empty(engine)
    store = PostgresEventStore(engine, MsgspecEventDecoder())
    for batch in delivery[1]:
        await store.record(batch)
    async with engine.begin() as connection:
        kept = await contents(connection)
        await connection.run_sync(refill)
        assert await contents(connection) == kept
