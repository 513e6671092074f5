"""Events, facts and rollups in PostgreSQL, moved together."""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.incoming import IncomingRow, incoming_row
from olympus.adapters.postgres.people_rollup import move_people
from olympus.adapters.postgres.reaching import reaching
from olympus.adapters.postgres.statements import contributions_of, statement
from olympus.domain.events.event import Event
from olympus.domain.events.names import EventName
from olympus.domain.tenant import TenantId
from olympus.ports.errors import EventNotStorable
from olympus.ports.event_store import EventStore, Recorded

_ONE_WRITER_PER_TENANT = text("""
    SELECT pg_advisory_xact_lock(key)
    FROM (SELECT DISTINCT hashtextextended(tenant_id, 0) & 1023 AS key
          FROM unnest(CAST(:tenants AS text[])) AS tenant_id
          ORDER BY key) keys
""")
"""Facts of one order find one another only if no two batches of a tenant are worked on at once.

In the order of the keys, so that two batches with several tenants never wait for each other in a circle.
Tenants share a bounded number of keys: the server's table of locks is small, and a batch may have
thousands of tenants.
"""

_HAS_WORK_TABLES = "olympus work tables"
_DURABLY = text("SET LOCAL synchronous_commit = on")

_CHANGE = """
    INSERT INTO change (sign, tenant_id, measure, at, location_id, channel, method, product_id, category, currency,
                        count, amount, quantity, person_id)
"""
_FACT = """tenant_id, event_id, kind, at, order_id, person_id, location_id, channel, method, currency, amount,
    product_ids, categories, quantities, amounts"""
_BEFORE = "(SELECT * FROM events e WHERE (tenant_id, event_id) NOT IN (SELECT tenant_id, event_id FROM fresh))"
_OF_TOUCHED_ORDERS = f"SELECT {_FACT} FROM {{source}} known JOIN touched_orders USING (tenant_id, order_id)"
_TAKE_BACK = f"{_CHANGE} SELECT -1, c.* FROM ({contributions_of(_OF_TOUCHED_ORDERS, source=_BEFORE)}) c"
_ADD_OF_TOUCHED = f"{_CHANGE} SELECT 1, c.* FROM ({contributions_of(_OF_TOUCHED_ORDERS)}) c"
_ADD_OF_OTHERS = f"{_CHANGE} SELECT 1, c.* FROM ({{}}) c".format(
    contributions_of(f"""
        SELECT {_FACT} FROM fresh n
        WHERE kind IS NOT NULL AND NOT EXISTS (
            SELECT FROM touched_orders t WHERE t.tenant_id = n.tenant_id AND t.order_id = n.order_id)
    """)
)


class PostgresEventStore(EventStore):
    """Keeps events in `events`, what they state in `facts` and `stock`, and adds the figures up in rollups.

    A batch is one transaction: copied into a work table, then moved on set by set. What known orders
    contributed is taken back before a fact changes them and added again after, so that the rollups
    always equal the contributions of all facts.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def record(self, events: Sequence[Event]) -> Recorded:
        different = _different(events)
        if not different:
            return Recorded()
        # in a thread, so that another batch can go on meanwhile
        with _telling_bad_data():
            rows = await asyncio.to_thread(_rows, different)
        tenants = sorted({event.tenant_id for event in different})
        with reaching("the event store"), _telling_bad_data():
            async with self._engine.begin() as connection:
                await connection.execute(_DURABLY)  # also begins the transaction: the driver alone would not
                raw = await connection.get_raw_connection()
                driver: Any = raw.driver_connection  # asyncpg's own, which can COPY, in the same transaction
                remembered = raw.info
                if _HAS_WORK_TABLES not in remembered:
                    await driver.execute(statement("work_tables"))
                await driver.copy_records_to_table("incoming", records=rows, columns=IncomingRow._fields)
                await connection.execute(_ONE_WRITER_PER_TENANT, {"tenants": tenants})
                recorded = await _record(driver, different, rows)
            remembered[_HAS_WORK_TABLES] = True  # only now are they committed, for as long as the connection lasts
        return replace(recorded, duplicates=recorded.duplicates + len(events) - len(different))

    async def known(self, identities: Collection[tuple[TenantId, str]]) -> set[tuple[TenantId, str]]:
        if not identities:
            return set()
        tenants, ids = zip(*identities, strict=True)
        recorded = text("""
            SELECT tenant_id, event_id
            FROM events
            JOIN unnest(CAST(:tenants AS text[]), CAST(:ids AS text[])) AS i (tenant_id, event_id)
            USING (tenant_id, event_id)
        """)
        with reaching("the event store"):
            async with self._engine.connect() as connection:
                rows = await connection.execute(recorded, {"tenants": list(tenants), "ids": list(ids)})
                return {(TenantId(row.tenant_id), row.event_id) for row in rows}

    async def is_empty(self) -> bool:
        with reaching("the event store"):
            async with self._engine.connect() as connection:
                return not await connection.scalar(text("SELECT EXISTS (SELECT FROM events)"))


@contextmanager
def _telling_bad_data() -> Iterator[None]:
    """Turns what PostgreSQL will never take, such as a NUL in a text, into EventNotStorable."""
    try:
        yield
    except (
        ValueError,  # also the driver's, of a value that does not fit its column
        asyncpg.DataError,
        asyncpg.IntegrityConstraintViolationError,
        asyncpg.ProgramLimitExceededError,
    ) as fault:
        raise EventNotStorable(type(fault).__name__) from fault


def _rows(events: Sequence[Event]) -> list[IncomingRow]:
    return [incoming_row(seq, event) for seq, event in enumerate(events)]


def _different(events: Sequence[Event]) -> list[Event]:
    """The events without those that repeat an earlier one of the batch in every meaning."""
    different: dict[tuple[tuple[str, str], int], Event] = {}
    for event in events:
        different.setdefault((event.identity, event.meaning), event)
    return list(different.values())


async def _record(driver: Any, events: list[Event], rows: list[IncomingRow]) -> Recorded:
    recorded = await driver.fetchrow(statement("record_events"))
    new: int = recorded["new"]
    conflicts = [] if new == len(events) else await driver.fetch(statement("set_conflicts_aside"))
    if recorded["facts"]:
        await _move_figures(driver, touched=bool(recorded["touched"]))
    if new and any(row.names_products for row in rows):
        await driver.execute(statement("name_products"))
    if new and any(row.moves_stock for row in rows):
        await driver.execute(statement("record_stock"))
        await driver.execute(statement("level_stock"))
    return Recorded(
        new=new,
        duplicates=len(events) - new - len(conflicts),
        unmodelled=await _count_unmodelled(driver, events) if new else 0,
        conflicts=tuple(events[row["seq"]] for row in conflicts),
    )


async def _count_unmodelled(driver: Any, events: list[Event]) -> int:
    if all(event.payload for event in events):
        return 0
    return int(await driver.fetchval(statement("count_unmodelled"), list(EventName)))


async def _move_figures(driver: Any, *, touched: bool) -> None:
    if touched:
        await driver.execute(_TAKE_BACK)
        await driver.execute(_ADD_OF_TOUCHED)
    await driver.execute(_ADD_OF_OTHERS)
    await driver.execute(statement("add_to_rollup"))
    await driver.execute(statement("add_to_product_rollup"))
    await driver.execute(statement("default_currency"))
    if _rows_affected(await driver.execute(statement("presence"))):
        await move_people(driver)


def _rows_affected(status: str) -> int:
    """How many rows a command says it touched: `INSERT 0 12`."""
    return int(status.rpartition(" ")[2])
