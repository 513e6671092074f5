"""Dead letters in the memory of one process."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from olympus.domain.events.rejection import RejectionReason
from olympus.ports.dead_letters import DeadLetter, DeadLetters


class InMemoryDeadLetters(DeadLetters):
    """Letters until the process ends."""

    def __init__(self) -> None:
        self._letters: dict[str, DeadLetter] = {}

    async def add(self, letters: Sequence[DeadLetter]) -> None:
        for letter in letters:
            known = self._letters.get(letter.letter_id)
            self._letters[letter.letter_id] = known.again(letter) if known else letter

    async def page(
        self, *, reason: RejectionReason | None = None, limit: int = 100, after: str | None = None
    ) -> Sequence[DeadLetter]:
        letters = sorted(self._letters.values(), key=_age, reverse=True)
        if after is not None:
            place = self._letters.get(after)
            letters = [letter for letter in letters if place and _age(letter) < _age(place)]
        return [letter for letter in letters if reason in (None, letter.reason)][:limit]

    async def get(self, letter_id: str) -> DeadLetter | None:
        return self._letters.get(letter_id)

    async def remove(self, letter_ids: Sequence[str]) -> int:
        unwanted = set(letter_ids)
        return self._forget(lambda letter: letter.letter_id in unwanted)

    async def settle(self, letters: Sequence[DeadLetter]) -> int:
        replayed = {letter.letter_id: letter.attempts for letter in letters}
        return self._forget(lambda letter: replayed.get(letter.letter_id) == letter.attempts)

    async def purge(self, *, reason: RejectionReason | None = None, before: datetime | None = None) -> int:
        return self._forget(
            lambda letter: reason in (None, letter.reason) and (before is None or letter.last_at < before)
        )

    async def count(self) -> dict[RejectionReason, int]:
        return dict(Counter(letter.reason for letter in self._letters.values()))

    def _forget(self, unwanted: Callable[[DeadLetter], bool]) -> int:
        gone = [letter_id for letter_id, letter in self._letters.items() if unwanted(letter)]
        for letter_id in gone:
            del self._letters[letter_id]
        return len(gone)


def _age(letter: DeadLetter) -> tuple[datetime, str]:
    return letter.last_at, letter.letter_id
