"""Bringing the schema to the state that this version of the code needs.

Alembic is imported when there is something to migrate: whoever only asks whether there is starts faster.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.reaching import reaching

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST_REVISION = "0010"
"""The revision that this version of the code needs."""

_ONE_MIGRATION_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('olympus migrations'))")


async def migrate(engine: AsyncEngine) -> tuple[str | None, str]:
    """Bring the schema up to date, and say from which revision to which. Repeating it is harmless.

    Whoever starts at the same time waits for the one that migrates. Raises SourceUnavailable.
    """
    with reaching("the database"):
        async with engine.begin() as connection:
            await connection.execute(_ONE_MIGRATION_AT_A_TIME)
            return await connection.run_sync(_upgrade)


async def schema_revision(engine: AsyncEngine) -> str | None:
    """The revision that the database is at, or None before its first migration. Raises SourceUnavailable."""
    with reaching("the database"):
        async with engine.connect() as connection:
            if not await connection.scalar(text("SELECT to_regclass('alembic_version')::text")):
                return None
            revision: str | None = await connection.scalar(text("SELECT version_num FROM alembic_version"))
            return revision


def _upgrade(connection: Connection) -> tuple[str | None, str]:
    from alembic import command
    from alembic.runtime.migration import MigrationContext

    before = MigrationContext.configure(connection).get_current_revision()
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return before, NEWEST_REVISION


def alembic_config() -> "Config":
    """Where alembic finds our migrations."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
