"""The real application, over its own ASGI interface, on in-memory adapters."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest
from litestar import Litestar

from olympus.composition import Container, running
from olympus.entrypoints.http.app import app_on
from olympus.settings import Settings
from tests.entrypoints.http.sending import client_of

WEDNESDAY_NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)


@pytest.fixture
async def container() -> AsyncIterator[Container]:
    async with running(Settings(now=WEDNESDAY_NOON)) as container:
        yield container


@pytest.fixture
def app(container: Container) -> Litestar:
    return app_on(container)


@pytest.fixture
async def api(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app) as client:
        yield client
