"""Conversations in the memory of one process."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

from olympus.domain.questions.interpretation import Interpretation
from olympus.domain.tenant import TenantId
from olympus.ports.clock import Clock
from olympus.ports.conversations import LASTS, RECENT, ConversationKey, Conversations

_MOST = 10_000


class InMemoryConversations(Conversations):
    """Keeps the newest, and forgets the others when there are too many."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: OrderedDict[ConversationKey, tuple[datetime, Interpretation]] = OrderedDict()
        self._recent: OrderedDict[TenantId, OrderedDict[str, None]] = OrderedDict()

    async def last(self, key: ConversationKey) -> Interpretation | None:
        ends_at, asked = self._last.get(key, (None, None))
        return asked if ends_at and self._clock.now() < ends_at else None

    async def keep(self, key: ConversationKey, asked: Interpretation) -> None:
        self._last[key] = (self._clock.now() + LASTS, asked)
        self._last.move_to_end(key)
        texts = self._recent.setdefault(key.tenant_id, OrderedDict())
        texts[asked.raw] = None
        texts.move_to_end(asked.raw)
        self._recent.move_to_end(key.tenant_id)
        for kept, most in ((self._last, _MOST), (self._recent, _MOST), (texts, RECENT)):
            if len(kept) > most:
                kept.popitem(last=False)

    async def recent(self, tenant_id: TenantId) -> Sequence[str]:
        return list(reversed(self._recent.get(tenant_id, ())))
