"""How long an answer holds while nothing new is recorded."""

from datetime import datetime, timedelta

from olympus.domain.calendar.timeframe import Timeframe

MOVING = timedelta(seconds=15)
"""The longest that an answer whose meaning moves with the clock may be given.

`today` becomes another day, and a running period is compared with what had elapsed of the earlier one when
the answer was made. That moment stands in the answer (`as_of`); nobody sees a trend turn in fifteen seconds.
"""

SHARED = timedelta(minutes=10)
"""The longest that an answer is kept for other processes. One that nobody asks for is not to fill up Redis."""


def holds_until(timeframe: Timeframe, *, made_at: datetime) -> datetime | None:
    """When an answer about this timeframe expires by the clock; None where only new data change it.

    That is so where the timeframe is over, and written out: `2026-W12` means the same tomorrow, `last_week`
    does not.
    """
    is_over = timeframe.interval.end is not None and timeframe.interval.end <= made_at
    return None if is_over and _is_written_out(timeframe.name) else made_at + MOVING


def _is_written_out(name: str) -> bool:
    return name == "custom" or name[0].isdigit()
