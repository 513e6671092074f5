"""Answers kept in the memory of one process."""

from collections import OrderedDict
from datetime import datetime, timedelta

from olympus.ports.clock import Clock
from olympus.ports.shared_answers import AnswerKey, SharedAnswer, SharedAnswers

_MOST = 64


class InMemorySharedAnswers(SharedAnswers):
    """Keeps the newest few: where there is one process, nobody else asks for them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: OrderedDict[AnswerKey, tuple[datetime, SharedAnswer]] = OrderedDict()

    async def find(self, key: AnswerKey) -> SharedAnswer | None:
        gone_at, answer = self._kept.get(key, (None, None))
        return answer if gone_at and self._clock.now() < gone_at else None

    async def keep(self, key: AnswerKey, answer: SharedAnswer, *, seconds: float) -> None:
        self._kept[key] = (self._clock.now() + timedelta(seconds=seconds), answer)
        self._kept.move_to_end(key)
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)
