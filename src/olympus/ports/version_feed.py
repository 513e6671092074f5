"""Whose data have just changed?"""

from abc import abstractmethod
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from olympus.ports.data_versions import VersionMoved


class VersionListener(Protocol):
    """An open ear. It hears what is told after it was opened, and nothing from before."""

    @abstractmethod
    async def next_moves(self, *, wait_seconds: float) -> list[VersionMoved]:
        """What has been told since the last call, as soon as there is any.

        An empty list after `wait_seconds` of silence. Raises SourceUnavailable when the line is cut:
        whoever hears it opens a new one.
        """


class VersionFeed(Protocol):
    """Word of changes, from whoever committed them to whoever listens at that moment: fast, and kept by nobody.

    Nobody may rely on hearing every change. Who must know asks DataVersions.
    """

    @abstractmethod
    async def tell(self, moves: Sequence[VersionMoved]) -> None:
        """Tell these, in one round trip. Within about a second it is done, or raises SourceUnavailable."""

    @abstractmethod
    def listening(self) -> AbstractAsyncContextManager[VersionListener]:
        """Hear of every tenant's changes. Raises SourceUnavailable."""
