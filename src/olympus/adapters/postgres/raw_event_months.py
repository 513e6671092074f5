"""The partitions of `raw_events`."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from olympus.adapters.postgres.reaching import reaching
from olympus.adapters.postgres.spans import Grain, floor
from olympus.ports.raw_event_months import RawEventMonths

_ELSEWHERE = "raw_events_of_other_months"
_PARTITIONS = text("""
    SELECT c.relname FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE inhparent = 'raw_events'::regclass
    ORDER BY c.relname
""")
_DROPPED = text("""
    INSERT INTO raw_event_drops AS d (month, last_position) VALUES (:month, :last)
    ON CONFLICT (month) DO UPDATE SET last_position = greatest(d.last_position, excluded.last_position)
""")
"""A warehouse that comes later, or is made anew, lacks it: that has to be known."""

_WAIT_BRIEFLY = text("SET LOCAL lock_timeout = '2s'")
"""Whoever records waits behind us for as long; what cannot be had now is had an hour later."""

_NAME = re.compile(r"raw_events_(\d{4})_(\d{2})")


class PostgresRawEventMonths(RawEventMonths):
    """A partition for each month; what belongs to none lies in one beside them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def make_room(self, now: datetime) -> None:
        this = floor(now.astimezone(UTC), Grain.MONTH)
        with reaching("the event store"):
            for month in (this, _after(this)):
                async with self._engine.begin() as connection:
                    if _name(month) not in await _partitions(connection):
                        await _attach(connection, month)

    async def drop(self, *, received_before: datetime, exported_until: int) -> Sequence[str]:
        dropped = []
        with reaching("the event store"):
            async with self._engine.connect() as connection:
                months = [name for name in await _partitions(connection) if _NAME.fullmatch(name)]
            for name in months:
                if _after(_month(name)) > received_before:
                    continue
                async with self._engine.begin() as connection:
                    await connection.execute(_WAIT_BRIEFLY)
                    # Nobody adds to it any more once this is had: what is in it now is all that will ever be.
                    # The whole first, as whoever records takes it: or two would wait in a circle.
                    await connection.execute(text("LOCK TABLE raw_events IN ACCESS EXCLUSIVE MODE"))
                    last = await connection.scalar(text(f"SELECT coalesce(max(position), 0) FROM {name}"))
                    if last <= exported_until:
                        await connection.execute(text(f"DROP TABLE {name}"))
                        await connection.execute(_DROPPED, {"month": name, "last": last})
                        dropped.append(name)
        return dropped


async def _partitions(connection: AsyncConnection) -> set[str]:
    return {row.relname for row in await connection.execute(_PARTITIONS)}


async def _attach(connection: AsyncConnection, month: datetime) -> None:
    """Made beside the others and then attached, for which nobody who records has to wait."""
    name, until = _name(month), _after(month)
    bounds = f"'{month.isoformat()}' AND received_at < '{until.isoformat()}'"
    await connection.execute(_WAIT_BRIEFLY)
    for statement in (
        f"CREATE TABLE {name} (LIKE raw_events INCLUDING ALL)",
        f"""
        WITH found AS (DELETE FROM {_ELSEWHERE} WHERE received_at >= {bounds} RETURNING *)
        INSERT INTO {name} SELECT * FROM found
        """,
        f"""
        ALTER TABLE raw_events ATTACH PARTITION {name}
            FOR VALUES FROM ('{month.isoformat()}') TO ('{until.isoformat()}')
        """,
    ):
        await connection.execute(text(statement))


def _name(month: datetime) -> str:
    return f"raw_events_{month:%Y_%m}"


def _month(name: str) -> datetime:
    found = _NAME.fullmatch(name)
    assert found is not None  # noqa: S101 - told apart before
    return datetime(int(found[1]), int(found[2]), 1, tzinfo=UTC)


def _after(month: datetime) -> datetime:
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
