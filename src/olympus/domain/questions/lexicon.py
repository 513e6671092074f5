"""Phrases and their meanings, found in a text as the longest that begin at each word."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from olympus.domain.questions.stem import stem

_Meaning = TypeVar("_Meaning")

_MEANS = ""
"""The key of a node under which the meaning of the phrase stands that ends there: no word is empty."""


class Lexicon(Generic[_Meaning]):
    """Meanings by phrase, as a tree of words. It is looked up by the stems of its words, so in the plural too."""

    def __init__(self, phrases: Mapping[Sequence[str], _Meaning] | None = None) -> None:
        self._root: dict[str, Any] = {}
        self._words: set[str] = set()
        for words, meaning in (phrases or {}).items():
            self.add(words, meaning)

    def add(self, words: Sequence[str], meaning: _Meaning) -> None:
        """Let the phrase mean that; what it meant before stays, since the first to say it has it."""
        node = self._root
        for word in map(stem, words):
            self._words.add(word)
            node = node.setdefault(word, {})
        if words:
            node.setdefault(_MEANS, meaning)

    def longest_at(self, stems: Sequence[str], first: int, end: int) -> tuple[int, _Meaning] | None:
        """How many words the longest known phrase from there to before `end` has, and its meaning, or None."""
        node, longest = self._root, None
        for at in range(first, end):
            node = node.get(stems[at])  # type: ignore[assignment]
            if node is None:
                break
            if _MEANS in node:
                longest = at + 1 - first, node[_MEANS]
        return longest

    def words(self) -> Iterator[str]:
        """Every word that is in a phrase, as a stem."""
        return iter(self._words)
