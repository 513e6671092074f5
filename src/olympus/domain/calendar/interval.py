"""A stretch of time between two instants."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from olympus.domain.calendar.wall_clock import in_utc
from olympus.domain.errors import OlympusError


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` until just before `end`, both kept in UTC; None is open on that side.

    Only `all_time` is open. An interval may be empty: `month_to_date` is, at the very
    instant at which the month begins.
    """

    start: datetime | None
    end: datetime | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", self.start and in_utc(self.start))
        object.__setattr__(self, "end", self.end and in_utc(self.end))
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"an interval cannot end at {self.end}, before it starts at {self.start}")

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """Both ends. Raises OpenInterval where there is only one or none."""
        if self.start is None or self.end is None:
            raise OpenInterval
        return self.start, self.end

    @property
    def length(self) -> timedelta:
        """How much real time passes. Raises OpenInterval."""
        start, end = self.bounds
        return end - start

    @property
    def is_empty(self) -> bool:
        return self.start is not None and self.start == self.end

    def __contains__(self, instant: datetime) -> bool:
        return (self.start is None or self.start <= instant) and (self.end is None or instant < self.end)

    def within(self, other: Self) -> Self:
        """The part that both share, empty when they share nothing."""
        start = max((each.start for each in (self, other) if each.start), default=None)
        end = min((each.end for each in (self, other) if each.end), default=None)
        return type(self)(start, max(start, end) if start and end else end)

    def until(self, instant: datetime) -> Self:
        """The part that has passed at `instant`: what is drawn or averaged stops at now."""
        return self.within(type(self)(None, instant))


ALL_TIME = Interval(None, None)


class OpenInterval(OlympusError):
    """Something that needs a first and a last instant was asked of all time."""

    def __init__(self) -> None:
        super().__init__("All time has no start and no end to count from.", field="timeframe")
