"""Word of changes through Redis publish/subscribe."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import msgspec
from redis.asyncio import Redis

from olympus.adapters.redis.listening import Line, listening_to
from olympus.adapters.redis.pipelining import replies_to
from olympus.adapters.redis.reaching import reaching
from olympus.ports.data_versions import VersionMoved
from olympus.ports.version_feed import VersionFeed, VersionListener

_SOURCE = "the feed of versions"
_TELL_SECONDS = 1.0
_AT_ONCE = 1_000

logger = logging.getLogger(__name__)


class RedisVersionFeed(VersionFeed):
    """Publishes on one channel, which is named after the durable stream: two services on one server stay apart.

    The channel's name begins with ours, so that the relay never takes it for one of the producers' `events:*`.
    A message is a list of tenant and version.
    """

    def __init__(self, client: Redis, stream: str) -> None:
        self._client = client
        self._channel = f"versions:{stream}"

    async def tell(self, moves: Sequence[VersionMoved]) -> None:
        if not moves:
            return
        async with reaching(_SOURCE, within=_TELL_SECONDS):
            await replies_to(self._client, [(b"PUBLISH", self._channel, msgspec.json.encode(moves))])

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[VersionListener]:
        async with listening_to(self._client, [_literally(self._channel)], _SOURCE) as line:
            yield _RedisListener(line)


class _RedisListener(VersionListener):
    """What comes along a line, as versions."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def next_moves(self, *, wait_seconds: float) -> list[VersionMoved]:
        heard = await self._line.next_heard(limit=_AT_ONCE, wait_seconds=wait_seconds)
        return [moved for _, body in heard for moved in _moves_in(body)]


def _moves_in(body: bytes) -> list[VersionMoved]:
    """What a message says; nothing where somebody else publishes on our channel."""
    try:
        return msgspec.json.decode(body, type=list[VersionMoved])
    except msgspec.DecodeError:
        logger.warning("something on the feed of versions is not ours")
        return []


def _literally(channel: str) -> str:
    """The pattern that matches this channel and no other."""
    return "".join(f"\\{sign}" if sign in "*?[]^\\" else sign for sign in channel)
