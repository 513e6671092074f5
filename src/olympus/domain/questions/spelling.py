"""Which known word somebody meant who mistyped it.

Symmetric deletion, after W. Garbe's SymSpell (2012): two words are at most one insertion, deletion,
substitution or transposition apart only if they share a form that lacks at most one letter of each. So the
forms of all known words are kept once, and a lookup tries those of the word alone, however many are known.
"""

from collections.abc import Iterable, Iterator

_SHORTEST = 4
"""Shorter words have too many neighbours: "form" is not "from" for certain, and "tax" is not "max" at all."""

_LONGEST = 24

_LONG = 6
"""In words of so many letters any slip is mended; in shorter ones only swapped, doubled or halved letters."""

_SAME_LETTERS = 2


class Spelling:
    """Known words, and which of them is one slip away from another."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(word for word in known if word)
        self._by_form: dict[str, list[str]] = {}
        for word in sorted(self._known):
            if _SHORTEST <= len(word) <= _LONGEST and word.isalpha():
                for form in _forms(word):
                    self._by_form.setdefault(form, []).append(word)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def corrected(self, word: str) -> str | None:
        """The one known word that is a slip away, or None where there is none or more than one that is as near."""
        if not (_SHORTEST <= len(word) <= _LONGEST and word.isalpha()) or word in self._known:
            return None
        near = {
            known: _closeness(word, known)
            for form in _forms(word)
            for known in self._by_form.get(form, ())
            if known[0] == word[0] and _is_one_slip(word, known)
        }
        best = max(near.values(), default=0)
        nearest = [known for known, closeness in near.items() if closeness == best]
        sure = best >= (_SAME_LETTERS if len(word) < _LONG else 1)
        return nearest[0] if sure and len(nearest) == 1 else None


def _forms(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _is_one_slip(typed: str, known: str) -> bool:
    """Whether one letter was added, left out, taken for another or swapped with its neighbour."""
    same = next(
        (at for at, (a, b) in enumerate(zip(typed, known, strict=False)) if a != b), min(len(typed), len(known))
    )
    left, right = typed[same:], known[same:]
    return left[1:] == right or left == right[1:] or left[1:] == right[1:] or left == right[1::-1] + right[2:]


def _closeness(typed: str, known: str) -> int:
    """Swapped or doubled letters are likelier slips than others: they keep the letters that there are."""
    if sorted(typed) == sorted(known):
        return 3
    return _SAME_LETTERS if set(typed) == set(known) else 1
