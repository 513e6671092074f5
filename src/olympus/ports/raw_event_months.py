"""How long is what was sent kept in the hot store? Month by month, each dropped whole."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class RawEventMonths(Protocol):
    """The months by whose reception messages lie together. Facts and figures stay, whatever is dropped."""

    @abstractmethod
    async def make_room(self, now: datetime) -> None:
        """Have a place for the month of an instant and the next. Raises SourceUnavailable."""

    @abstractmethod
    async def drop(self, *, received_before: datetime, exported_until: int) -> Sequence[str]:
        """Drop the months that ended by an instant and of which everything was exported; which those were.

        Raises SourceUnavailable.
        """
