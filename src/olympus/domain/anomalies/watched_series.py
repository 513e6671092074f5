"""A metric's history of which the latest points are to be judged, and the judgement."""

from dataclasses import dataclass

from olympus.domain.anomalies.sensitivity import Sensitivity

FARTHEST = 1e6
"""Half-widths: the most that is told of any point. An interval of a series that never moved may have no width."""

Phases = tuple[int, ...]
"""For each point its place in a season, counted from 0: its hour of the day, or its weekday."""


@dataclass(frozen=True, slots=True)
class WatchedSeries:
    """Values at equal distances, the latest last; None where nothing is known.

    `seasons` has the phases of each season, the shortest first. The last `judged` points are judged, each by what
    was known before it. After `new_level_after` points beside each other on one side of what was expected, the
    level is taken to be a new one. `is_count` says that the values count something.
    """

    values: tuple[float | None, ...]
    seasons: tuple[Phases, ...]
    judged: int = 1
    new_level_after: int = 4
    is_count: bool = False
    sensitivity: Sensitivity = Sensitivity.NORMAL

    def __post_init__(self) -> None:
        if not 0 <= self.judged <= len(self.values):
            raise ValueError(f"{self.judged} of {len(self.values)} points cannot be judged")
        if any(len(phases) != len(self.values) for phases in self.seasons):
            raise ValueError("every point has a phase in every season")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a point was expected to be, and the bounds within which it would not be odd.

    `beyond` tells how far the point lies from its expectation in half-widths of the interval on its side, above
    1 outside of it and negative below the expectation, at most FARTHEST; `deviations` is the same in robust
    standard deviations. All numbers are finite.
    """

    value: float
    expected: float
    lower: float
    upper: float
    beyond: float
    deviations: float

    @property
    def is_odd(self) -> bool:
        """Whether the point lies outside of its interval."""
        return not self.lower <= self.value <= self.upper
