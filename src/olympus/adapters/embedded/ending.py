"""Ending a process: asked politely first, then less so."""

import signal
import time
from collections.abc import Callable, Sequence

POLL_SECONDS = 0.02
_PATIENCE_SECONDS = 60.0


def end(
    send: Callable[[signal.Signals], None],
    ended: Callable[[], bool],
    signals: Sequence[signal.Signals],
) -> None:
    """Send each of `signals` in turn until the process has ended, with a minute for each to work."""
    for each in signals:
        if ended():
            return
        send(each)
        if _came_true(ended):
            return


def _came_true(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True
