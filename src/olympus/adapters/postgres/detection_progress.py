"""Who was judged when, in PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.reaching import reaching
from olympus.domain.tenant import TenantId
from olympus.ports.detection_progress import DetectionProgress

_DUE = text("""
    SELECT s.tenant_id
    FROM tenant_state s LEFT JOIN anomaly_detections d USING (tenant_id)
    WHERE d.tenant_id IS NULL OR d.due_at <= :now
       OR (d.version <> s.version AND d.judged_at <= CAST(:now AS timestamptz) - interval '2 minutes')
    ORDER BY d.judged_at NULLS FIRST, s.tenant_id
    LIMIT :limit
""")
_JUDGED = text("""
    INSERT INTO anomaly_detections (tenant_id, version, judged_at, due_at)
    VALUES (:tenant_id, :version, :at, :due_at)
    ON CONFLICT (tenant_id) DO UPDATE SET
        version = excluded.version, judged_at = excluded.judged_at, due_at = excluded.due_at
""")
_MY_TURN = text("SELECT pg_try_advisory_lock(hashtext('olympus detection'), hashtext(:tenant_id))")
_NO_MORE = text("SELECT pg_advisory_unlock(hashtext('olympus detection'), hashtext(:tenant_id))")


class PostgresDetectionProgress(DetectionProgress):
    """A row for each tenant that was ever judged, beside the version of its data."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def due(self, now: datetime, *, limit: int) -> list[TenantId]:
        with reaching("the progress of detection"):
            async with self._engine.connect() as connection:
                rows = await connection.scalars(_DUE, {"now": now, "limit": limit})
                return [TenantId(each) for each in rows]

    async def judged(self, tenant_id: TenantId, *, version: int, at: datetime, due_at: datetime | None) -> None:
        row = {"tenant_id": tenant_id, "version": version, "at": at, "due_at": due_at}
        with reaching("the progress of detection"):
            async with self._engine.begin() as connection:
                await connection.execute(_JUDGED, row)

    @asynccontextmanager
    async def turn(self, tenant_id: TenantId) -> AsyncIterator[bool]:
        """A lock of the session: the server frees it when the connection is gone."""
        tenant = {"tenant_id": tenant_id}
        async with AsyncExitStack() as stack:
            with reaching("the progress of detection"):
                connection = await stack.enter_async_context(self._engine.connect())
                holding = await connection.execution_options(isolation_level="AUTOCOMMIT")
                mine = bool(await holding.scalar(_MY_TURN, tenant))
            try:
                yield mine
            finally:
                if mine:
                    with reaching("the progress of detection"):
                        await holding.execute(_NO_MORE, tenant)
