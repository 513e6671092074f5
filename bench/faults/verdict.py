"""What became of the service under one kind of fault."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was done and measured, and a sentence for everything that is not as promised."""

    name: str
    figures: Mapping[str, object]
    faults: Sequence[str]

    @property
    def is_sound(self) -> bool:
        """Every promise was kept."""
        return not self.faults

    def __str__(self) -> str:
        told = ", ".join(f"{name} {value}" for name, value in self.figures.items())
        return "; ".join([told, *(f"FAULT: {fault}" for fault in self.faults)])


def differing(expected: Mapping[str, object], found: Mapping[str, object]) -> list[str]:
    """A sentence for each name whose value was found to be another."""
    return [
        f"{name}: expected {value}, found {found[name]}"
        for name, value in expected.items()
        if found[name] != value
    ]
