"""What a phrase was understood to mean, or why it was not understood."""

from dataclasses import dataclass

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval


@dataclass(frozen=True, slots=True)
class TimeReading:
    """A time expression: which words it took, and the interval that they mean."""

    first: int
    """The number of its first word."""
    last: int
    """The number of the word after its last one."""
    interval: Interval
    """Open on one side for "since May" or "before 2020", on both for "all time"."""
    granularity: Granularity
    """The unit in which the phrase speaks: "last 3 months" speaks in months."""
    preset: str | None
    """The timeframe of the catalogue that is exactly this interval, where there is one."""
    assumptions: tuple[str, ...]
    """Where the phrase has other fair readings, the one taken, as sentences."""
    is_future: bool
    """Nothing of it has happened yet."""


@dataclass(frozen=True, slots=True)
class TimeUnread:
    """A text that no interval could be read from, and why."""

    reason: str
