"""/metrics: every figure of the process, of the moment, and never a tenant."""

import re

import httpx
from prometheus_client.parser import text_string_to_metric_families

from olympus.composition import Container
from olympus.entrypoints.http.app import create_app
from olympus.ports.event_stream import Intake
from tests.entrypoints.http.sending import an_order, client_of
from tests.entrypoints.http.test_health import NOBODY_LISTENS


async def figures(api: httpx.AsyncClient) -> dict[str, float]:
    """Every series with its value."""
    response = await api.get("/metrics")
    assert response.status_code == 200
    return {
        f"{sample.name} {' '.join(sample.labels.values())}".strip(): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


async def test_the_process_shows_what_it_counted_and_what_waits(
    api: httpx.AsyncClient, container: Container
) -> None:
    container.intake_meter().received(4, Intake.PUBSUB)
    await api.post("/api/analytics/events", json=an_order("o-1", "10.00"))

    shown = await figures(api)

    assert shown["olympus_intake_received_total pubsub"] == 4
    assert shown["olympus_stream_lag_entries memory"] == 1
    assert shown["olympus_stream_lag_seconds memory"] >= 0
    assert shown["process_resident_memory_bytes"] > 0
    assert any(series.startswith("olympus_build_info") for series in shown)

    await container.ingest().work_until_idle()
    assert (await figures(api))["olympus_stream_lag_entries memory"] == 0


async def test_requests_are_told_by_template_and_never_by_path(api: httpx.AsyncClient) -> None:
    for tenant in ("cafe", "bakery", "c@fe"):
        await api.get(f"/api/analytics/dashboard/{tenant}")
    await api.get("/api/analytics/no/such/secret-cafe")
    await api.delete("/api/analytics/events")

    shown = await figures(api)

    requests = {
        series.removeprefix("http_server_request_duration_seconds_count "): count
        for series, count in shown.items()
        if series.startswith("http_server_request_duration_seconds_count")
    }
    # the labels in the order of their names: method, status, route
    assert requests == {
        "GET 200 /api/analytics/dashboard/{tenant_id}": 2,
        "GET 400 /api/analytics/dashboard/{tenant_id}": 1,
        "GET 404 unmatched": 1,
        "DELETE 405 unmatched": 1,
    }
    assert not re.search("cafe|bakery|c@fe", (await api.get("/metrics")).text)
    assert 0 < shown["http_server_request_duration_seconds_sum GET 200 /api/analytics/dashboard/{tenant_id}"] < 10


async def test_each_format_has_its_content_type(api: httpx.AsyncClient) -> None:
    plain = await api.get("/metrics")
    open_metrics = await api.get("/metrics", headers={"Accept": "application/openmetrics-text; version=1.0.0"})

    assert plain.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert plain.headers["cache-control"] == "no-store"
    assert open_metrics.headers["content-type"].startswith("application/openmetrics-text; version=1.0.0")
    assert open_metrics.text.endswith("# EOF\n")


async def test_it_is_none_of_the_operations_of_the_api(api: httpx.AsyncClient) -> None:
    assert "/metrics" not in (await api.get("/docs/openapi.json")).json()["paths"]


async def test_without_the_stream_its_figures_alone_are_missing() -> None:
    app = create_app(NOBODY_LISTENS)
    async with app.lifespan(), client_of(app) as api:
        shown = await figures(api)

    assert not [series for series in shown if series.startswith("olympus_stream_")]
    assert shown["olympus_intake_refused_total"] == 0
