"""Anomalies over HTTP: the fields that the page relies on, what is refused, and the live channel's event."""

import httpx

from olympus.composition import Container
from tests.anomalies import MONDAY, an_anomaly
from tests.factories import CAFE

ANOMALIES = f"/api/analytics/anomalies/{CAFE}"


async def test_anomalies_have_the_fields_that_callers_rely_on(
    api: httpx.AsyncClient, container: Container
) -> None:
    await container.anomaly_store().settle(CAFE, [an_anomaly(value=50), an_anomaly(metric="revenue")], [])

    answer = (await api.get(ANOMALIES, params={"timeframe": "2026-03-16", "metric": "orders"})).json()

    [anomaly] = answer["anomalies"]
    assert anomaly["id"] == an_anomaly().id
    assert (anomaly["at"], anomaly["until"]) == ("2026-03-16T00:00:00Z", "2026-03-17T00:00:00Z")
    assert (anomaly["value"], anomaly["expected"], anomaly["lower"], anomaly["upper"]) == (50, 100, 90, 110)
    assert (anomaly["severity"], anomaly["direction"], anomaly["explained_by"]) == ("critical", "down", [])
    assert (anomaly["granularity"], anomaly["metric"], answer["tenant_id"]) == ("day", "orders", CAFE)
    assert MONDAY.isoformat() < anomaly["detected_at"]


async def test_only_from_a_severity_on(api: httpx.AsyncClient, container: Container) -> None:
    await container.anomaly_store().settle(CAFE, [an_anomaly(value=88)], [])
    asked = {"timeframe": "2026-03-16"}
    assert len((await api.get(ANOMALIES, params=asked)).json()["anomalies"]) == 1
    assert (await api.get(ANOMALIES, params=asked | {"severity": "high"})).json()["anomalies"] == []


async def test_what_cannot_be_asked_is_refused(api: httpx.AsyncClient) -> None:
    for field, wrong in (("metric", "revenu"), ("severity", "dreadful"), ("timeframe", "someday")):
        response = await api.get(ANOMALIES, params={field: wrong})
        assert (response.status_code, response.json()["field"]) == (400, field)
    other = await api.get(ANOMALIES, headers={"X-Tenant-ID": "another"})
    assert other.status_code == 403
