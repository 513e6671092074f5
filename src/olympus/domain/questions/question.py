"""A question as a row of terms, and the ways to look around in it."""

from collections.abc import Sequence
from typing import Any, TypeVar

from olympus.domain.questions.meaning import Cue, Meaning
from olympus.domain.questions.term import Term

_Meaning = TypeVar("_Meaning")


class Question:
    """The terms of a question in their order, without words that change nothing."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms
        self._cues = frozenset(term.meaning for term in terms if isinstance(term.meaning, Cue))
        self._of_kind: dict[type, list[tuple[int, Any]]] = {}
        for at, term in enumerate(terms):
            self._of_kind.setdefault(type(term.meaning), []).append((at, term.meaning))

    def of(self, kind: type[_Meaning]) -> Sequence[tuple[int, _Meaning]]:
        """The terms whose meaning is of that kind, each with its place."""
        return self._of_kind.get(kind, ())

    def has(self, *cues: Cue) -> bool:
        """Whether any of these is said."""
        return not self._cues.isdisjoint(cues)

    def has_any(self, *kinds: type) -> bool:
        """Whether anything is said that has a meaning of one of these kinds."""
        return any(kind in self._of_kind for kind in kinds)

    def before(self, at: int, *, skipping: tuple[Meaning | type, ...] = ()) -> Meaning | None:
        """What the term before means, going over what is to be skipped."""
        return self._beyond(range(at - 1, -1, -1), skipping)

    def after(self, at: int, *, skipping: tuple[Meaning | type, ...] = ()) -> Meaning | None:
        """What the term after means, going over what is to be skipped."""
        return self._beyond(range(at + 1, len(self.terms)), skipping)

    def _beyond(self, places: range, skipping: tuple[Meaning | type, ...]) -> Meaning | None:
        for at in places:
            meaning = self.terms[at].meaning
            if type(meaning) not in skipping and not (isinstance(meaning, Cue) and meaning in skipping):
                return None if meaning is Cue.STOP else meaning
        return None
