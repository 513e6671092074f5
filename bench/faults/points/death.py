"""The end of a process, at a moment of its own choice and without a last word."""

import os
import signal

from bench.faults.points.point import Point


class Death:
    """Comes at the n-th visit of one point: no `finally` runs, no buffer is flushed, no connection is closed."""

    def __init__(self, point: Point, *, visit: int) -> None:
        self.point = point
        self._visits_left = visit

    def at(self, point: Point) -> None:
        """The process is at this point; if it is the one, this never returns."""
        if self.is_due(point):
            os.kill(os.getpid(), signal.SIGKILL)

    def is_due(self, point: Point) -> bool:
        """Whether this visit is the one that was meant."""
        if point is self.point:
            self._visits_left -= 1
        return point is self.point and self._visits_left == 0
