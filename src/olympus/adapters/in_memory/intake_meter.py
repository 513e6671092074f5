"""Counts of the intake as plain attributes, to be read by tests and by whoever embeds Olympus."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from olympus.domain.events.rejection import RejectionReason
from olympus.ports.event_stream import Intake, ShardBacklog
from olympus.ports.intake_meter import IntakeMeter, Stage


@dataclass(slots=True)
class Counts:
    """Everything that was told to the meter so far, added up."""

    received: Counter[Intake] = field(default_factory=Counter)
    refused: int = 0
    batches: int = 0
    entries: int = 0
    size_bytes: int = 0
    passes: Counter[Stage] = field(default_factory=Counter)
    """How many batches went through a stage."""
    seconds: dict[Stage, float] = field(default_factory=lambda: dict.fromkeys(Stage, 0.0))
    """How long all of them together spent in it."""
    committed: int = 0
    duplicates: int = 0
    unmodelled: int = 0
    dead_letters: Counter[RejectionReason] = field(default_factory=Counter)
    retries: Counter[str] = field(default_factory=Counter)
    backlog: tuple[ShardBacklog, ...] = ()


class InMemoryIntakeMeter(IntakeMeter):
    """Adds up in `counts`. To be told from one thread, or by whoever bears a rare miscount."""

    def __init__(self) -> None:
        self.counts = Counts()

    def received(self, messages: int, intake: Intake) -> None:
        self.counts.received[intake] += messages

    def refused(self, messages: int) -> None:
        self.counts.refused += messages

    def batch(self, entries: int, size_bytes: int) -> None:
        self.counts.batches += 1
        self.counts.entries += entries
        self.counts.size_bytes += size_bytes

    def took(self, stage: Stage, seconds: float) -> None:
        self.counts.passes[stage] += 1
        self.counts.seconds[stage] += seconds

    def committed(self, events: int, *, duplicates: int, unmodelled: int) -> None:
        self.counts.committed += events
        self.counts.duplicates += duplicates
        self.counts.unmodelled += unmodelled

    def set_aside(self, messages: int, reason: RejectionReason) -> None:
        self.counts.dead_letters[reason] += messages

    def retried(self, source: str) -> None:
        self.counts.retries[source] += 1

    def backlog(self, shards: Sequence[ShardBacklog]) -> None:
        self.counts.backlog = tuple(shards)
