"""Counts of the intake in attributes of an object."""

from collections import Counter
from collections.abc import Sequence

from olympus.domain.events.rejection import RejectionReason
from olympus.ports.event_stream import Intake, ShardBacklog
from olympus.ports.intake_meter import IntakeMeter, Stage


class InMemoryIntakeMeter(IntakeMeter):
    """What was told so far, for whoever uses Olympus as a library, and for tests."""

    def __init__(self) -> None:
        self.received_by_intake: Counter[Intake] = Counter()
        self.refused_messages = 0
        self.batches = 0
        self.entries = 0
        self.size_bytes = 0
        self.seconds_by_stage: Counter[Stage] = Counter()
        self.committed_events = 0
        self.duplicates = 0
        self.unmodelled = 0
        self.dead_letters_by_reason: Counter[RejectionReason] = Counter()
        self.retries_by_source: Counter[str] = Counter()
        self.shards: tuple[ShardBacklog, ...] = ()

    def received(self, messages: int, intake: Intake) -> None:
        self.received_by_intake[intake] += messages

    def refused(self, messages: int) -> None:
        self.refused_messages += messages

    def batch(self, entries: int, size_bytes: int) -> None:
        self.batches += 1
        self.entries += entries
        self.size_bytes += size_bytes

    def took(self, stage: Stage, seconds: float) -> None:
        self.seconds_by_stage[stage] += seconds  # type: ignore[assignment]  # a Counter also counts seconds

    def committed(self, events: int, *, duplicates: int, unmodelled: int) -> None:
        self.committed_events += events
        self.duplicates += duplicates
        self.unmodelled += unmodelled

    def set_aside(self, messages: int, reason: RejectionReason) -> None:
        self.dead_letters_by_reason[reason] += messages

    def retried(self, source: str) -> None:
        self.retries_by_source[source] += 1

    def backlog(self, shards: Sequence[ShardBacklog]) -> None:
        self.shards = tuple(shards)
