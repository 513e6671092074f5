"""A tenant's settings: read, changed, and followed by the figures at the next request."""

from typing import Any

import httpx
import pytest

from tests.entrypoints.http.sending import problem_of

SETTINGS = "/api/analytics/tenants/cafe/settings"
DEFAULTS = {
    "timezone": "UTC",
    "week_start": "monday",
    "day_start": "00:00",
    "fiscal_year_start": 1,
    "retail_calendar": None,
    "currency": None,
    "default_reorder_point": None,
    "country": None,
}


async def test_a_tenant_that_never_decided_has_the_defaults(api: httpx.AsyncClient) -> None:
    response = await api.get(SETTINGS)

    assert (response.status_code, response.json()) == (200, DEFAULTS)


async def test_changed_settings_hold_from_the_next_request_on(api: httpx.AsyncClient) -> None:
    wanted = DEFAULTS | {
        "timezone": "Europe/Rome",
        "week_start": "sunday",
        "day_start": "04:00",
        "country": "DE-BY",
    }

    changed = await api.put(SETTINGS, json=wanted)

    assert (changed.status_code, changed.json()) == (200, wanted)
    assert (await api.get(SETTINGS)).json() == wanted
    timeframe = (await api.get("/api/analytics/dashboard/cafe")).json()["timeframe"]
    assert (timeframe["start"], timeframe["week_start"]) == ("2026-03-15T04:00:00+01:00", "sunday")


async def test_what_is_left_out_has_its_default_again(api: httpx.AsyncClient) -> None:
    await api.put(SETTINGS, json={"currency": "CHF", "default_reorder_point": 2.5, "retail_calendar": "4-4-5"})

    assert (await api.put(SETTINGS, json={"currency": "EUR"})).json() == DEFAULTS | {"currency": "EUR"}


async def test_a_quantity_stays_exact(api: httpx.AsyncClient) -> None:
    changed = await api.put(SETTINGS, content=b'{"default_reorder_point": 0.1}')

    assert '"default_reorder_point":0.1,' in changed.text


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"timezone": "Rome"}, "timezone"),
        ({"week_start": "someday"}, "week_start"),
        ({"day_start": "13:00"}, "day_start"),
        ({"day_start": "early"}, "day_start"),
        ({"fiscal_year_start": 13}, "fiscal_year_start"),
        ({"fiscal_year_start": "May"}, "fiscal_year_start"),
        ({"retail_calendar": "5-5-5"}, "retail_calendar"),
        ({"currency": "euro"}, "currency"),
        ({"country": "XX"}, "country"),
        ({"country": "DE-XX"}, "country"),
        ({"country": "Germany"}, "country"),
        ({"default_reorder_point": -1}, "default_reorder_point"),
        ({"timezon": "Europe/Rome"}, "timezon"),
        ([], None),
    ],
)
async def test_settings_that_cannot_be_are_refused_and_change_nothing(
    api: httpx.AsyncClient, settings: Any, field: str | None
) -> None:
    problem_of(await api.put(SETTINGS, json=settings), 400, "INVALID_REQUEST", field)

    assert (await api.get(SETTINGS)).json() == DEFAULTS


async def test_settings_that_are_no_json_are_refused(api: httpx.AsyncClient) -> None:
    problem_of(await api.put(SETTINGS, content=b"{"), 400, "INVALID_REQUEST", None)


async def test_a_tenant_reads_and_changes_its_own_settings_only(api: httpx.AsyncClient) -> None:
    other = {"X-Tenant-ID": "bakery"}

    problem_of(await api.get(SETTINGS, headers=other), 403, "FORBIDDEN", "tenant_id")
    problem_of(await api.put(SETTINGS, json={}, headers=other), 403, "FORBIDDEN", "tenant_id")
    assert (await api.put(SETTINGS, json={}, headers={"X-Tenant-ID": "cafe"})).status_code == 200
