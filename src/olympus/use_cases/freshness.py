"""How fresh an answer has to be for the one who asks."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Freshness:
    """What a caller takes: by default what would be worked out now, and nothing older.

    `anew` wants it worked out for this caller, whatever was kept. `max_stale` also takes an answer that held that
    long ago: for one who looks again and again it is as good, and costs nothing.
    """

    anew: bool = False
    max_stale: timedelta = timedelta(0)


FRESH = Freshness()
