"""What time is it?"""

from abc import abstractmethod
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time, as an aware instant in UTC. It never runs backwards between two calls by minutes."""

    @abstractmethod
    def now(self) -> datetime:
        """The present instant."""
