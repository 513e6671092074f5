"""How far has a warehouse got? The export's place in the log, and its right to move it."""

from abc import abstractmethod
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything up to `exported_until` is in the warehouse for certain.

    `attempting_until` is where a batch that was begun ends; it is ahead only while one is under way, or was cut
    off: then it is begun again with the same end, so that it is the same batch.
    """

    exported_until: int = 0
    attempting_until: int | None = None
    incarnation: str | None = None
    """Of the warehouse that has it. What another incarnation had may be gone."""
    trouble: str | None = None
    """Why the batch cannot be loaded now, in words for operators."""
    is_whole: bool = True
    """Nothing was dropped from the hot store before this warehouse had it. What it lacks otherwise still comes."""


class TurnLost(Exception):
    """Another process has moved the progress: whoever thought that it was its turn has to ask for it anew."""


class ExportProgress(Protocol):
    """Remembers the progress of one warehouse, durably. `tests/contracts/test_export_progress.py` has its laws."""

    @abstractmethod
    async def current(self) -> Progress:
        """The progress; before the first batch, nothing is exported. Raises SourceUnavailable."""

    @abstractmethod
    async def begin(self, until: int, *, after: Progress) -> None:
        """A batch that goes on from a progress and ends at this position is about to be loaded.

        Raises TurnLost where something else is exported by now, or another incarnation has it, SourceUnavailable.
        """

    @abstractmethod
    async def confirm(self, until: int, *, after: Progress) -> None:
        """Everything from a progress up to this position is in the warehouse, and there is no trouble.

        Raises TurnLost where something else is exported by now, or another incarnation has it: so nobody confirms
        what was loaded into a warehouse that is gone. Raises SourceUnavailable.
        """

    @abstractmethod
    async def failed(self, trouble: str) -> None:
        """The batch could not be loaded, for a reason that operators are to see. Raises SourceUnavailable."""

    @abstractmethod
    async def start_over(self, incarnation: str) -> None:
        """Everything is to be exported to this incarnation of the warehouse. Raises SourceUnavailable."""

    @abstractmethod
    def turn(self) -> AbstractAsyncContextManager[bool]:
        """Whether it is the caller's turn to export, until the way out: one has it at a time, the others do not.

        The turn of a process that dies is free again. Raises SourceUnavailable.
        """
