"""Is the database there, with the tables that this version needs?"""

from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.migrating import NEWEST_REVISION, schema_revision
from olympus.ports.component import Component, State


def database(engine: AsyncEngine) -> Component:
    """The database, judged by whether it answers and is migrated."""

    async def examine() -> State:
        revision = await schema_revision(engine)
        # revisions count up: one beyond ours is that of a newer version, which is being rolled out
        migrated = revision is not None and revision >= NEWEST_REVISION
        return State({"connected": True, "migrated": migrated}, fit=migrated)

    return Component("database", examine, {"connected": False, "migrated": None}, essential=True)
