"""The export to the warehouse counted in instruments of Prometheus."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from olympus.ports.export_meter import ExportMeter

_SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)


class PrometheusExportMeter(ExportMeter):
    """Counts what this process exports; the lag is the same in all that show it."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._events = Counter("olympus_warehouse_exported", "Events brought to the warehouse.", registry=registry)
        self._failures = Counter(
            "olympus_warehouse_failures", "Loads to be tried again, by this process.", registry=registry
        )
        self._seconds = Histogram(
            "olympus_warehouse_load_seconds", "How long a batch took to load.", buckets=_SECONDS, registry=registry
        )
        self._lag = _LagGauges()
        registry.register(self._lag)

    def exported(self, events: int, seconds: float) -> None:
        self._events.inc(events)
        self._seconds.observe(seconds)

    def failed(self) -> None:
        self._failures.inc()

    def lag(self, events: int | None, seconds: float | None) -> None:
        self._lag.events, self._lag.seconds = events, seconds


class _LagGauges(Collector):
    """Shows what is known; nothing rather than an old figure."""

    def __init__(self) -> None:
        self.events: int | None = None
        self.seconds: float | None = None

    def collect(self) -> Iterator[Metric]:
        for name, meaning, value in (
            ("lag_events", "Events that wait for their export, at most.", self.events),
            ("lag_seconds", "Age of the oldest event that waits for its export.", self.seconds),
        ):
            gauge = GaugeMetricFamily(f"olympus_warehouse_{name}", meaning)
            if value is not None:
                gauge.add_metric([], value)
            yield gauge
