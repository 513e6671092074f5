"""Leaves alone for a while what failed several times in a row."""

from datetime import datetime, timedelta

from olympus.ports.clock import Clock

_FAILURES = 3
_PAUSE = timedelta(seconds=30)


class CircuitBreaker:
    """Open after three failures in a row; after half a minute one is let through to see whether it is better."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures = 0
        self._open_until: datetime | None = None
        self._failed_at: datetime | None = None

    @property
    def is_failing(self) -> bool:
        """Whether it failed lately, and has not worked since."""
        return self._failed_at is not None and self._clock.now() < self._failed_at + _PAUSE

    def lets_through(self) -> bool:
        """Whether it may be tried now. Whoever is let through after a pause is alone until it has an outcome."""
        if self._failures < _FAILURES:
            return True
        now = self._clock.now()
        if self._open_until is None or now < self._open_until:
            return False
        self._open_until = now + _PAUSE
        return True

    def succeeded(self) -> None:
        """It worked: all is well again."""
        self._failures, self._open_until, self._failed_at = 0, None, None

    def failed(self) -> None:
        """It did not."""
        self._failures += 1
        self._failed_at = self._clock.now()
        if self._failures >= _FAILURES:
            self._open_until = self._clock.now() + _PAUSE
