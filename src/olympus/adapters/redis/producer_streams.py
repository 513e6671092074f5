"""The streams of producers on a Redis server, read from where a consumer group of ours stands."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from olympus.adapters.redis.entries import Entry, message_of, text
from olympus.adapters.redis.pipelining import all_replies_to, replies_to
from olympus.adapters.redis.reaching import reaching
from olympus.adapters.redis.stream_state import BEGINNING
from olympus.ports.clock import Clock
from olympus.ports.producer_streams import ProducerStreams, Unread

_SOURCE = "the producers' streams"
_KEYS_AT_ONCE = b"500"
_GONE = ("no such key", "The XGROUP subcommand requires the key to exist")


class RedisProducerStreams(ProducerStreams):
    """A group per stream holds no more than the position: what is gathered is not handed out, but read on.

    So nothing is pending that a process could leave behind. Our own stream and what belongs to it is never
    among those that are found.
    """

    def __init__(self, client: Redis, clock: Clock, *, own: str, group: str = "olympus") -> None:
        self._client = client
        self._clock = clock
        self._own = own
        self._group = group

    async def find(self, patterns: Sequence[str]) -> AsyncIterator[list[str]]:
        for pattern in patterns:
            cursor = 0
            while True:
                async with reaching(_SOURCE):
                    command = (
                        b"SCAN",
                        b"%d" % cursor,
                        b"MATCH",
                        pattern,
                        b"COUNT",
                        _KEYS_AT_ONCE,
                        b"TYPE",
                        b"stream",
                    )
                    [(position, keys)] = await replies_to(self._client, [command])
                cursor, names = int(position), [text(key) for key in keys]
                yield [name for name in names if name != self._own and not name.startswith(f"{self._own}:")]
                if not cursor:
                    break

    async def unread(self, streams: Sequence[str], *, limit: int) -> list[Unread]:
        if not streams:
            return []
        async with reaching(_SOURCE):
            told = await all_replies_to(self._client, ((b"XINFO", b"GROUPS", stream) for stream in streams))
            positions = [self._position(groups) for groups in told]
            pages = await replies_to(
                self._client,
                (
                    (b"XRANGE", stream, b"(" + position, b"+", b"COUNT", b"%d" % limit)
                    for stream, position in zip(streams, positions, strict=True)
                ),
            )
        return [self._unread(stream, page) for stream, page in zip(streams, pages, strict=True) if page]

    async def gathered(self, stretches: Sequence[Unread]) -> None:
        if not stretches:
            return
        async with reaching(_SOURCE):
            # both for each: the first is refused where there is a group, the second says where it stands
            replies = await all_replies_to(
                self._client,
                (
                    (b"XGROUP", command, stretch.stream, self._group, stretch.position)
                    for stretch in stretches
                    for command in (b"CREATE", b"SETID")
                ),
            )
        for reply in replies:
            if isinstance(reply, ResponseError) and not str(reply).startswith(("BUSYGROUP", *_GONE)):
                raise reply

    def _position(self, groups: Any) -> bytes:
        """Where our group stands: the entry after which nothing was gathered."""
        if isinstance(groups, ResponseError):
            if str(groups).startswith(_GONE):
                return BEGINNING
            raise groups
        for pairs in groups:
            told = dict(zip(pairs[::2], pairs[1::2], strict=True))
            if told[b"name"] == self._group.encode():
                return bytes(told[b"last-delivered-id"])
        return BEGINNING

    def _unread(self, stream: str, page: list[Entry]) -> Unread:
        now = self._clock.now()
        messages = (message_of(fields, stream)._replace(received_at=now) for _, fields in page)
        return Unread(stream, tuple(messages), page[-1][0].decode())
