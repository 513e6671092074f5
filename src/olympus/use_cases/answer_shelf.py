"""Answers in the memory of this process, as many as fit."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from olympus.domain.tenant import TenantId

_OVERHEAD_BYTES = 600
"""About what an answer takes in memory besides its bytes."""


class Question(NamedTuple):
    """Who is asked about, and a digest of everything else that the answer depends on but the data."""

    tenant_id: TenantId
    digest: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is ready to be given.

    `version` is that of the tenant's data which it shows at least; at `held_at` it was the newest. `compressed`
    holds the same by gzip where that is worth it. `tag` names the bytes: equal tags, equal bytes. `until` is when
    it expires by the clock.
    """

    tenant_id: TenantId
    version: int
    held_at: datetime
    body: bytes
    compressed: bytes | None
    tag: str
    until: datetime | None

    @property
    def weight(self) -> int:
        """About how many bytes of memory it takes."""
        return len(self.body) + len(self.compressed or b"") + _OVERHEAD_BYTES


class AnswerShelf:
    """The newest answer to each question. Where they come to too many bytes, the longest unused goes first."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[Question, Answer] = OrderedDict()

    @property
    def bytes(self) -> int:
        """About how much memory the answers take."""
        return self._bytes

    def find(self, question: Question) -> Answer | None:
        """The answer that was put here last, which may be out of date."""
        answer = self._answers.get(question)
        if answer is not None:
            self._answers.move_to_end(question)
        return answer

    def put(self, question: Question, answer: Answer) -> None:
        """Keep it in place of an older one; what was worked out slowly does not push out what is newer."""
        before = self._answers.get(question)
        if answer.weight > self._most_bytes or (before and before.version > answer.version):
            return
        self._bytes += answer.weight - (before.weight if before else 0)
        self._answers[question] = answer
        self._answers.move_to_end(question)
        while self._bytes > self._most_bytes:
            _, oldest = self._answers.popitem(last=False)
            self._bytes -= oldest.weight
