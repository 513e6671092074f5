"""A PostgreSQL that cannot be used is told in the words of the ports."""

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.postgres.connecting import async_url, engine_for
from olympus.adapters.postgres.event_store import PostgresEventStore
from olympus.adapters.postgres.figure_source import PostgresFigureSource
from olympus.adapters.postgres.migrating import NEWEST_REVISION, alembic_config, migrate, schema_revision
from olympus.adapters.postgres.tenants import PostgresTenants
from olympus.ports.errors import SourceUnavailable
from tests.factories import CAFE, an_order

NOWHERE = "postgresql://nobody:secret@127.0.0.1:1/nothing"


async def test_a_refused_connection_is_an_outage_that_names_no_secret() -> None:
    engine = engine_for(NOWHERE)
    for attempt in (
        PostgresEventStore(engine, MsgspecEventDecoder()).record([an_order()]),
        PostgresEventStore(engine, MsgspecEventDecoder()).is_empty(),
        PostgresTenants(engine).settings(CAFE),
        migrate(engine),
    ):
        with pytest.raises(SourceUnavailable) as outage:
            await attempt
        assert "secret" not in str(outage.value)
    with pytest.raises(SourceUnavailable):
        async with PostgresFigureSource(engine).snapshot(CAFE):
            raise AssertionError("there is nothing to read")


async def test_migrating_again_and_at_the_same_time_is_harmless(engine: AsyncEngine) -> None:
    first, second = await asyncio.gather(migrate(engine), migrate(engine))
    assert first == second == (NEWEST_REVISION, NEWEST_REVISION)
    assert await schema_revision(engine) == NEWEST_REVISION


def test_urls_are_taken_as_people_write_them() -> None:
    for url in ("postgres://u@h/d?sslmode=require", "postgresql://u@h/d?sslmode=require"):
        assert str(async_url(url)) == "postgresql+asyncpg://u@h/d?ssl=require"


def test_the_newest_revision_is_the_one_that_alembic_finds() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == NEWEST_REVISION
