"""How many entries to ask for, so that a batch is bounded in bytes although the server counts entries only."""

from collections.abc import Sequence

from olympus.adapters.redis.entries import Entry

_FIRST_COUNT = 32
_LARGEST_COUNT = 128
"""So many entries may be larger than any before them: a message has at most 1 MiB."""


class Filling:
    """A batch that fills up, page by page.

    Pages are small, and never so large that one would overflow the batch if all of its entries were like the
    largest seen. So a batch has at most a page more than its bytes, whatever comes.
    """

    def __init__(self, limit: int, limit_bytes: int) -> None:
        self._left = limit
        self._bytes_left = limit_bytes
        self._count = _FIRST_COUNT
        self._largest = 1

    def next_count(self) -> int:
        """How many entries to ask for next; 0 when the batch is full."""
        if self._left <= 0 or self._bytes_left <= 0:
            return 0
        return max(1, min(self._left, self._count, self._bytes_left // self._largest))

    def take(self, entries: Sequence[Entry]) -> None:
        """These came."""
        sizes = [sum(map(len, fields)) for _, fields in entries]
        self._left -= len(entries)
        self._bytes_left -= sum(sizes)
        self._largest = max(self._largest, *sizes, 0)
        if entries:
            self._count = _LARGEST_COUNT
