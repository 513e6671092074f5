"""Millions of events of one tenant in minutes: for measurements that need them stored, not taken in.

Some events go in as all do, through the service's own store. The others are copies of them under other ids and
at other times, which go straight into the table `events`; the rollups are then filled from it by the function
that migrations fill them with. That nothing tells the result from an intake of the same events is what
`python -m bench.bulk` checks.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count as numbers_from
from itertools import islice
from typing import Any

import asyncpg
import msgspec
from rich.console import Console
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bench.servers import database_beside, fresh_servers
from bench.trade import messages
from olympus.adapters.postgres.connecting import async_url
from olympus.adapters.postgres.event_row import COLUMNS, RAW_COLUMNS, event_row
from olympus.adapters.postgres.refilling import refill
from olympus.composition import Container, running
from olympus.domain.events.event import Event
from olympus.domain.tenant import TenantId
from olympus.settings import Settings

SPAN = timedelta(days=365)
_ORIGINALS = 50_000
_FAILING_EVERY = 20
_RECORDED_AT_ONCE = 5_000
_LINES_AT_ONCE = 4_000
_FIRST_DIGITS = 8
_ODD = 0x9E3779B1

_INDEXES = """
    SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition,
           c.conname AS key, pg_get_constraintdef(c.oid) AS key_definition
    FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
    WHERE i.indrelid = 'events'::regclass
"""
_FIRST_CURRENCY = """
    UPDATE tenant_state SET (currency_at, currency_event_id) = (
        SELECT at, event_id
        FROM events e
        WHERE e.tenant_id = tenant_state.tenant_id AND kind = 'order_placed' AND currency IS NOT NULL
        ORDER BY at, event_id
        LIMIT 1
    )
"""
_LAST_NAMED = """
    UPDATE products p SET named_on = (
        SELECT max(bucket AT TIME ZONE 'UTC')::date
        FROM product_total_rollup r
        WHERE r.tenant_id = p.tenant_id AND r.product_id = p.product_id AND r.grain = 'day'
    )
"""
_CUSTOMERS = (
    "TRUNCATE customer_rollup",
    """
    INSERT INTO customer_rollup
    SELECT tenant_id, g.grain, date_trunc(g.grain::text, at, 'UTC'), customer_id, currency,
           count(*) FILTER (WHERE measure = 'order'),
           coalesce(sum(amount) FILTER (WHERE measure = 'order'), 0),
           count(*) FILTER (WHERE measure = 'order_voided'),
           coalesce(sum(amount) FILTER (WHERE measure = 'order_voided'), 0),
           count(*) FILTER (WHERE measure = 'payment'),
           coalesce(sum(amount) FILTER (WHERE measure = 'payment'), 0),
           count(*) FILTER (WHERE measure = 'refund'),
           coalesce(sum(amount) FILTER (WHERE measure = 'refund'), 0),
           max(at)
    FROM contributed CROSS JOIN (VALUES ('day'::grain), ('month')) g (grain)
    WHERE measure IN ('order', 'order_voided', 'payment', 'refund')
    GROUP BY 1, 2, 3, 4, 5
    """,
    """
    UPDATE people p
    SET first_ordered_at = o.first_at, last_ordered_at = o.last_at
    FROM (
        SELECT tenant_id, person_id, min(at) AS first_at, max(at) AS last_at
        FROM contributed
        WHERE measure = 'order' AND person_id IS NOT NULL
        GROUP BY 1, 2
    ) o
    WHERE p.tenant_id = o.tenant_id AND p.person_id = o.person_id
    """,
)
"""As the migration fills them, from the contributions that `refill` leaves in its transaction."""

_MUCH_MEMORY = "SET maintenance_work_mem = '1GB'; SET jit = off"


async def load(settings: Settings, count: int, *, until: datetime, originals: int = _ORIGINALS) -> TenantId:
    """Store `count` events of one tenant over the year before an instant, in an empty database; whose they are."""
    async with running(settings) as container:
        await container.migrate()
        events = _decoded(container, min(count, originals), until)
        for first in range(0, len(events), _RECORDED_AT_ONCE):
            await container.event_store().record(events[first : first + _RECORDED_AT_ONCE])
    assert settings.database_url is not None
    if count > len(events):
        copies, rest = divmod(count, len(events))
        assert not rest, f"{count} events are no multiple of {len(events)}"
        async with _without_indexes(settings.database_url) as driver:
            for table, columns in (("events", COLUMNS), ("raw_events", RAW_COLUMNS)):
                lines = _copies(events, copies, table, start=until - SPAN)
                await driver.copy_to_table(table, source=_chunks(lines), columns=columns, format="text")
            await driver.execute("SELECT setval('event_positions', max(position)) FROM events")
        await refill_rollups(settings.database_url)
        await _say_what_copies_say(settings.database_url)
    await _tidy(settings.database_url)
    return events[0].tenant_id


async def refill_rollups(database_url: str) -> None:
    """Fill the rollups of everyone from the events that there are."""
    engine = _patient(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("SET LOCAL work_mem = '1GB'"))
        await connection.run_sync(refill)
        for statement in _CUSTOMERS:
            await connection.execute(text(statement))
    await engine.dispose()


async def _say_what_copies_say(database_url: str) -> None:
    """Which order was the first, and when each product was last named: all else copies say like their events."""
    driver = await asyncpg.connect(database_url)
    await driver.execute(_FIRST_CURRENCY)
    await driver.execute(_LAST_NAMED)
    await driver.close()


def _decoded(container: Container, count: int, until: datetime) -> list[Event]:
    decoder = container.decoder()
    bodies = messages(count, tenants=1, start=until - SPAN, span=SPAN, failing_every=_FAILING_EVERY)
    return [decoder.decode(body, received_at=until) for _, body in bodies]


def _copies(events: Sequence[Event], times: int, table: str, *, start: datetime) -> Iterator[str]:
    """Lines of all copies but the first of each event, which is the event itself.

    Each copy of the year is turned on by the same stretch: whatever its events had in common they have at
    other times, and every quarter of an hour holds events that were drawn apart.
    """
    patterns = [_pattern(event, table) for event in events]
    position = numbers_from(len(events) + 1)
    offsets = [event.occurred_at - start for event in events]
    for copy in range(1, times):
        turned = copy * SPAN / times
        for (pattern, digits, rest), offset in zip(patterns, offsets, strict=True):
            at = (offset + turned) % SPAN + start
            yield pattern % {
                "id": f"{(digits + copy * _ODD) & 0xFFFFFFFF:08x}{rest}",
                "at": at.isoformat(),
                "copy": copy,
                "position": next(position),
            }


def _pattern(event: Event, table: str) -> tuple[str, int, str]:
    """The line of an event with places for its id, its time and its copy; and its id in two parts."""
    row = event_row(event)
    line = (row.line if table == "events" else row.raw_line).replace("%", "%%")
    line = line.replace(event.event_id, "%(id)s").replace(event.occurred_at.isoformat(), "%(at)s")
    if row.stated.fact and (order_id := row.stated.fact.order_id):
        line = line.replace(order_id, f"{order_id}-%(copy)d")
    return f"{line}\t%(position)d\n", int(event.event_id[:_FIRST_DIGITS], 16), event.event_id[_FIRST_DIGITS:]


async def _chunks(lines: Iterator[str]) -> AsyncIterator[bytes]:
    while chunk := "".join(islice(lines, _LINES_AT_ONCE)):
        yield chunk.encode()


@asynccontextmanager
async def _without_indexes(database_url: str) -> AsyncIterator[Any]:
    """A connection while the events have no indexes, which are made again on the way out: faster than upkeep."""
    driver = await asyncpg.connect(database_url)
    await driver.execute(_MUCH_MEMORY)
    indexes = await driver.fetch(_INDEXES)
    for index in indexes:
        is_key = index["key"] is not None
        await driver.execute(
            f"ALTER TABLE events DROP CONSTRAINT {index['key']}" if is_key else f"DROP INDEX {index['name']}"
        )
    yield driver
    for index in indexes:
        is_key = index["key"] is not None
        await driver.execute(
            f"ALTER TABLE events ADD CONSTRAINT {index['key']} {index['key_definition']}"
            if is_key
            else index["definition"]
        )
    await driver.execute("ANALYZE events")
    await driver.close()


async def _tidy(database_url: str) -> None:
    """What the server does by itself in the hours after a load: let it not do so during a measurement."""
    driver = await asyncpg.connect(database_url)
    await driver.execute("VACUUM (ANALYZE)")
    await driver.execute("CHECKPOINT")
    await driver.close()


def _patient(database_url: str) -> AsyncEngine:
    """Connections without the service's limits of time."""
    return create_async_engine(
        async_url(database_url), connect_args={"server_settings": {"timezone": "UTC", "jit": "off"}}
    )


def main() -> None:
    """Compare a load with an intake of the same events, table by table."""
    with fresh_servers() as settings:
        differing = asyncio.run(_differing_tables(settings, 10_000))
    Console(width=120, highlight=False).print(f"tables that differ: {', '.join(differing) or 'none'}")


async def _differing_tables(settings: Settings, count: int) -> list[str]:
    until = datetime(2026, 3, 18, 15, 7, tzinfo=UTC)
    taken_in = msgspec.structs.replace(settings, database_url=await database_beside(settings, "taken_in"))
    await load(settings, count, until=until, originals=count // 10)
    assert settings.database_url is not None
    assert taken_in.database_url is not None
    loaded = await asyncpg.connect(settings.database_url)
    rows = await loaded.fetch("SELECT original, received_at FROM raw_events ORDER BY position")
    assert len(rows) == count
    async with running(taken_in) as container:
        await container.migrate()
        decoder = container.decoder()
        events = [decoder.decode(row["original"].encode(), received_at=row["received_at"]) for row in rows]
        for first in range(0, count, _RECORDED_AT_ONCE):
            await container.event_store().record(events[first : first + _RECORDED_AT_ONCE])
    recorded = await asyncpg.connect(taken_in.database_url)
    tables = await loaded.fetch("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
    return [name for [name] in tables if await _contents(loaded, name) != await _contents(recorded, name)]


async def _contents(driver: Any, table: str) -> list[str]:
    """The rows of a table. A person's number depends on who came first, so that everyone is called by name."""
    if not table.startswith("people_"):
        rows = await driver.fetch(f"SELECT (to_jsonb(t) - 'number')::text FROM {table} t")
        return sorted([row for [row] in rows])
    from pyroaring import BitMap

    rows = await driver.fetch(f"SELECT (to_jsonb(t) - 'people')::text AS cell, people FROM {table} t")
    names = dict(await driver.fetch("SELECT number, person_id FROM people"))
    return sorted(
        [f"{row['cell']} {sorted(names[each] for each in BitMap.deserialize(row['people']))}" for row in rows]
    )


if __name__ == "__main__":
    main()
