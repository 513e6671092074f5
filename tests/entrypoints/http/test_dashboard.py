"""The dashboard's two addresses: one answer for every caller, exact to the last digit."""

from typing import Any

import httpx
import pytest

from olympus.composition import Container
from olympus.domain.metrics.catalogue import CATALOGUE
from tests.entrypoints.http.sending import a_payment, an_event, an_order, problem_of, record

DASHBOARD = "/api/analytics/dashboard/cafe"


async def test_a_dashboard_has_every_metric_of_the_catalogue_and_the_comparison(
    api: httpx.AsyncClient, container: Container
) -> None:
    await record(
        api,
        container,
        an_order("o-1", "100.00", at="2026-03-10T10:00:00Z", customer_id="c-1"),
        a_payment("o-1", "100.00", at="2026-03-10T10:00:00Z"),
        an_order("o-2", "123.45", customer_id="c-1", items=[an_item("tea", 2, "123.45")]),
        a_payment("o-2", "123.45"),
    )

    response = await api.get(DASHBOARD, params={"timeframe": "this_week"})

    answer = response.json()
    assert response.status_code == 200
    assert (answer["tenant_id"], answer["period"], answer["currency"]) == ("cafe", "this_week", "EUR")
    assert answer["metrics"].keys() == CATALOGUE.keys() | {"timeframe"}
    assert answer["comparisons"].keys() == answer["definitions"].keys() == CATALOGUE.keys()
    assert answer["revenue"] == {
        "current": 123.45,
        "previous": 100.0,
        "change": 23.45,
        "change_percentage": 23.45,
        "trend": "up",
    }
    assert (answer["orders"]["current"], answer["customers"]["trend"]) == (1, "stable")
    assert answer["top_products"] == [{"product_id": "tea", "name": "Tea", "quantity_sold": 2, "revenue": 123.45}]
    assert answer["insights"][0].keys() == {"title", "description", "impact", "action"}
    assert answer["events_until"] == "2026-03-17T10:00:00Z"
    assert answer["definitions"]["revenue"]["definition"] == CATALOGUE["revenue"].definition


async def test_both_addresses_give_one_answer(api: httpx.AsyncClient, container: Container) -> None:
    await record(api, container, an_order("o-1", "10.00", at="2026-03-02T10:00:00Z"))
    bounds = ("2026-03-01", "2026-03-03")

    by_path = await api.get(DASHBOARD, params={"timeframe": "custom", "start": bounds[0], "end": bounds[1]})
    by_query = await api.get(
        "/api/analytics/dashboard",
        params={"tenant_id": "cafe", "date_range": "custom", "from_date": bounds[0], "to_date": bounds[1]},
    )

    assert by_path.json()["metrics"]["orders"] == 1
    assert without_the_instant(by_path.json()) == without_the_instant(by_query.json())


async def test_the_timeframe_is_told_in_local_time_and_as_instants(api: httpx.AsyncClient) -> None:
    answer = (await api.get(DASHBOARD, params={"timeframe": "2026-03", "timezone": "Europe/Rome"})).json()

    assert answer["as_of"].startswith("2026-03-18T13:00:0")
    timeframe = answer["timeframe"]
    assert (timeframe["start"], timeframe["end"]) == ("2026-03-01T00:00:00+01:00", "2026-04-01T00:00:00+02:00")
    assert (timeframe["start_utc"], timeframe["end_utc"]) == ("2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z")
    assert (timeframe["timezone"], timeframe["week_start"], timeframe["day_start"]) == (
        "Europe/Rome",
        "monday",
        "00:00",
    )
    assert timeframe["compared_with"]["start"] == "2026-02-01T00:00:00+01:00"
    assert timeframe["compared_with"]["partial"] is True


async def test_without_a_timeframe_it_is_this_week(api: httpx.AsyncClient) -> None:
    assert (await api.get(DASHBOARD)).json()["period"] == "this_week"
    assert (await api.get(DASHBOARD, params={"timeframe": "", "start": ""})).json()["period"] == "this_week"


async def test_bounds_alone_make_a_custom_timeframe(api: httpx.AsyncClient) -> None:
    answer = (await api.get(DASHBOARD, params={"start": "2026-03-01", "end": "2026-03-02"})).json()

    assert (answer["period"], answer["timeframe"]["end"]) == ("custom", "2026-03-03T00:00:00Z")


async def test_all_time_has_no_bounds_and_is_compared_with_nothing(api: httpx.AsyncClient) -> None:
    answer = (await api.get(DASHBOARD, params={"timeframe": "all_time"})).json()

    assert (answer["timeframe"]["start"], answer["timeframe"]["end"]) == (None, None)
    assert answer["timeframe"]["compared_with"] is None
    assert answer["revenue"] == {
        "current": 0,
        "previous": None,
        "change": None,
        "change_percentage": None,
        "trend": None,
    }


async def test_a_location_limits_the_figures(api: httpx.AsyncClient, container: Container) -> None:
    await record(
        api,
        container,
        an_order("o-1", "10.00", location_id="north"),
        an_order("o-2", "20.00", location_id="south"),
    )

    answer = (await api.get(DASHBOARD, params={"location_id": "south"})).json()

    assert (answer["metrics"]["order_value"], answer["filters"]) == (20, {"location_id": "south"})


async def test_nothing_compared_leaves_the_earlier_figures_unknown(api: httpx.AsyncClient) -> None:
    answer = (await api.get(DASHBOARD, params={"compare": "none"})).json()

    assert answer["timeframe"]["compared_with"] is None
    assert answer["orders"]["previous"] is None


@pytest.mark.parametrize(
    ("currency", "amounts", "written"),
    [
        ("EUR", ["10.5"], "10.50"),
        ("EUR", ["10"], "10.00"),
        ("EUR", ["10.125", "0.1"], "10.225"),
        ("JPY", ["1200"], "1200"),
        ("KWD", ["3.5"], "3.500"),
        ("EUR", ["900719925474099.317"], "900719925474099.317"),
        ("EUR", ["0.1", "0.2"], "0.30"),
    ],
)
async def test_money_is_written_to_the_digit_with_at_least_the_decimals_of_its_currency(
    api: httpx.AsyncClient, container: Container, currency: str, amounts: list[str], written: str
) -> None:
    orders = [an_order(f"o-{place}", amount, currency=currency) for place, amount in enumerate(amounts)]
    payments = [a_payment(f"o-{place}", amount, currency=currency) for place, amount in enumerate(amounts)]
    await record(api, container, *orders, *payments)

    text = (await api.get(DASHBOARD)).text

    assert f'"revenue":{written},' in text
    assert f'"revenue":{{"current":{written},' in text


async def test_averages_and_ratios_are_rounded_and_counts_are_whole(
    api: httpx.AsyncClient, container: Container
) -> None:
    await record(
        api,
        container,
        *[an_order(f"o-{place}", total) for place, total in enumerate(["10.00", "10.00", "10.00", "10.01"])],
        an_event("events.order.cancelled", {"order_id": "o-0"}),
        a_payment("o-1", "10.00"),
        an_event("payment.failed", {"payment_id": "p-2", "order_id": "o-2", "amount": "10.01"}),
        an_event("payment.failed", {"payment_id": "p-3", "order_id": "o-2", "amount": "10.01"}),
    )

    text = (await api.get(DASHBOARD)).text

    assert '"average_order_value":10.0033,' in text
    assert '"cancellation_rate":0.25,' in text
    assert '"payment_success_rate":0.333333,' in text
    assert '"orders":3,' in text
    assert '"conversion_rate":null' in text


async def test_other_currencies_stand_beside_and_are_never_added(
    api: httpx.AsyncClient, container: Container
) -> None:
    await record(
        api, container, an_order("o-1", "10.00"), a_payment("o-1", "10.00"), a_payment("o-2", "7", currency="JPY")
    )

    response = await api.get(DASHBOARD)

    assert response.json()["metrics"]["revenue"] == 10
    assert '"other_currencies":{"JPY":{"revenue":7,' in response.text


async def test_the_series_has_a_point_for_each_day_until_now(api: httpx.AsyncClient, container: Container) -> None:
    await record(api, container, an_order("o-1", "10.00"))

    series = (await api.get(DASHBOARD, params={"timezone": "Europe/Rome"})).json()["series"]

    assert series["granularity"] == "day"
    assert [(point["start"], point["orders"]) for point in series["points"]] == [
        ("2026-03-16T00:00:00+01:00", 0),
        ("2026-03-17T00:00:00+01:00", 1),
        ("2026-03-18T00:00:00+01:00", 0),
    ]


@pytest.mark.parametrize(
    ("params", "field", "said"),
    [
        ({"timeframe": "this_wek"}, "timeframe", "Did you mean this_week?"),
        ({"timeframe": "2026-02-30"}, "timeframe", "not in the calendar"),
        ({"timeframe": "custom", "start": "2026-02-30", "end": "2026-03-01"}, "start", "not in the calendar"),
        ({"timeframe": "custom", "start": "2026-03-02", "end": "2026-03-01"}, "end", "does not come after"),
        ({"timeframe": "custom"}, "start", "needs a start and an end"),
        ({"start": "2026-03-02"}, "end", "there is no end"),
        ({"timeframe": "today", "end": "2026-03-02"}, "end", "its own start and end"),
        ({"timezone": "rome"}, "timezone", "Did you mean Europe/Rome?"),
        ({"compare": "previous_yaer"}, "compare", "Did you mean previous_year?"),
    ],
)
async def test_what_cannot_be_asked_is_refused_by_the_name_of_the_parameter(
    api: httpx.AsyncClient, params: dict[str, str], field: str, said: str
) -> None:
    response = await api.get(DASHBOARD, params=params)

    assert said in problem_of(response, 400, "INVALID_REQUEST", field)


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({}, "tenant_id"),
        ({"tenant_id": ""}, "tenant_id"),
        ({"tenant_id": "ca fe"}, "tenant_id"),
        ({"tenant_id": "cafe", "date_range": "soon"}, "date_range"),
        ({"tenant_id": "cafe", "from_date": "soon", "to_date": "2026-03-02"}, "from_date"),
        ({"tenant_id": "cafe", "from_date": "2026-03-02"}, "to_date"),
    ],
)
async def test_the_other_address_calls_the_field_at_fault_as_its_callers_do(
    api: httpx.AsyncClient, params: dict[str, str], field: str
) -> None:
    problem_of(await api.get("/api/analytics/dashboard", params=params), 400, "INVALID_REQUEST", field)


async def test_an_impossible_tenant_is_refused(api: httpx.AsyncClient) -> None:
    problem_of(await api.get("/api/analytics/dashboard/ca%20fe"), 400, "INVALID_REQUEST", "tenant_id")


@pytest.mark.parametrize("address", [DASHBOARD, "/api/analytics/dashboard?tenant_id=cafe"])
async def test_whoever_comes_for_one_tenant_does_not_see_another(api: httpx.AsyncClient, address: str) -> None:
    assert (await api.get(address, headers={"X-Tenant-ID": "cafe"})).status_code == 200

    refused = await api.get(address, headers={"X-Tenant-ID": "bakery"})

    problem_of(refused, 403, "FORBIDDEN", "tenant_id")
    assert "cafe" not in refused.text


async def test_a_long_answer_is_compressed_for_who_can_read_it(api: httpx.AsyncClient) -> None:
    assert (await api.get(DASHBOARD)).headers["content-encoding"] == "gzip"

    plain = await api.get(DASHBOARD, headers={"Accept-Encoding": "identity"})

    assert "content-encoding" not in plain.headers


def an_item(product: str, quantity: int, total: str) -> dict[str, Any]:
    return {"product_id": product, "name": product.title(), "quantity": quantity, "total": total}


def without_the_instant(answer: dict[str, Any]) -> dict[str, Any]:
    """The clock runs on between two requests."""
    return {name: value for name, value in answer.items() if name != "as_of"}
