"""A database of an earlier version, with events in it, shows every figure after its migration."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.embedded import ServerAddresses
from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.postgres.connecting import engine_for
from olympus.adapters.postgres.event_row import COLUMNS, event_row
from olympus.adapters.postgres.event_store import PostgresEventStore
from olympus.adapters.postgres.figure_source import PostgresFigureSource
from olympus.adapters.postgres.migrating import NEWEST_REVISION, alembic_config, migrate
from olympus.domain.calendar.interval import ALL_TIME
from olympus.domain.events.event import Event
from olympus.domain.facts.contribution import Measure
from olympus.domain.metrics.metric import People
from tests.factories import CAFE, NOON, a_cancellation, a_login, a_payment, an_item, an_order
from tests.figures import people_in, sums_over


@pytest.fixture
async def old_database(servers: ServerAddresses, engine: AsyncEngine) -> AsyncIterator[AsyncEngine]:
    """A database of its own, at the revision from which the rollups are made anew."""
    async with engine.connect() as connection:
        alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await alone.execute(text("DROP DATABASE IF EXISTS earlier"))
        await alone.execute(text("CREATE DATABASE earlier"))
    old = engine_for(engine.url.set(database="earlier").render_as_string(hide_password=False))
    async with old.begin() as connection:
        await connection.run_sync(_to_the_old_revision)
    yield old
    await old.dispose()


def _to_the_old_revision(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "0002")


_EARLIER_COLUMNS = (*COLUMNS[:-1], "original")
"""Before the messages had a table of their own."""


async def _stored_before(engine: AsyncEngine, events: list[Event]) -> None:
    async def lines() -> AsyncIterator[bytes]:
        yield "".join(f"{event_row(event).line}\t{event.original.decode()}\n" for event in events).encode()

    async with engine.begin() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        await connection.execute(text("SELECT 1"))
        await driver.copy_to_table("events", source=lines(), columns=_EARLIER_COLUMNS, format="text")


async def test_an_old_database_shows_its_figures_and_takes_in_more(old_database: AsyncEngine) -> None:
    pie = an_item("pie", quantity="2", total="9.00")
    await _stored_before(
        old_database,
        [
            an_order("o1", customer="ann", total="9", items=(pie,), location="rome"),
            an_order("o2", customer="bob", total="4"),
            a_cancellation("o2"),
            a_payment("o1", amount="9"),
            a_login("ann"),
        ],
    )

    assert await migrate(old_database) == ("0002", NEWEST_REVISION)
    await PostgresEventStore(old_database, MsgspecEventDecoder()).record(
        [an_order("o3", customer="ann", total="1", at=NOON + timedelta(days=1)), a_cancellation("o1")]
    )

    async with PostgresFigureSource(old_database).snapshot(CAFE) as snapshot:
        [sums] = await sums_over(snapshot, ALL_TIME)
        people = await people_in(snapshot, ALL_TIME)
    assert sums.added[Measure.ORDER, "EUR"].amount == 14
    assert sums.added[Measure.ORDER_VOIDED, "EUR"].amount == 13
    assert sums.added[Measure.PAYMENT, "EUR"].amount == 9
    assert (people[People.ORDERED], people[People.LOGGED_IN]) == (1, 1)
