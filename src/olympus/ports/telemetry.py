"""What have the meters of this process counted, in the words of those who collect it?"""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Exposition:
    """All figures at one instant, as bytes of a media type."""

    body: bytes
    media_type: str


class Telemetry(Protocol):
    """Shows the figures to whoever comes for them."""

    @abstractmethod
    def exposition(self, accept: str = "") -> Exposition:
        """All figures as they are now, in the format that a header `Accept` asks for, as far as it is known."""


class TelemetryExport(Protocol):
    """Takes the figures to a collector."""

    @abstractmethod
    async def send(self) -> None:
        """Send all figures as they are now. Raises SourceUnavailable."""

    @abstractmethod
    async def close(self) -> None:
        """Give up what is being sent, and let the connection go."""
