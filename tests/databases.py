"""A migrated PostgreSQL database for tests, emptied between them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.connecting import engine_for
from olympus.adapters.postgres.migrating import migrate

_TABLES = text("""
    SELECT string_agg(quote_ident(tablename), ', ')
    FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
""")


@asynccontextmanager
async def migrated_database(url: str) -> AsyncIterator[AsyncEngine]:
    """The engine of a database that has every table."""
    engine = engine_for(url)
    try:
        await migrate(engine)
        yield engine
    finally:
        await engine.dispose()


async def empty(engine: AsyncEngine) -> None:
    """Forget every row."""
    async with engine.begin() as connection:
        tables = await connection.scalar(_TABLES)
        await connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
