"""What is to happen in a run, beside what is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.chaos.faults import FaultKind


@dataclass(frozen=True, kw_only=True)
class Plan:
    """By how many the work is done, and what goes wrong meanwhile."""

    seed: int
    faults: Mapping[FaultKind, int]
    workers: int = 4
    nameless_workers: int = 1
    """How many of them are somebody new at each start, so that others must take over what they left."""
    batch_size: int = 1_000
    logs: Path
    give_up_seconds: float = 240

    @property
    def lead(self) -> int:
        """How far the producer is ahead of the next fault: there is work in every hand when it strikes."""
        return 5 * self.workers * self.batch_size
