"""A database as it was after its migrations."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

_TABLES = text("""
    SELECT string_agg(quote_ident(tablename), ', ')
    FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
""")


async def empty(engine: AsyncEngine) -> None:
    """Forget everything that was recorded."""
    async with engine.begin() as connection:
        await connection.execute(text(f"TRUNCATE {await connection.scalar(_TABLES)}"))
