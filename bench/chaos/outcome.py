"""What a run came to, and how it is told."""

import statistics
from collections import Counter
from dataclasses import dataclass, field

from bench.chaos.faults import FaultKind

_MOST_SHOWN = 40


@dataclass
class Outcome:
    """What was done, how long it took, and what is wrong afterwards."""

    messages: int
    seconds: float = 0.0
    done: Counter[FaultKind] = field(default_factory=Counter)
    recoveries: dict[FaultKind, list[float]] = field(default_factory=dict)
    longest_standstill: float = 0.0
    repeated_appends: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def is_exact(self) -> bool:
        """Nothing lost, nothing counted twice, nothing stuck."""
        return not self.wrong

    def lines(self) -> list[str]:
        """The outcome in words, what is wrong last."""
        rate = self.messages / self.seconds if self.seconds else 0
        recovered = [
            f"{kind}: moves again after {statistics.median(took):.1f} s (median), {max(took):.1f} s (longest)"
            for kind, took in self.recoveries.items()
        ]
        return [
            f"{self.messages:,} messages in {self.seconds:,.0f} s ({rate:,.0f} a second)",
            "faults: " + ", ".join(f"{count} {kind}" for kind, count in self.done.items()),
            f"appends repeated for want of an answer: {self.repeated_appends}",
            *recovered,
            f"longest standstill with work at hand, outages included: {self.longest_standstill:.1f} s",
            *self.wrong[:_MOST_SHOWN],
            *([f"… and {len(self.wrong) - _MOST_SHOWN} more"] if len(self.wrong) > _MOST_SHOWN else []),
        ]
