"""What could not be taken as an event, and why?"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from olympus.domain.events.rejection import RejectionReason
from olympus.ports.event_stream import Intake


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A message set aside whole, with what a person needs to mend and replay it.

    `letter_id` is derived from the bytes and the reason, so that one poison delivered again is one letter
    whose `attempts` grow.
    """

    letter_id: str
    reason: RejectionReason
    detail: str
    field: str | None
    body: bytes
    intake: Intake
    channel: str | None
    tenant_id: str | None
    first_at: datetime
    last_at: datetime
    attempts: int = 1

    def again(self, later: "DeadLetter") -> "DeadLetter":
        """The letter after the same message has come once more."""
        return replace(self, attempts=self.attempts + later.attempts, last_at=max(self.last_at, later.last_at))


class DeadLetters(Protocol):
    """The place for what is not clean. Nothing is ever dropped without standing here."""

    @abstractmethod
    async def add(self, letters: Sequence[DeadLetter]) -> None:
        """Keep letters; one that is kept already gets more attempts and a later `last_at`."""

    @abstractmethod
    async def page(
        self, *, reason: RejectionReason | None = None, limit: int = 100, after: str | None = None
    ) -> Sequence[DeadLetter]:
        """Letters, newest first; the page after the letter with the id `after`."""

    @abstractmethod
    async def get(self, letter_id: str) -> DeadLetter | None:
        """One letter, or None."""

    @abstractmethod
    async def remove(self, letter_ids: Sequence[str]) -> int:
        """Forget letters, after a replay or by an operator's decision; how many there were."""

    @abstractmethod
    async def settle(self, letters: Sequence[DeadLetter]) -> int:
        """Forget letters that were replayed, unless the message was refused again since they were read."""

    @abstractmethod
    async def purge(self, *, reason: RejectionReason | None = None, before: datetime | None = None) -> int:
        """Forget all letters with this reason (or any) last seen before that instant (or ever); how many."""

    @abstractmethod
    async def count(self) -> dict[RejectionReason, int]:
        """How many letters there are, by reason."""
