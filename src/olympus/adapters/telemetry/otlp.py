"""The figures of this process, sent to a collector of OpenTelemetry by HTTP."""

import asyncio
import os
import time
from concurrent.futures import ThreadPoolExecutor

from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.sdk.metrics.export import MetricExportResult
from opentelemetry.sdk.resources import OTELResourceDetector, Resource

from olympus.adapters.telemetry.otlp_points import metrics_data
from olympus.adapters.telemetry.prometheus import PrometheusTelemetry
from olympus.ports.errors import SourceUnavailable
from olympus.ports.telemetry import TelemetryExport


class OtlpTelemetryExport(TelemetryExport):
    """Sends what Prometheus would see.

    Where to stands in `endpoint`; headers, certificates, time-outs and what the process is called are read
    from the standard variables by the library.
    """

    def __init__(self, telemetry: PrometheusTelemetry, *, endpoint: str, service: str, instance: str) -> None:
        self._figures = telemetry.figures
        self._since = time.time_ns()
        described = {
            "service.name": service,
            "service.version": telemetry.version,
            "service.instance.id": instance,
        }
        self._resource = Resource(described).merge(OTELResourceDetector().detect())
        # a thread of its own: a collector that gives no answer may not keep the intake waiting for the shared one
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._exporter = OTLPMetricExporter(endpoint=_address(endpoint))

    async def send(self) -> None:
        data = metrics_data(self._figures.collect(), self._resource, since=self._since, now=time.time_ns())
        loop = asyncio.get_running_loop()
        if await loop.run_in_executor(self._thread, self._exporter.export, data) is not MetricExportResult.SUCCESS:
            raise SourceUnavailable("the collector of OpenTelemetry")

    async def close(self) -> None:
        self._exporter.shutdown()
        self._thread.shutdown(wait=False)


def _address(endpoint: str) -> str:
    """The variable for metrics alone counts as it is, the one for everything as the folder of it."""
    return os.environ.get("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT") or f"{endpoint.rstrip('/')}/v1/metrics"
