"""Has another process of ours just worked this out?"""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from olympus.domain.tenant import TenantId


class AnswerKey(NamedTuple):
    """Whose answer it is, at which version of the tenant's data, and to which question.

    `question` is a digest that stands for everything else that the answer depends on.
    """

    tenant_id: TenantId
    version: int
    question: str


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """The bytes of an answer, and when they may no longer be given; None where only the version says so."""

    body: bytes
    until: datetime | None = None


class SharedAnswers(Protocol):
    """Keeps answers for other processes, for a while. It is a convenience: whatever fails is a miss.

    Every implementation promises, and `tests/contracts/test_shared_answers.py` checks:

    - an answer is found under its whole key alone: another tenant, version or question finds nothing;
    - an answer may be gone at any time, and is after `seconds`;
    - nothing raises, and nothing takes longer than a tenth of a second.
    """

    @abstractmethod
    async def find(self, key: AnswerKey) -> SharedAnswer | None:
        """The answer that was kept under this key, if it is still there."""

    @abstractmethod
    async def keep(self, key: AnswerKey, answer: SharedAnswer, *, seconds: float) -> None:
        """Keep an answer for so long at most."""
