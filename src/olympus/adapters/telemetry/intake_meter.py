"""The intake counted in instruments of Prometheus."""

from collections.abc import Sequence

from prometheus_client import CollectorRegistry, Counter, Histogram

from olympus.adapters.telemetry.backlog import BacklogGauges
from olympus.domain.events.rejection import RejectionReason
from olympus.ports.event_stream import Intake, ShardBacklog
from olympus.ports.intake_meter import IntakeMeter, Stage

_ENTRIES = (1, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000)
_KIB, _MIB = 1024, 1024 * 1024
_BYTES = (_KIB, 4 * _KIB, 16 * _KIB, 64 * _KIB, 256 * _KIB, _MIB, 4 * _MIB, 16 * _MIB, 32 * _MIB, 64 * _MIB)
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class PrometheusIntakeMeter(IntakeMeter):
    """Every series whose labels are known beforehand is there from the start, at nought.

    So a rate shows the first dead letter of a kind too; and telling the meter is a look into a dictionary.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        def counter(name: str, meaning: str, *labels: str) -> Counter:
            return Counter(f"olympus_intake_{name}", meaning, labels, registry=registry)

        def histogram(name: str, meaning: str, buckets: Sequence[float], *labels: str) -> Histogram:
            return Histogram(f"olympus_intake_{name}", meaning, labels, buckets=buckets, registry=registry)

        received = counter("received", "Messages that reached this process, by the way they came.", "intake")
        dead_letters = counter("dead_letters", "Messages that became dead letters, by reason.", "reason")
        stage_seconds = histogram("stage_seconds", "How long a batch spent in a stage.", _SECONDS, "stage")
        self._received = {intake: received.labels(intake).inc for intake in Intake}
        self._dead_letters = {reason: dead_letters.labels(reason).inc for reason in RejectionReason}
        self._took = {stage: stage_seconds.labels(stage).observe for stage in Stage}
        self._refused = counter("refused", "Messages not taken for want of room.")
        self._committed = counter("committed", "New events that are durable.")
        self._duplicates = counter("duplicates", "Events that were known already.")
        self._unmodelled = counter("unmodelled", "New events with a name that moves no figure.")
        self._retries = counter("retries", "Batches to be tried again because a source was away.", "source")
        self._entries = histogram("batch_entries", "Entries of a batch.", _ENTRIES)
        self._bytes = histogram("batch_bytes", "Bytes of a batch.", _BYTES)
        self._backlog = BacklogGauges()
        registry.register(self._backlog)

    def received(self, messages: int, intake: Intake) -> None:
        self._received[intake](messages)

    def refused(self, messages: int) -> None:
        self._refused.inc(messages)

    def batch(self, entries: int, size_bytes: int) -> None:
        self._entries.observe(entries)
        self._bytes.observe(size_bytes)

    def took(self, stage: Stage, seconds: float) -> None:
        self._took[stage](seconds)

    def committed(self, events: int, *, duplicates: int, unmodelled: int) -> None:
        self._committed.inc(events)
        if duplicates:
            self._duplicates.inc(duplicates)
        if unmodelled:
            self._unmodelled.inc(unmodelled)

    def set_aside(self, messages: int, reason: RejectionReason) -> None:
        self._dead_letters[reason](messages)

    def retried(self, source: str) -> None:
        self._retries.labels(source).inc()

    def backlog(self, shards: Sequence[ShardBacklog]) -> None:
        self._backlog.shards = tuple(shards)
