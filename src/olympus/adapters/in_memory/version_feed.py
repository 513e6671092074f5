"""Word of changes within one process."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from olympus.ports.data_versions import VersionMoved
from olympus.ports.errors import SourceUnavailable
from olympus.ports.version_feed import VersionFeed, VersionListener

_SOURCE = "the feed of versions"


class InMemoryVersionFeed(VersionFeed):
    """Tells everyone who listens."""

    def __init__(self) -> None:
        self._listeners: set[_InMemoryListener] = set()
        self._is_away = False

    async def tell(self, moves: Sequence[VersionMoved]) -> None:
        await asyncio.sleep(0)
        self._check()
        for listener in self._listeners:
            listener.hear(moves)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[VersionListener]:
        await asyncio.sleep(0)
        self._check()
        listener = _InMemoryListener()
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def go_away(self) -> None:
        """End every line and open no other, as an outage would."""
        self._is_away = True
        for listener in self._listeners:
            listener.cut()
        self._listeners.clear()

    def come_back(self) -> None:
        """The end of the outage."""
        self._is_away = False

    def _check(self) -> None:
        if self._is_away:
            raise SourceUnavailable(_SOURCE)


class _InMemoryListener(VersionListener):
    """What it has heard and nobody has asked for yet."""

    def __init__(self) -> None:
        self._heard: list[VersionMoved] = []
        self._stirred = asyncio.Event()
        self._is_cut = False

    async def next_moves(self, *, wait_seconds: float) -> list[VersionMoved]:
        await asyncio.sleep(0)
        if not self._heard and not self._is_cut:
            await self._wait(wait_seconds)
        if self._is_cut and not self._heard:
            raise SourceUnavailable(_SOURCE, "the line was cut")
        heard, self._heard = self._heard, []
        return heard

    def hear(self, moves: Sequence[VersionMoved]) -> None:
        self._heard.extend(moves)
        self._stirred.set()

    def cut(self) -> None:
        self._is_cut = True
        self._stirred.set()

    async def _wait(self, seconds: float) -> None:
        self._stirred.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._stirred.wait()
        except TimeoutError:
            return
