"""Whatever goes wrong is told in one form, with an id to find it again and nothing of our inside."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.composition import Container
from olympus.domain.tenant import TenantId
from olympus.entrypoints.http.problems import STATUS, Code
from olympus.ports.figure_source import FigureSnapshot
from tests.entrypoints.http.sending import problem_of

DASHBOARD = "/api/analytics/dashboard/cafe"


async def test_an_unknown_path_is_a_problem(api: httpx.AsyncClient) -> None:
    problem_of(await api.get("/api/analytics/nothing"), 404, "NOT_FOUND", None)


async def test_an_unknown_method_is_a_problem_that_names_those_there_are(api: httpx.AsyncClient) -> None:
    response = await api.post(DASHBOARD)

    problem_of(response, 405, "INVALID_REQUEST", None)
    assert "GET" in response.headers["allow"]


async def test_the_callers_request_id_comes_back(api: httpx.AsyncClient) -> None:
    named = {"X-Request-ID": "gateway/42 a"}

    assert (await api.get(DASHBOARD, headers=named)).headers["x-request-id"] == "gateway/42 a"
    refused = await api.get("/nothing", headers=named)
    assert refused.json()["request_id"] == "gateway/42 a"


@pytest.mark.parametrize("unusable", ["", "x" * 129, "caf\xe9", "tab\there"])
async def test_a_request_without_a_usable_id_gets_one(api: httpx.AsyncClient, unusable: str) -> None:
    sent = [(b"x-request-id", unusable.encode("latin-1"))]

    first, second = [(await api.get("/api/health/live", headers=sent)).headers["x-request-id"] for _ in "12"]

    assert first != second
    assert len(first) == 36


class BrokenFigures(InMemoryFigureSource):
    """Figures behind a fault of ours."""

    @asynccontextmanager
    async def snapshot(self, tenant_id: TenantId) -> AsyncIterator[FigureSnapshot]:
        raise ZeroDivisionError("SELECT secret FROM figures")
        yield


async def test_a_fault_of_ours_is_logged_and_not_told(
    api: httpx.AsyncClient, container: Container, caplog: pytest.LogCaptureFixture
) -> None:
    with container.figures.override(BrokenFigures(container.ledger())), caplog.at_level(logging.ERROR):
        response = await api.get(DASHBOARD, headers={"X-Request-ID": "find-me"})

    problem_of(response, 500, "INTERNAL_ERROR", None)
    for inside in ("SELECT", "ZeroDivision", "Traceback", "olympus/"):
        assert inside not in response.text
    [logged] = caplog.records
    assert "find-me" in logged.message
    assert logged.exc_info is not None


class SlowFigures(InMemoryFigureSource):
    """Figures that were not ready in time."""

    @asynccontextmanager
    async def snapshot(self, tenant_id: TenantId) -> AsyncIterator[FigureSnapshot]:
        raise TimeoutError
        yield


async def test_what_takes_too_long_is_a_time_out(api: httpx.AsyncClient, container: Container) -> None:
    with container.figures.override(SlowFigures(container.ledger())):
        problem_of(await api.get(DASHBOARD), 504, "TIMEOUT", None)


def test_every_code_has_one_status_of_its_own() -> None:
    assert STATUS.keys() == set(Code)
    assert len(set(STATUS.values())) == len(STATUS)
