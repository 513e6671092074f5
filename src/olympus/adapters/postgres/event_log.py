"""The recorded events in the order of their positions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.reaching import reaching
from olympus.adapters.postgres.statements import statement
from olympus.domain.events.event import Event
from olympus.domain.events.rejection import EventRejected
from olympus.domain.tenant import TenantId
from olympus.ports.event_decoder import EventDecoder
from olympus.ports.event_log import EventLog, LoggedEvent, Waiting

_LAST = text("SELECT last_value, is_called FROM event_positions")
_NEW_TRANSACTION = text("SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint)")
_OLDEST_TRANSACTION = text("SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)")
_OLDEST = text("SELECT received_at FROM raw_events WHERE position > :after ORDER BY position LIMIT 1")
_MANY = 20_000
"""Events after a position, of all tenants, that are not looked through."""


class PostgresEventLog(EventLog):
    """Reads `raw_events`.

    Positions come from a sequence, so that they are given out in one order and committed in another. Why nothing
    is missed all the same: a writer draws its positions within a transaction that has a number by then. So after
    looking at the last position, and then taking a number of our own, all who can hold a position up to the first
    have a number below the second; once the oldest transaction that is under way is not below it, they have ended,
    and their rows are seen, or never will be. The number has to be our own: a snapshot ends behind the last
    transaction that has ended, and does not know of a writer that began after that. Writers wait for nothing, and
    no number of a transaction is kept, so that a restored copy of the database does no harm; a process that was
    there before it was restored sees that positions have gone back.

    A tenant has one writer at a time, which draws while it is alone: a tenant's positions are in the order of
    its commits. Any transaction that writes, of whatever database of the server, holds the log back while it is
    open.
    """

    def __init__(self, engine: AsyncEngine, decoder: EventDecoder) -> None:
        self._engine = engine
        self._decoder = decoder
        self._settled = 0
        self._looked_at: tuple[int, int] | None = None
        """A last position, and the number of which all that may hold it are below."""

    async def settled(self) -> int:
        with reaching("the event log"):
            async with self._engine.connect() as connection:
                autocommit = await connection.execution_options(isolation_level="AUTOCOMMIT")
                # Each look has a snapshot of its own: the order of these statements is the proof.
                for _ in range(2):
                    last = await _last(autocommit)
                    if last < (self._looked_at[0] if self._looked_at else self._settled):
                        self._settled, self._looked_at = 0, None
                    if last == self._settled:
                        break
                    if self._looked_at is None:
                        self._looked_at = last, (await autocommit.execute(_NEW_TRANSACTION)).scalar_one()
                    position, number = self._looked_at
                    if (await autocommit.execute(_OLDEST_TRANSACTION)).scalar_one() < number:
                        break
                    self._settled, self._looked_at = max(self._settled, position), None
        return self._settled

    async def read(
        self, after: int, until: int, *, most_events: int, most_bytes: int | None = None
    ) -> Sequence[LoggedEvent]:
        with reaching("the event log"):
            async with self._engine.connect() as connection:
                driver: Any = (await connection.get_raw_connection()).driver_connection
                rows = await driver.fetch(statement("read_log"), after, until, most_events, most_bytes)
        return [LoggedEvent(row["position"], self._event(row)) for row in rows]

    async def waiting(self, after: int) -> Waiting:
        with reaching("the event log"):
            async with self._engine.connect() as connection:
                oldest = (await connection.execute(_OLDEST, {"after": after})).scalar()
                return Waiting(await _last(connection) - after, oldest) if oldest else Waiting()

    async def touches(self, tenant_id: TenantId, *, after: int, before: datetime) -> bool:
        with reaching("the event log"):
            async with self._engine.connect() as connection:
                driver: Any = (await connection.get_raw_connection()).driver_connection
                return bool(await driver.fetchval(statement("log_touches"), tenant_id, after, before, _MANY))

    def _event(self, row: Any) -> Event:
        """What the message says, under the identity by which it was recorded."""
        identity = {"tenant_id": TenantId(row["tenant_id"]), "event_id": row["event_id"]}
        original = row["original"].encode()
        try:
            event = self._decoder.decode(original, received_at=row["received_at"])
        except EventRejected:  # taken by a version that was less strict: kept, and said to state nothing
            return Event(
                **identity,
                name=row["name"],
                occurred_at=row["at"],
                received_at=row["received_at"],
                payload=None,
                original=original,
            )
        return event._replace(**identity)


async def _last(connection: Any) -> int:
    value, is_called = (await connection.execute(_LAST)).one()
    return int(value) if is_called else 0
