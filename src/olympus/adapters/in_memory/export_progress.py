"""The export's progress in the memory of one process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from olympus.ports.export_progress import ExportProgress, Progress, TurnLost


class InMemoryExportProgress(ExportProgress):
    """Forgets with the process, as the warehouse in memory does."""

    def __init__(self) -> None:
        self._progress = Progress()
        self._is_taken = False

    async def current(self) -> Progress:
        return self._progress

    async def begin(self, until: int, *, after: Progress) -> None:
        self._expect(after)
        self._progress = replace(self._progress, attempting_until=until)

    async def confirm(self, until: int, *, after: Progress) -> None:
        self._expect(after)
        self._progress = Progress(until, incarnation=self._progress.incarnation)

    async def failed(self, trouble: str) -> None:
        self._progress = replace(self._progress, trouble=trouble)

    async def start_over(self, incarnation: str) -> None:
        self._progress = Progress(incarnation=incarnation)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[bool]:
        mine, self._is_taken = not self._is_taken, True
        try:
            yield mine
        finally:
            if mine:
                self._is_taken = False

    def _expect(self, progress: Progress) -> None:
        known = self._progress
        if (known.exported_until, known.incarnation) != (progress.exported_until, progress.incarnation):
            raise TurnLost
