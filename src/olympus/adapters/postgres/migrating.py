"""Bringing the schema to the state that this version of the code needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.reaching import reaching

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
            return await connection.run_sync(_current)


def newest_revision() -> str:
    """The revision that this version of the code needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None, "the package ships its migrations"  # noqa: S101
    return head


def _upgrade(connection: Connection) -> tuple[str | None, str]:
    before = _current(connection)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return before, newest_revision()


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
