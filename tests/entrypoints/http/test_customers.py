"""Cohorts and segments over HTTP: the fields that callers rely on, and what is refused."""

from typing import Any

import httpx
import msgspec
import pytest

from olympus.composition import Container
from olympus.entrypoints.http.cohorts_out import EXAMPLE as COHORTS_EXAMPLE
from olympus.entrypoints.http.cohorts_out import CohortsOut
from olympus.entrypoints.http.segments_out import EXAMPLE as SEGMENTS_EXAMPLE
from olympus.entrypoints.http.segments_out import SegmentsOut
from tests.entrypoints.http.sending import a_payment, an_order, problem_of, record

COHORTS = "/api/analytics/cohorts/cafe"
SEGMENTS = "/api/analytics/customers/cafe/segments"


async def some_trade(api: httpx.AsyncClient, container: Container) -> None:
    await record(
        api,
        container,
        an_order("o-1", "10.00", at="2026-02-10T10:00:00Z", customer_id="ann"),
        a_payment("o-1", "10.00", at="2026-02-10T10:00:00Z"),
        an_order("o-2", "2.50", at="2026-02-11T10:00:00Z", customer_id="bob"),
        an_order("o-3", "20.00", customer_id="ann"),
        a_payment("o-3", "20.00"),
        an_order("o-4", "7.00", customer_id="cem", currency="USD"),
    )


async def test_cohorts_have_the_fields_that_callers_rely_on(api: httpx.AsyncClient, container: Container) -> None:
    await some_trade(api, container)

    response = await api.get(COHORTS, params={"periods": "3"})

    answer = response.json()
    assert response.status_code == 200
    february, march = answer["cohorts"]
    assert (february["cohort_key"], february["cohort_size"], march["cohort_size"]) == ("2026-02", 2, 1)
    assert february["periods"] == [
        period(0, "2026-02", 2, 10.0, 1, partial=False),
        period(1, "2026-03", 1, 20.0, 0.5, partial=True),
    ]
    assert (february["start"], february["end"]) == ("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z")
    assert (answer["average_retention"], answer["lifetime_value"]) == ([1], 10)
    assert (answer["tenant_id"], answer["granularity"], answer["currency"]) == ("cafe", "month", "EUR")
    assert (answer["timezone"], answer["total_customers"], answer["notes"]) == ("UTC", 3, [])
    assert '"lifetime_value":15.00}' in response.text
    assert "reporting currency" in answer["definitions"]["revenue"]


async def test_segments_have_the_fields_that_callers_rely_on(api: httpx.AsyncClient, container: Container) -> None:
    await some_trade(api, container)

    answer = (await api.get(SEGMENTS)).json()

    assert answer["total_customers"] == sum(each["customer_count"] for each in answer["segments"]) == 3
    first = answer["segments"][0]
    assert (first["segment_id"], first["name"]) == ("loyal", "Loyal customers")
    assert (first["customer_count"], first["percentage"]) == (1, 33.33)
    assert (first["orders"], first["avg_order_value"], first["value"], first["value_percentage"]) == (
        2,
        15,
        30,
        92.31,
    )
    assert first["characteristics"][0] == "The last order was typically yesterday."
    assert (answer["total_value"], answer["currency"], answer["other_currencies"]) == (32.5, "EUR", {"USD": 7})
    assert answer["method"].startswith("RFM")
    assert "fewer than 5" in answer["notes"][0]


@pytest.mark.parametrize(("address", "rows"), [(COHORTS, "cohorts"), (SEGMENTS, "segments")])
async def test_without_customers_the_answer_is_empty_and_says_why(
    api: httpx.AsyncClient, address: str, rows: str
) -> None:
    response = await api.get(address)

    assert (response.status_code, response.json()[rows]) == (200, [])
    assert response.json()["notes"][0].endswith(".")


@pytest.mark.parametrize(
    ("params", "field", "said"),
    [
        ({"granularity": "weak"}, "granularity", "Did you mean week?"),
        ({"periods": "61"}, "periods", "1 to 60"),
        ({"periods": "many"}, "periods", ""),
        ({"start_date": "2026-03-02", "end_date": "2026-03-01"}, "end_date", "before the start"),
        ({"start_date": "soon"}, "start_date", "not a date"),
        ({"granularity": "day", "start_date": "2020-01-01"}, "start_date", "at most 400"),
    ],
)
async def test_what_cannot_be_asked_is_refused_by_the_name_of_the_parameter(
    api: httpx.AsyncClient, params: dict[str, str], field: str, said: str
) -> None:
    assert said in problem_of(await api.get(COHORTS, params=params), 400, "INVALID_REQUEST", field)


@pytest.mark.parametrize("address", [COHORTS, SEGMENTS])
async def test_whoever_comes_for_one_tenant_does_not_see_another(api: httpx.AsyncClient, address: str) -> None:
    assert (await api.get(address, headers={"X-Tenant-ID": "cafe"})).status_code == 200

    problem_of(await api.get(address, headers={"X-Tenant-ID": "bakery"}), 403, "FORBIDDEN", "tenant_id")
    impossible = address.replace("cafe", "ca%20fe")
    problem_of(await api.get(impossible), 400, "INVALID_REQUEST", "tenant_id")


@pytest.mark.parametrize(("example", "kind"), [(COHORTS_EXAMPLE, CohortsOut), (SEGMENTS_EXAMPLE, SegmentsOut)])
def test_the_examples_have_the_fields_of_the_answers(example: dict[str, Any], kind: type[msgspec.Struct]) -> None:
    told = msgspec.convert(example, kind)

    assert msgspec.to_builtins(told).keys() == example.keys()


def period(
    index: int, label: str, customers: int, revenue: float, rate: float, *, partial: bool
) -> dict[str, object]:
    return {
        "period_index": index,
        "period_label": label,
        "customers_active": customers,
        "revenue": revenue,
        "retention_rate": rate,
        "partial": partial,
    }
