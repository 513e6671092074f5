"""Whether the stream has room: whoever sends faster than the workers keep up with is told to wait."""

import asyncio
from collections.abc import Iterable

from olympus.domain.errors import OlympusError
from olympus.ports.event_stream import EventStream, Message

_LOOK_EVERY_SECONDS = 1.0


class TooMuchWaits(OlympusError):
    """What was sent would wait behind too much; it is not taken."""

    code = "RATE_LIMITED"

    def __init__(self) -> None:
        super().__init__("More events of this tenant wait than is good; send them again later.")


class StreamRoom:
    """Looks at the stream once a second at most; in between it goes by what it saw.

    One shard that is full does not keep the tenants of the others out.
    """

    def __init__(self, stream: EventStream, *, most_waiting: int) -> None:
        self._stream = stream
        self._most_waiting = most_waiting
        self._full: frozenset[str] = frozenset()
        self._look_again_at = 0.0

    async def check(self, messages: Iterable[Message]) -> None:
        """Raises TooMuchWaits if any of the messages would go to a shard that is full; SourceUnavailable."""
        now = asyncio.get_running_loop().time()
        if now >= self._look_again_at:
            self._look_again_at = now + _LOOK_EVERY_SECONDS
            backlog = await self._stream.backlog()
            self._full = frozenset(shard.shard for shard in backlog.shards if shard.entries >= self._most_waiting)
        if self._full and any(self._stream.shard_of(message) in self._full for message in messages):
            raise TooMuchWaits
