"""The export's progress beside the events that it is about."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.reaching import reaching
from olympus.ports.export_progress import ExportProgress, Progress

_CURRENT = text("""
    SELECT exported_until, attempting_until, incarnation, trouble
    FROM warehouse_exports
    WHERE warehouse = :warehouse
""")
_BEGIN = text("""
    INSERT INTO warehouse_exports AS w (warehouse, exported_until, attempting_until) VALUES (:warehouse, 0, :until)
    ON CONFLICT (warehouse) DO UPDATE SET attempting_until = excluded.attempting_until
""")
_CONFIRM = text("""
    INSERT INTO warehouse_exports AS w (warehouse, exported_until) VALUES (:warehouse, :until)
    ON CONFLICT (warehouse) DO UPDATE SET
        exported_until = excluded.exported_until, attempting_until = NULL, trouble = NULL
""")
_FAILED = text("""
    INSERT INTO warehouse_exports AS w (warehouse, exported_until, trouble) VALUES (:warehouse, 0, :trouble)
    ON CONFLICT (warehouse) DO UPDATE SET trouble = excluded.trouble
""")
_START_OVER = text("""
    INSERT INTO warehouse_exports AS w (warehouse, exported_until, incarnation)
    VALUES (:warehouse, 0, :incarnation)
    ON CONFLICT (warehouse) DO UPDATE SET
        exported_until = 0, attempting_until = NULL, incarnation = excluded.incarnation, trouble = NULL
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

    async def begin(self, until: int) -> None:
        await self._write(_BEGIN, until=until)

    async def confirm(self, until: int) -> None:
        await self._write(_CONFIRM, until=until)

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

    async def _write(self, change: object, **values: object) -> None:
        with reaching("the export's progress"):
            async with self._engine.begin() as connection:
                await connection.execute(change, {"warehouse": self._warehouse, **values})  # type: ignore[call-overload]
