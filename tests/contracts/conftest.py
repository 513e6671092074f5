"""Every adapter of every port, each fresh and empty."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.in_memory.data_versions import InMemoryDataVersions
from olympus.adapters.in_memory.dead_letters import InMemoryDeadLetters
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.in_memory.tenants import InMemoryTenants
from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.postgres.data_versions import PostgresDataVersions
from olympus.adapters.postgres.dead_letters import PostgresDeadLetters
from olympus.adapters.postgres.event_store import PostgresEventStore
from olympus.adapters.postgres.figure_source import PostgresFigureSource
from olympus.adapters.postgres.tenants import PostgresTenants
from olympus.ports.data_versions import DataVersions
from olympus.ports.dead_letters import DeadLetters
from olympus.ports.event_store import EventStore
from olympus.ports.figure_source import FigureSource
from olympus.ports.tenants import Tenants
from tests.databases import empty

EVERYWHERE = ["in_memory", "postgres"]


@dataclass
class Records:
    """A store, the figures that are read from it, and a way to start anew within one test."""

    store: EventStore
    figures: FigureSource
    forget_everything: Callable[[], Awaitable[None]]


@pytest.fixture(params=EVERYWHERE)
def records(request: pytest.FixtureRequest) -> Records:
    if request.param == "postgres":
        engine: AsyncEngine = request.getfixturevalue("engine")
        store = PostgresEventStore(engine, MsgspecEventDecoder())
        return Records(store, PostgresFigureSource(engine), lambda: empty(engine))
    ledger = Ledger()

    async def forget() -> None:
        ledger.__init__()  # type: ignore[misc]

    return Records(InMemoryEventStore(ledger), InMemoryFigureSource(ledger), forget)


@dataclass
class Versioned:
    """The versions, and those who move them."""

    versions: DataVersions
    store: EventStore
    tenants: Tenants


@pytest.fixture(params=EVERYWHERE)
def versioned(request: pytest.FixtureRequest) -> Versioned:
    if request.param == "postgres":
        engine: AsyncEngine = request.getfixturevalue("engine")
        store = PostgresEventStore(engine, MsgspecEventDecoder())
        return Versioned(PostgresDataVersions(engine), store, PostgresTenants(engine))
    versions = InMemoryDataVersions()
    return Versioned(versions, InMemoryEventStore(Ledger(), versions), InMemoryTenants(versions))


@pytest.fixture(params=EVERYWHERE)
def tenants(request: pytest.FixtureRequest) -> Tenants:
    if request.param == "postgres":
        return PostgresTenants(request.getfixturevalue("engine"))
    return InMemoryTenants()


@pytest.fixture(params=EVERYWHERE)
def dead_letters(request: pytest.FixtureRequest) -> DeadLetters:
    if request.param == "postgres":
        return PostgresDeadLetters(request.getfixturevalue("engine"))
    return InMemoryDeadLetters()
