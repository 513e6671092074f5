"""How is the export to the warehouse doing? What operators want to count."""

from abc import abstractmethod
from typing import Protocol


class ExportMeter(Protocol):
    """Keeps count of the export. Every method is cheap, never waits and never fails."""

    @abstractmethod
    def exported(self, events: int, seconds: float) -> None:
        """A batch is in the warehouse, after so long a load."""

    @abstractmethod
    def failed(self) -> None:
        """A batch could not be loaded and will be tried again."""

    @abstractmethod
    def lag(self, events: int | None, seconds: float | None) -> None:
        """What waits for its export, as lately seen; it replaces what was said before. None: it is not known."""
