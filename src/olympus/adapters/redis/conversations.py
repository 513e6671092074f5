"""Conversations in Redis, where every process of the API finds them."""

from collections.abc import Sequence

import msgspec
from redis.asyncio import Redis

from olympus.adapters.redis.pipelining import replies_to
from olympus.adapters.redis.reaching import reaching
from olympus.domain.questions.interpretation import Interpretation
from olympus.domain.tenant import TenantId
from olympus.ports.conversations import LASTS, RECENT, ConversationKey, Conversations

_SOURCE = "the conversations"
_SECONDS = str(int(LASTS.total_seconds()))

_read = msgspec.json.Decoder(Interpretation)


class RedisConversations(Conversations):
    """A key a conversation, which ends by itself, and a list of texts a tenant."""

    def __init__(self, client: Redis, stream: str) -> None:
        self._client = client
        self._stream = stream

    async def last(self, key: ConversationKey) -> Interpretation | None:
        async with reaching(_SOURCE):
            [kept] = await replies_to(self._client, [("GET", self._name(key))])
        return _interpretation(kept) if isinstance(kept, bytes) else None

    async def keep(self, key: ConversationKey, asked: Interpretation) -> None:
        texts = self._texts(key.tenant_id)
        async with reaching(_SOURCE):
            await replies_to(
                self._client,
                [
                    ("SET", self._name(key), msgspec.json.encode(asked), "EX", _SECONDS),
                    ("LREM", texts, "0", asked.raw),
                    ("LPUSH", texts, asked.raw),
                    ("LTRIM", texts, "0", str(RECENT - 1)),
                    ("EXPIRE", texts, _SECONDS),
                ],
            )

    async def recent(self, tenant_id: TenantId) -> Sequence[str]:
        async with reaching(_SOURCE):
            [texts] = await replies_to(self._client, [("LRANGE", self._texts(tenant_id), "0", str(RECENT - 1))])
        return [text.decode() for text in texts] if isinstance(texts, list) else []

    def _name(self, key: ConversationKey) -> bytes:
        # As JSON, so that no user or session with a colon in its name is taken for another.
        return f"conversation:{self._stream}:{key.tenant_id}:".encode() + msgspec.json.encode(key[1:])

    def _texts(self, tenant_id: TenantId) -> str:
        return f"asked:{self._stream}:{tenant_id}"


def _interpretation(kept: bytes) -> Interpretation | None:
    """What was kept, or nothing where another release wrote it in another shape."""
    try:
        return _read.decode(kept)
    except (msgspec.DecodeError, ValueError):
        return None
