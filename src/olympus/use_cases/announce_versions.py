"""Tell every process that answers of changes, once they are committed."""

import asyncio
import logging
from collections.abc import Iterable

from olympus.domain.tenant import TenantId
from olympus.ports.data_versions import VersionMoved
from olympus.ports.errors import SourceUnavailable
from olympus.ports.version_feed import VersionFeed
from olympus.use_cases.known_versions import KnownVersions

logger = logging.getLogger(__name__)


class AnnounceVersions:
    """This process knows at once, the others by the feed, as well as that can be done.

    What the feed does not take is not told again: whoever answers looks at the truth every second.
    """

    def __init__(self, feed: VersionFeed, known: KnownVersions) -> None:
        self._feed = feed
        self._known = known
        self._untold: dict[TenantId, int] = {}
        self._telling: asyncio.Task[None] | None = None

    async def __call__(self, moves: Iterable[VersionMoved]) -> None:
        """Tell, and return when it is told, or cannot be."""
        self.soon(moves)
        if self._telling:
            await asyncio.shield(self._telling)

    def soon(self, moves: Iterable[VersionMoved]) -> None:
        """Tell without keeping whoever committed waiting; of several changes of a tenant the last one."""
        moves = list(moves)
        self._known.learn(moves)
        self._untold.update(moves)
        if self._untold and not self._telling:
            self._telling = asyncio.create_task(self._tell())

    async def _tell(self) -> None:
        try:
            while self._untold:
                moves, self._untold = [VersionMoved(*each) for each in self._untold.items()], {}
                await self._feed.tell(moves)
        except SourceUnavailable as outage:
            logger.debug("%s; changes show a little later", outage)
        except Exception:
            logger.exception("changes cannot be told; they show a little later")
        finally:
            self._telling = None
