"""Which faults come when: drawn from the seed, spread over the work."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

_FIRST, _LAST = 0.01, 0.97


class FaultKind(StrEnum):
    """What can go wrong."""

    KILLED_WORKER = "killed workers"
    PAUSED_WORKER = "paused workers"
    CRASHED_POSTGRES = "crashed PostgreSQL"
    RESTARTED_POSTGRES = "restarted PostgreSQL"
    KILLED_VALKEY = "killed Valkey"
    RESTARTED_VALKEY = "restarted Valkey"
    CUT_CONNECTION = "cut connections"
    SLOW_SPELL = "slow spells"
    SILENT_CONNECTION = "half-open connections"


@dataclass(frozen=True, slots=True)
class Fault:
    """Due when this share of all messages is worked off."""

    due: float
    kind: FaultKind


def schedule(counts: Mapping[FaultKind, int], chance: random.Random) -> list[Fault]:
    """So many faults of each kind in the order in which they are due, each kind spread evenly."""
    faults = [Fault(due, kind) for kind, count in counts.items() for due in _spread(count, chance)]
    return sorted(faults, key=lambda fault: fault.due)


def _spread(count: int, chance: random.Random) -> Iterator[float]:
    for number in range(count):
        yield _FIRST + (_LAST - _FIRST) * (number + chance.random()) / count
