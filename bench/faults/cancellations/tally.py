"""How many requests ended in which way."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """`cut_short` got no answer; `answered` did, in time or because they waited."""

    cut_short: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    deaf: Counter[str] = field(default_factory=Counter)
    """Went on to their answer although they were cancelled before it was there."""

    def answer_came(self, kind: str, *, right: bool) -> None:
        self.answered[kind] += 1
        self.wrong[kind] += not right

    def faults(self) -> list[str]:
        told = {
            "answers that are another's, or wrong": self.wrong,
            "failures": self.failed,
            "cancellations that were swallowed": self.deaf,
        }
        return [f"{what}: {_listed(counted)}" for what, counted in told.items() if counted.total()]

    def figures(self) -> dict[str, object]:
        return {
            "cut short": f"{self.cut_short.total():,} ({_listed(self.cut_short)})",
            "answered": f"{self.answered.total():,} ({_listed(self.answered)})",
        }


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{kind} {number:,}" for kind, number in sorted(counted.items()) if number)
