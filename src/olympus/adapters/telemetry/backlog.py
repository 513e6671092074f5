"""What waits on the stream, as gauges by shard."""

from collections.abc import Iterator

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from olympus.ports.event_stream import ShardBacklog


class BacklogGauges(Collector):
    """Shows `shards`, all of one look at the stream; a shard that is gone leaves no figure behind."""

    def __init__(self) -> None:
        self.shards: tuple[ShardBacklog, ...] = ()

    def collect(self) -> Iterator[Metric]:
        entries = _gauge("lag_entries", "Entries that are not acknowledged yet, by shard.")
        pending = _gauge("pending_entries", "Those of them that a worker has, by shard.")
        seconds = _gauge("lag_seconds", "Age of the oldest entry that is not acknowledged, by shard.")
        for shard in self.shards:
            entries.add_metric([shard.shard], shard.entries)
            pending.add_metric([shard.shard], shard.pending)
            seconds.add_metric([shard.shard], shard.oldest_seconds)
        yield from (entries, pending, seconds)


def _gauge(name: str, meaning: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"olympus_stream_{name}", meaning, labels=["shard"])
