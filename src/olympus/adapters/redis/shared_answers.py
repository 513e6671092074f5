"""Answers kept in Redis for the other processes."""

import time
from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis
from redis.exceptions import RedisError

from olympus.adapters.redis.pipelining import replies_to
from olympus.adapters.redis.reaching import reaching
from olympus.ports.errors import SourceUnavailable
from olympus.ports.shared_answers import AnswerKey, SharedAnswer, SharedAnswers

_SOURCE = "the shared answers"
_WITHIN_SECONDS = 0.1
_LEFT_ALONE_SECONDS = 1.0
"""A server that gave no answer in time is not asked again so soon: every caller would wait for it."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class RedisSharedAnswers(SharedAnswers):
    """A key an answer, which begins with the stream's name and the tenant's.

    The value repeats its key: what is not what was asked for is not there, whatever went wrong on the way.
    """

    def __init__(self, client: Redis, stream: str, *, release: str) -> None:
        self._client = client
        self._prefix = f"answers:{stream}"
        self._release = release
        self._left_alone_until = 0.0

    async def find(self, key: AnswerKey) -> SharedAnswer | None:
        name = self._name(key)
        kept = await self._ask((b"GET", name))
        return _read(kept, name) if isinstance(kept, bytes) else None

    async def keep(self, key: AnswerKey, answer: SharedAnswer, *, seconds: float) -> None:
        name = self._name(key)
        milliseconds = str(max(1, round(seconds * 1000)))
        await self._ask((b"SET", name, _written(answer, name), b"PX", milliseconds))

    def _name(self, key: AnswerKey) -> bytes:
        # the release stands in it, for another one may answer in another shape
        return f"{self._prefix}:{key.tenant_id}:{key.version}:{self._release}:{key.question}".encode()

    async def _ask(self, command: tuple[bytes | str, ...]) -> object:
        if time.monotonic() < self._left_alone_until:
            return None
        try:
            async with reaching(_SOURCE, within=_WITHIN_SECONDS):
                [reply] = await replies_to(self._client, [command])
        except (SourceUnavailable, RedisError):
            self._left_alone_until = time.monotonic() + _LEFT_ALONE_SECONDS
            return None
        return reply


def _written(answer: SharedAnswer, name: bytes) -> bytes:
    until = b"" if answer.until is None else b"%d" % ((answer.until - _EPOCH) // _MICROSECOND)
    return b"\n".join((name, until, answer.body))


def _read(kept: bytes, name: bytes) -> SharedAnswer | None:
    own, _, rest = kept.partition(b"\n")
    until, _, body = rest.partition(b"\n")
    if own != name or not (until.isdigit() or not until):
        return None
    return SharedAnswer(body, _EPOCH + int(until) * _MICROSECOND if until else None)
