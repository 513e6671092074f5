"""The machine's own clock, and one that was set to another time."""

import time
from datetime import UTC, datetime, timedelta

from olympus.ports.clock import Clock


def system_clock(started_at: datetime | None = None) -> Clock:
    """The machine's clock, or one that shows `started_at` now."""
    return SystemClock() if started_at is None else ClockStartedAt(started_at)


class SystemClock(Clock):
    """The time of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class ClockStartedAt(Clock):
    """Showed `instant` when it was made and runs on from there: a demonstration of last May moves, too."""

    def __init__(self, instant: datetime) -> None:
        if instant.tzinfo is None:
            raise ValueError("a clock starts at an instant: a time with its offset")
        self._instant = instant.astimezone(UTC)
        self._started = time.monotonic_ns()

    def now(self) -> datetime:
        return self._instant + timedelta(microseconds=(time.monotonic_ns() - self._started) // 1000)
