"""How large the next batch should be."""


class BatchSize:
    """As many entries as are worked off in about `aim_seconds`: found out, not configured.

    Small at first, so that the first events are committed soon after a start. Twice as large whenever a full
    batch took less than half of the time, half as large whenever one took longer than that: transactions stay
    short however slow the database is, and large where it is fast.
    """

    def __init__(self, most: int, *, aim_seconds: float = 1.0, first: int = 500) -> None:
        self._most = most
        self._least = min(first, most)
        self._aim_seconds = aim_seconds
        self.entries = self._least

    def learn(self, entries: int, seconds: float) -> None:
        """A batch of so many entries took so long."""
        if seconds > self._aim_seconds:
            self.entries = max(min(self._least, self.entries), self.entries // 2)
        elif entries >= self.entries and seconds < self._aim_seconds / 2:
            self.entries = min(self._most, self.entries * 2)

    def shrink(self) -> None:
        """A batch could not be worked off at all: perhaps a smaller one can, in the end a single entry."""
        self.entries = max(1, self.entries // 2)
