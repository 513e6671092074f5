"""What a collector of OpenTelemetry receives, by HTTP."""

import asyncio
import gzip
import logging
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.metrics.v1.metrics_pb2 import Metric

from olympus.adapters.telemetry.otlp import OtlpTelemetryExport
from olympus.adapters.telemetry.prometheus import PrometheusTelemetry
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_stream import Intake, ShardBacklog
from olympus.ports.intake_meter import Stage


class Collector:
    """Keeps what is sent to it, and answers with `status`."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, ExportMetricsServiceRequest]] = []
        self.status = 200
        self.endpoint = ""

    def take(self, path: str, body: bytes) -> int:
        self.requests.append((path, ExportMetricsServiceRequest.FromString(body)))
        return self.status

    def metrics(self) -> dict[str, Metric]:
        """The metrics of the last request, by name."""
        [of_resource] = self.requests[-1][1].resource_metrics
        [of_scope] = of_resource.scope_metrics
        return {metric.name: metric for metric in of_scope.metrics}

    def resource(self) -> dict[str, str]:
        [of_resource] = self.requests[-1][1].resource_metrics
        return {each.key: each.value.string_value for each in of_resource.resource.attributes}


@pytest.fixture
def collector() -> Iterator[Collector]:
    keeping = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            body = gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body
            self.send_response(keeping.take(self.path, body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named so by the library
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        keeping.endpoint = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield keeping
        server.shutdown()
        thread.join()


async def sent(telemetry: PrometheusTelemetry, collector: Collector) -> dict[str, Metric]:
    export = OtlpTelemetryExport(telemetry, endpoint=collector.endpoint, service="olympus", instance="host-1")
    await export.send()
    await export.close()
    return collector.metrics()


async def test_counters_are_sums_that_only_grow(collector: Collector) -> None:
    telemetry = PrometheusTelemetry("0")
    telemetry.intake.received(5, Intake.HTTP)

    received = (await sent(telemetry, collector))["olympus_intake_received"].sum

    assert received.is_monotonic
    assert {point.attributes[0].value.string_value: point.as_double for point in received.data_points} == {
        "pubsub": 0,
        "stream": 0,
        "http": 5,
        "replay": 0,
    }
    assert all(0 < point.start_time_unix_nano < point.time_unix_nano for point in received.data_points)


async def test_histograms_count_between_their_bounds(collector: Collector) -> None:
    telemetry = PrometheusTelemetry("0")
    for seconds in (0.0004, 0.3, 0.4, 99):
        telemetry.intake.took(Stage.DECODE, seconds)

    stages = (await sent(telemetry, collector))["olympus_intake_stage_seconds"]

    [decode] = [
        point
        for point in stages.histogram.data_points
        if point.attributes[0].value.string_value == Stage.DECODE.value
    ]
    assert (stages.unit, decode.count, round(decode.sum, 4)) == ("s", 4, 99.7004)
    assert len(decode.bucket_counts) == len(decode.explicit_bounds) + 1
    counted = dict(zip([*decode.explicit_bounds, float("inf")], decode.bucket_counts, strict=True))
    assert {bound: count for bound, count in counted.items() if count} == {0.001: 1, 0.5: 2, float("inf"): 1}
    assert not decode.HasField("min")


async def test_gauges_are_as_last_seen_and_absent_where_nothing_was_seen(collector: Collector) -> None:
    telemetry = PrometheusTelemetry("0")
    assert "olympus_stream_lag_seconds" not in await sent(telemetry, collector)

    telemetry.intake.backlog([ShardBacklog("events:0", 7, 3, 1.5)])

    [point] = (await sent(telemetry, collector))["olympus_stream_lag_seconds"].gauge.data_points
    assert (point.attributes[0].value.string_value, point.as_double) == ("events:0", 1.5)


async def test_the_process_says_who_it_is_and_the_operator_has_the_last_word(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    telemetry = PrometheusTelemetry("1.2.3")
    await sent(telemetry, collector)
    assert collector.requests[-1][0] == "/v1/metrics"
    assert collector.resource() == {
        "service.name": "olympus",
        "service.version": "1.2.3",
        "service.instance.id": "host-1",
    }

    monkeypatch.setenv("OTEL_SERVICE_NAME", "figures")
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", f"{collector.endpoint}/elsewhere")
    await sent(telemetry, collector)
    assert collector.requests[-1][0] == "/elsewhere"
    assert collector.resource()["service.name"] == "figures"
    assert collector.resource()["deployment.environment.name"] == "test"


async def test_a_collector_that_refuses_or_is_away_is_said_so(
    collector: Collector, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "1")
    telemetry = PrometheusTelemetry("0")
    collector.status = 400
    with caplog.at_level(logging.CRITICAL), pytest.raises(SourceUnavailable):
        await sent(telemetry, collector)

    nobody = OtlpTelemetryExport(telemetry, endpoint="http://127.0.0.1:1", service="olympus", instance="1")
    with caplog.at_level(logging.CRITICAL), pytest.raises(SourceUnavailable):
        async with asyncio.timeout(5):
            await nobody.send()
    await nobody.close()
