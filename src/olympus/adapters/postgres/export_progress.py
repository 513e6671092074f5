"""The export's progress beside the events that it is about."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.reaching import reaching
from olympus.ports.export_progress import ExportProgress, Progress, TurnLost

_IS_WHOLE = "is_whole AND NOT EXISTS (SELECT FROM raw_event_drops WHERE last_position > exported_until)"
_CURRENT = text(f"""
    SELECT exported_until, attempting_until, incarnation, trouble, {_IS_WHOLE}
    FROM warehouse_exports
    WHERE warehouse = :warehouse
""")
_AT_FIRST = text("""
    INSERT INTO warehouse_exports (warehouse, exported_until) VALUES (:warehouse, 0) ON CONFLICT DO NOTHING
""")
_BEGIN = text("""
    UPDATE warehouse_exports SET attempting_until = :until
    WHERE warehouse = :warehouse AND exported_until = :exported AND incarnation IS NOT DISTINCT FROM :incarnation
""")
_CONFIRM = text(f"""
    UPDATE warehouse_exports
    SET exported_until = :until, attempting_until = NULL, trouble = NULL, is_whole = {_IS_WHOLE}
    WHERE warehouse = :warehouse AND exported_until = :exported AND incarnation IS NOT DISTINCT FROM :incarnation
""")
_FAILED = text("UPDATE warehouse_exports SET trouble = :trouble WHERE warehouse = :warehouse")
_START_OVER = text("""
    UPDATE warehouse_exports
    SET exported_until = 0, attempting_until = NULL, incarnation = :incarnation, trouble = NULL, is_whole = true
    WHERE warehouse = :warehouse
""")
_MY_TURN = text("SELECT pg_try_advisory_lock(hashtext('olympus warehouse'), hashtext(:warehouse))")
_NO_MORE = text("SELECT pg_advisory_unlock(hashtext('olympus warehouse'), hashtext(:warehouse))")


class PostgresExportProgress(ExportProgress):
    """A row for each warehouse that was ever exported to: another one begins from the start."""

    def __init__(self, engine: AsyncEngine, warehouse: str) -> None:
        self._engine = engine
        self._warehouse = warehouse

    async def current(self) -> Progress:
        with reaching("the export's progress"):
            async with self._engine.connect() as connection:
                row = (await connection.execute(_CURRENT, {"warehouse": self._warehouse})).first()
        return Progress(*row) if row else Progress()

    async def begin(self, until: int, *, after: Progress) -> None:
        await self._move(_BEGIN, until, after)

    async def confirm(self, until: int, *, after: Progress) -> None:
        await self._move(_CONFIRM, until, after)

    async def failed(self, trouble: str) -> None:
        await self._write(_FAILED, trouble=trouble)

    async def start_over(self, incarnation: str) -> None:
        await self._write(_START_OVER, incarnation=incarnation)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[bool]:
        """A lock of the session: the server frees it when the connection is gone."""
        warehouse = {"warehouse": self._warehouse}
        async with AsyncExitStack() as stack:
            with reaching("the export's progress"):
                connection = await stack.enter_async_context(self._engine.connect())
                holding = await connection.execution_options(isolation_level="AUTOCOMMIT")
                mine = bool(await holding.scalar(_MY_TURN, warehouse))
            try:
                yield mine
            finally:
                if mine:
                    with reaching("the export's progress"):
                        await holding.execute(_NO_MORE, warehouse)

    async def _move(self, change: TextClause, until: int, after: Progress) -> None:
        moved = await self._write(
            change, until=until, exported=after.exported_until, incarnation=after.incarnation
        )
        if not moved:
            raise TurnLost

    async def _write(self, change: TextClause, **values: object) -> int:
        """How many rows were changed."""
        warehouse = {"warehouse": self._warehouse}
        with reaching("the export's progress"):
            async with self._engine.begin() as connection:
                await connection.execute(_AT_FIRST, warehouse)
                return (await connection.execute(change, {**warehouse, **values})).rowcount
