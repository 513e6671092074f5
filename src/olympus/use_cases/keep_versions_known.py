"""Listen to the feed of versions, and look after what it may have missed."""

import asyncio
import logging

from olympus.ports.errors import SourceUnavailable
from olympus.ports.version_feed import VersionFeed
from olympus.use_cases.known_versions import TRUSTED, KnownVersions
from olympus.use_cases.retrying import Pauses

_WAIT_SECONDS = 30.0

logger = logging.getLogger(__name__)


class KeepVersionsKnown:
    """One of these runs in each process that answers. Without it everything is right, and slower."""

    def __init__(self, known: KnownVersions, feed: VersionFeed) -> None:
        self._known = known
        self._feed = feed

    async def run(self) -> None:
        """Until it is cancelled. Outages are waited out."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._look_after_those_who_follow())

    async def _listen(self) -> None:
        pauses = Pauses(shortest=0.05, longest=2)
        while True:
            try:
                async with self._feed.listening() as listener:
                    self._known.listen(begins=True)
                    while True:
                        self._known.learn(await listener.next_moves(wait_seconds=_WAIT_SECONDS))
                        pauses.reset()
            except SourceUnavailable as outage:
                logger.warning("%s; versions are read from the database meanwhile", outage)
            except Exception:
                logger.exception("versions cannot be listened to; they are read from the database meanwhile")
            finally:
                self._known.listen(begins=False)
            await asyncio.sleep(pauses.next_seconds())

    async def _look_after_those_who_follow(self) -> None:
        """They ask nothing themselves: what was never told they hear of by this."""
        while True:
            await asyncio.sleep(TRUSTED.total_seconds())
            try:
                await self._known.read(self._known.followed)
            except SourceUnavailable as outage:
                logger.debug("%s; looking again", outage)
            except Exception:
                logger.exception("versions cannot be read; looking again")
