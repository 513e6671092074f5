"""Families of Prometheus as metrics of OpenTelemetry, name for name."""

from collections.abc import Iterable, Mapping
from itertools import groupby, pairwise

from opentelemetry.sdk.metrics.export import (
    AggregationTemporality,
    DataT,
    Gauge,
    Histogram,
    HistogramDataPoint,
    MetricsData,
    NumberDataPoint,
    ResourceMetrics,
    ScopeMetrics,
    Sum,
)
from opentelemetry.sdk.metrics.export import Metric as OtlpMetric
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from prometheus_client import Metric
from prometheus_client.samples import Sample

_UNITS = {"seconds": "s", "bytes": "By"}
_SINCE_THE_START = AggregationTemporality.CUMULATIVE


def metrics_data(families: Iterable[Metric], resource: Resource, *, since: int, now: int) -> MetricsData:
    """Everything that was collected at `now`, counted from `since` on (nanoseconds)."""
    metrics = [
        OtlpMetric(_name(family), family.documentation, _unit(family), _data(family, since, now))
        for family in families
        if family.samples
    ]
    scope = ScopeMetrics(InstrumentationScope("olympus"), metrics, schema_url="")
    return MetricsData([ResourceMetrics(resource, [scope], schema_url="")])


def _name(family: Metric) -> str:
    return f"{family.name}_info" if family.type == "info" else family.name


def _unit(family: Metric) -> str:
    return _UNITS.get(family.name.rsplit("_", 1)[-1], "1")


def _data(family: Metric, since: int, now: int) -> DataT:
    if family.type == "histogram":
        series = groupby(family.samples, key=_labels)
        return Histogram(
            [_distribution(labels, samples, since, now) for labels, samples in series], _SINCE_THE_START
        )
    numbers = [NumberDataPoint(each.labels, since, now, each.value) for each in family.samples]
    return Sum(numbers, _SINCE_THE_START, is_monotonic=True) if family.type == "counter" else Gauge(numbers)


def _labels(sample: Sample) -> dict[str, str]:
    return {name: value for name, value in sample.labels.items() if name != "le"}


def _distribution(
    labels: Mapping[str, str], samples: Iterable[Sample], since: int, now: int
) -> HistogramDataPoint:
    """Prometheus counts what is no larger than a bound, OpenTelemetry what lies between two."""
    kept = list(samples)
    up_to = [(float(each.labels["le"]), int(each.value)) for each in kept if "le" in each.labels]
    [total] = [each.value for each in kept if each.name.endswith("_sum")]
    counts = [count for _, count in up_to]
    return HistogramDataPoint(
        attributes=labels,
        start_time_unix_nano=since,
        time_unix_nano=now,
        count=counts[-1],
        sum=total,
        bucket_counts=[counts[0], *(more - fewer for fewer, more in pairwise(counts))],
        explicit_bounds=[bound for bound, _ in up_to[:-1]],
        min=None,  # type: ignore[arg-type] # not known, and optional in what is sent
        max=None,  # type: ignore[arg-type]
    )
