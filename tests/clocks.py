"""A clock that stands still until a test moves it."""

from datetime import datetime, timedelta

from olympus.ports.clock import Clock


class SetClock(Clock):
    """Shows what it was set to."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant

    def now(self) -> datetime:
        return self._instant

    def go_on(self, **by: float) -> None:
        self._instant += timedelta(**by)
