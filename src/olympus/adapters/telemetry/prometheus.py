"""Everything that is measured in this process, as Prometheus reads it."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Info, Metric, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from olympus.adapters.telemetry.export_meter import PrometheusExportMeter
from olympus.adapters.telemetry.intake_meter import PrometheusIntakeMeter
from olympus.adapters.telemetry.request_meter import PrometheusRequestMeter
from olympus.ports.telemetry import Exposition, Telemetry


class PrometheusTelemetry(Telemetry):
    """The meters with a registry of their own: two in one process do not count into each other."""

    def __init__(self, version: str) -> None:
        registry = CollectorRegistry()
        self.version = version
        self.intake = PrometheusIntakeMeter(registry)
        self.exports = PrometheusExportMeter(registry)
        self.requests = PrometheusRequestMeter(registry)
        Info("olympus_build", "The version that runs.", registry=registry).info({"version": version})
        ProcessCollector(registry=registry)
        self.figures = _WithoutCreationTimes(registry)

    def exposition(self, accept: str = "") -> Exposition:
        encode, media_type = choose_encoder(accept)
        return Exposition(encode(self.figures), media_type)


class _WithoutCreationTimes(Collector):
    """The library adds to each series one more that tells when it began; nobody here asks for it."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def collect(self) -> Iterator[Metric]:
        for family in self._registry.collect():
            family.samples = [each for each in family.samples if each.name != f"{family.name}_created"]
            yield family
