"""The main job on real input: a restaurant's year goes in as events, and the published totals come out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from olympus.adapters.embedded import ServerAddresses
from olympus.composition import Container, running
from olympus.domain.dashboard import Dashboard
from olympus.entrypoints.demo import DEMO_TENANT
from olympus.entrypoints.demo.pizza_year import DEMO_SETTINGS, moved_to
from olympus.entrypoints.worker import work
from olympus.ports.event_stream import Backlog, Intake, Message
from olympus.settings import Settings
from olympus.use_cases.build_dashboard import DashboardRequest
from tests.eventually import eventually
from tests.journeys.published_figures import Published, published_best_sellers, published_figures

AFTER_THE_YEAR = datetime(2016, 1, 3, 12, tzinfo=UTC)
"""In the week in which the year ended, so that the demo's dates are those of 2015."""

_AT_ONCE = 2_000


@asynccontextmanager
async def working(settings: Settings) -> AsyncIterator[Container]:
    """A running container with a worker that listens."""
    stopping, listening = asyncio.Event(), asyncio.Event()
    async with running(settings) as container:
        if settings.database_url:
            await container.migrate()
        worker = asyncio.create_task(work(container, stopping, heard=listening.set))
        await listening.wait()
        try:
            yield container
        finally:
            stopping.set()
            await worker


async def announce_as_the_producer_does(container: Container) -> None:
    """Each event under three channels at once, and on the stream besides."""
    broadcast, stream = container.broadcast(), container.stream()
    bodies = list(moved_to(AFTER_THE_YEAR))
    for first in range(0, len(bodies), _AT_ONCE):
        chunk = bodies[first : first + _AT_ONCE]
        await broadcast.publish(
            [
                (channel, body)
                for body in chunk
                for channel in (
                    "events.order.created",
                    f"events.tenant.{DEMO_TENANT}.OrderCreated",
                    "events:global",
                )
            ]
        )
        await stream.append([Message(body, Intake.STREAM, "order-stream") for body in chunk])


async def everything_is_recorded(container: Container) -> bool:
    """Every announcement is heard and every entry worked off."""
    backlog: Backlog = await container.stream().backlog()
    if backlog.entries:
        return False
    async with container.figures().snapshot(DEMO_TENANT) as snapshot:
        currency: str | None = await snapshot.default_currency()
    return currency == "USD"


@pytest.fixture(params=["in memory", "on servers"])
def settings(request: pytest.FixtureRequest) -> Settings:
    """Settings for empty storage, and for a clock that shows a time just after the year."""
    if request.param == "in memory":
        return Settings(now=AFTER_THE_YEAR)
    addresses: ServerAddresses = request.getfixturevalue("servers")
    request.getfixturevalue("engine")
    request.getfixturevalue("redis_client")
    return Settings(now=AFTER_THE_YEAR, database_url=addresses.database_url, redis_url=addresses.redis_url)


@pytest.fixture
async def restaurant(settings: Settings) -> AsyncIterator[Container]:
    """A service that has heard the whole year."""
    async with working(settings) as container:
        await container.tenants().save(DEMO_TENANT, DEMO_SETTINGS)
        await announce_as_the_producer_does(container)
        await eventually(lambda: everything_is_recorded(container), within_seconds=120)
        yield container


async def test_the_dashboard_shows_every_published_total_and_best_seller(restaurant: Container) -> None:
    published, best = published_figures(), published_best_sellers()
    build = restaurant.build_dashboard()
    shown = {
        query: await build(DEMO_TENANT, DashboardRequest(**dict(query)))
        for query in {figure.query for figure in published} | best.keys()
    }

    assert len(published) == 207
    assert [figure for figure in published if not agrees(shown[figure.query], figure)] == []
    for query, products in best.items():
        assert [[each.name, str(each.amount)] for each in shown[query].best_sellers[:5]] == products


def agrees(dashboard: Dashboard, figure: Published) -> bool:
    """Whether a dashboard shows a published figure, to the places to which it was published."""
    value = dashboard.readings[figure.metric].value
    return value is not None and round(value, _places(figure.value)) == figure.value


def _places(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)
