"""Events, facts and rollups in PostgreSQL, moved together."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.batch import Batch
from olympus.adapters.postgres.columns import NO_ROWS, Columns, columns
from olympus.adapters.postgres.delta import Delta
from olympus.adapters.postgres.event_row import COLUMNS, RAW_COLUMNS, event_row
from olympus.adapters.postgres.people_rollup import move_people
from olympus.adapters.postgres.reaching import reaching
from olympus.adapters.postgres.recorded_facts import facts_of_orders
from olympus.adapters.postgres.sifting import Known, sift
from olympus.adapters.postgres.statements import statement
from olympus.adapters.postgres.version_moves import move_versions
from olympus.domain.events.event import Event
from olympus.domain.facts.contribution import changes
from olympus.domain.tenant import TenantId
from olympus.ports.errors import EventNotStorable
from olympus.ports.event_decoder import EventDecoder
from olympus.ports.event_store import EventStore, Recorded

_ONE_WRITER_PER_TENANT = """
    SELECT set_config('plan_cache_mode', 'force_custom_plan', true), pg_advisory_xact_lock(key)
    FROM (SELECT DISTINCT hashtextextended(tenant_id, 0) & 1023 AS key
          FROM unnest($1::text[]) AS tenant_id
          ORDER BY key) keys
"""
"""Facts of one order find one another only if no two batches of a tenant are worked on at once.

In the order of the keys, so that two batches with several tenants never wait for each other in a circle.
Tenants share a bounded number of keys: the server's table of locks is small, and a batch may have
thousands of tenants. A statement of its own, for the next one must see what the others have committed.

Every statement is planned for the tables as they are. A plan outlives the moment in which it was made, and one
of a time when `events` was empty reads all of a tenant's events for each order, until the server next analyses
the table: 1.6 s for a batch of 5,000, instead of 8 ms.
"""

_POSITIONS = """
    WITH writing AS MATERIALIZED (SELECT pg_current_xact_id() AS transaction)
    SELECT array_agg(nextval('event_positions'))
    FROM writing, generate_series(1, $1)
    WHERE transaction IS NOT NULL
"""
"""Drawn by a transaction that has its number already: readers in their order rest on it (PostgresEventLog)."""

_DURABLY = text("SET LOCAL synchronous_commit = on")

_FEW = 100
"""So many events are worked on sooner than a thread is woken."""

_Result = TypeVar("_Result")


class PostgresEventStore(EventStore):
    """Keeps identities and facts in `events`, what was sent in `raw_events`, and adds the figures up in rollups.

    A batch is one transaction, in which its tenants have no other writer. What is known is sifted out, the
    rest is copied. The domain says what the new facts change, given those known of the same orders, and the
    rollups move by it: so they always equal the contributions of all facts.
    """

    def __init__(self, engine: AsyncEngine, decoder: EventDecoder) -> None:
        self._engine = engine
        self._decoder = decoder

    async def record(self, events: Sequence[Event]) -> Recorded:
        if not events:
            return Recorded()
        with reaching("the event store"), _telling_bad_data():
            rows = await _beside_the_loop(lambda: [event_row(event) for event in events], size=len(events))
            async with self._alone_on(sorted({event.tenant_id for event in events})) as driver:
                sifted = sift(events, await _known(driver, events), self._decoder)
                batch = Batch([rows[place] for place in sifted.new])
                if sifted.new:
                    await _write(driver, batch)
                moved = await move_versions(driver, {events[place].tenant_id for place in sifted.new})
        return Recorded(len(sifted.new), sifted.duplicates, batch.unmodelled, tuple(sifted.conflicts), moved)

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

    @asynccontextmanager
    async def _alone_on(self, tenants: Sequence[TenantId]) -> AsyncIterator[Any]:
        """The driver's connection, in a transaction that is committed on the way out."""
        async with self._engine.begin() as connection:
            await connection.execute(_DURABLY)  # also begins the transaction: the driver alone would not
            driver: Any = (await connection.get_raw_connection()).driver_connection
            await driver.execute(_ONE_WRITER_PER_TENANT, tenants)
            yield driver


@contextmanager
def _telling_bad_data() -> Iterator[None]:
    """Turns what PostgreSQL will never take, such as a NUL in a text, into EventNotStorable.

    Nothing else: what could also be a fault of ours must set no event aside.
    """
    try:
        yield
    except (
        UnicodeError,
        asyncpg.CharacterNotInRepertoireError,
        asyncpg.UntranslatableCharacterError,
        asyncpg.NumericValueOutOfRangeError,
        asyncpg.ProgramLimitExceededError,
    ) as fault:
        raise EventNotStorable(type(fault).__name__) from fault


async def _known(driver: Any, events: Sequence[Event]) -> Known:
    rows = await driver.fetch(statement("known_events"), *columns([event.identity for event in events], width=2))
    return {(row["tenant_id"], row["event_id"]): (_encoded(row["original"]), row["received_at"]) for row in rows}


def _encoded(original: str | None) -> bytes | None:
    return None if original is None else original.encode()


async def _write(driver: Any, batch: Batch) -> None:
    """Write what is new, and move the rollups by it."""
    known = await facts_of_orders(driver, batch.orders)
    size = len(known) + len(batch.facts)
    working_out = asyncio.ensure_future(_beside_the_loop(lambda: Delta(changes(known, batch.facts)), size=size))
    positions = await driver.fetchval(_POSITIONS, len(batch))
    await driver.copy_to_table("events", source=batch.lines(positions), columns=COLUMNS, format="text")
    await driver.copy_to_table("raw_events", source=batch.raw_lines(positions), columns=RAW_COLUMNS, format="text")
    delta = await working_out
    if batch.facts:
        await _move_rollups(driver, delta, size)
        await _unless_empty(driver, "default_currency", batch.currencies)
    await _unless_empty(driver, "name_products", batch.product_names)
    if batch.moves_stock:
        await driver.execute(statement("record_stock"), *batch.stock)
        await driver.execute(statement("level_stock"), *batch.touched_stock)


async def _move_rollups(driver: Any, delta: Delta, size: int) -> None:
    working_out = asyncio.ensure_future(_beside_the_loop(lambda: delta.sums, size=size))
    await move_people(driver, delta)
    sums = await working_out
    for name, rows in sums.items():
        await _unless_empty(driver, name, rows)


async def _unless_empty(driver: Any, name: str, rows: Columns) -> None:
    if rows[0] != NO_ROWS:
        await driver.execute(statement(name), *rows)


async def _beside_the_loop(work: Callable[[], _Result], *, size: int) -> _Result:
    """In a thread where there is much to do, so that the server, or another batch, goes on meanwhile."""
    return await asyncio.to_thread(work) if size > _FEW else work()
