"""From the words of a question to its terms: every phrase with what it means."""

from collections.abc import Mapping, Sequence
from functools import cache

from olympus.domain.metrics.dimension import Dimension
from olympus.domain.questions.meaning import (
    Beyond,
    Count,
    Cue,
    DimensionNamed,
    Meaning,
    Plain,
    Quoted,
    Unread,
)
from olympus.domain.questions.spelling import Spelling
from olympus.domain.questions.stem import stem
from olympus.domain.questions.tenant_values import TenantValues
from olympus.domain.questions.term import Term
from olympus.domain.questions.vocabulary import vocabulary
from olympus.domain.time_expressions.expressions import STARTERS
from olympus.domain.time_expressions.reading import TimeReading
from olympus.domain.time_expressions.vocabulary import DIRECTIONS, MONTHS, NAMED_DAYS, UNITS, WEEKDAYS
from olympus.domain.time_expressions.words import Word

_ENDS = frozenset(".?!;\n")
_QUOTES = {'"': '"', "“": "”", "«": "»"}
_PARTING = _ENDS | {","} | _QUOTES.keys() | set(_QUOTES.values())
_KEPT_SIGNS = frozenset("%&")
_YIELDING = (Beyond, DimensionNamed, Plain, Unread, Count)
"""What a tenant's own name for something goes before, where both are as long."""


def tagged(
    text: str, words: Sequence[Word], times: Sequence[TimeReading], values: TenantValues
) -> tuple[Term, ...]:
    """The terms in their order, without what changes nothing. None overlaps another."""
    return _Tagging(text, words, times, values).terms()


class _Tagging:
    def __init__(
        self, text: str, words: Sequence[Word], times: Sequence[TimeReading], values: TenantValues
    ) -> None:
        self._text = text
        self._words = words
        self._values = values
        self._said = [at for at, word in enumerate(words) if word.text[0].isalnum() or word.text in _KEPT_SIGNS]
        self._stems = [stem(words[at].text) for at in self._said]
        self._position = {at: position for position, at in enumerate(self._said)}
        names = self._names() if times else []
        self._times: Mapping[int, TimeReading] = {
            time.first: time for time in times if not any(_is_within(time, *name) for name in names)
        }
        self._ends = self._phrase_ends()
        self._beginnings = {0} | {at + 1 for at, word in enumerate(words) if word.text in _ENDS}

    def _names(self) -> list[tuple[int, int]]:
        """The words, from one to before another, that are what something is called; none within another."""
        names: list[tuple[int, int]] = []
        for position, at in enumerate(self._said):
            found = self._values.lexicon.longest_at(self._stems, position, len(self._said))
            if found and found[0] > 1 and (not names or at >= names[-1][1]):
                names.append((at, self._said[position + found[0] - 1] + 1))
        return names

    def _phrase_ends(self) -> list[int]:
        """Up to where a phrase from each of the words may go: to the next time, quotation or end of a sentence."""
        ends = [0] * len(self._said)
        end = len(self._said)
        for position in range(len(self._said) - 1, -1, -1):
            at = self._said[position]
            after = self._said[position + 1] if position + 1 < len(self._said) else at + 1
            if after in self._times or (after > at + 1 and self._is_parted(at + 1, after)):
                end = position + 1
            ends[position] = end
        return ends

    def terms(self) -> tuple[Term, ...]:
        found: list[Term] = []
        at = 0
        while at < len(self._words):
            term = self._time_at(at) or self._quotation_at(at) or self._phrase_at(at) or self._sign_at(at)
            if term and term.meaning is not Plain.PLAIN:
                found.append(term)
            at = term.last if term else at + 1
        return tuple(found)

    def _is_parted(self, first: int, last: int) -> bool:
        return any(word.text in _PARTING for word in self._words[first:last])

    def _time_at(self, at: int) -> Term | None:
        time = self._times.get(at)
        return self._term(at, time.last, time) if time else None

    def _quotation_at(self, at: int) -> Term | None:
        closing = _QUOTES.get(self._words[at].text)
        if closing is None:
            return None
        end = next((i for i in range(at + 1, len(self._words)) if self._words[i].text == closing), None)
        if end is None or end == at + 1:
            return None
        inside = self._text[self._words[at + 1].start : self._words[end - 1].end]
        known = self._value_from(at + 1)
        if known and known.last == end:
            return self._term(at, end + 1, known.meaning)
        return self._term(at, end + 1, Quoted(inside))

    def _phrase_at(self, at: int) -> Term | None:
        position = self._position.get(at)
        if position is None:
            return None
        value = self._value_from(at)
        found = vocabulary().longest_at(self._stems, position, self._ends[position])
        if found is None:
            return value or self._unknown_at(at)
        length, meaning = found
        if meaning is Cue.SORTED_BY and self._words[at].text != self._stems[position]:
            length, meaning = vocabulary().longest_at(self._stems, position, position + length - 1) or (
                1,
                Unread.UNREAD,
            )
        phrase = self._term(at, self._said[position + length - 1] + 1, meaning)
        if meaning is Plain.PLAIN and not value and (name := self._name_from(at)):
            return name
        if value and (value.last > phrase.last or (value.last == phrase.last and isinstance(meaning, _YIELDING))):
            return value
        return phrase

    def _value_from(self, at: int) -> Term | None:
        position = self._position.get(at)
        if position is None:
            return None
        found = self._values.lexicon.longest_at(self._stems, position, self._ends[position])
        if found is None:
            return None
        length, meaning = found
        last = self._said[position + length - 1] + 1
        is_day = any(dimension is Dimension.DAY_OF_WEEK for dimension, _ in meaning.choices)
        if is_day and not self._words[last - 1].text.endswith("s"):
            return None
        return self._term(at, last, meaning)

    def _unknown_at(self, at: int) -> Term:
        word = self._words[at].text
        if word.isdecimal():
            return self._term(at, at + 1, Count(int(word)) if len(word) < 6 else Unread.UNREAD)
        return self._name_from(at) or self._term(at, at + 1, Unread.UNREAD)

    def _name_from(self, at: int) -> Term | None:
        """The words from there that are written like a name, if one of them is no word that is known."""
        end = at
        while end < len(self._words) and self._is_capital(end):
            end += 1
        if not any(self._is_unknown(place) for place in range(at, end)):
            return None
        if end == at + 1 and at in self._beginnings:
            return None
        return self._term(at, end, Quoted(self._text[self._words[at].start : self._words[end - 1].end]))

    def _is_capital(self, at: int) -> bool:
        return at in self._position and at not in self._times and self._text[self._words[at].start].isupper()

    def _is_unknown(self, at: int) -> bool:
        position = self._position[at]
        return vocabulary().longest_at(self._stems, position, position + 1) is None

    def _sign_at(self, at: int) -> Term | None:
        return self._term(at, at + 1, Cue.STOP) if self._words[at].text in _ENDS else None

    def _term(self, first: int, last: int, meaning: Meaning) -> Term:
        start, end = self._words[first].start, self._words[last - 1].end
        text = self._text[start:end].lower()
        telling = self._words[first if " of " in text else last - 1].text
        return Term(first, last, start, end, text, meaning, is_plural=stem(telling) != telling)


def _is_within(time: TimeReading, first: int, last: int) -> bool:
    """Whether its words are a part of a name, such as the pizza "Sunday Special"."""
    return first <= time.first and time.last <= last and time.last - time.first < last - first


_MOST_CORRECTED = 12


@cache
def _spelling() -> Spelling:
    return Spelling([*vocabulary().words(), *STARTERS, *UNITS, *DIRECTIONS, *MONTHS, *WEEKDAYS, *NAMED_DAYS])


def spelt(words: Sequence[Word], known: frozenset[str]) -> tuple[Word, ...]:
    """The words with slips of the keyboard mended, unless they are `known` words or names as they are."""
    left = _MOST_CORRECTED
    mended = list(words)
    for at, word in enumerate(words):
        stemmed = stem(word.text)
        if stemmed in _spelling() or word.text in _spelling() or stemmed in known or not left:
            continue
        left -= 1
        if better := _spelling().corrected(stemmed):
            mended[at] = word._replace(text=better + ("s" if stemmed != word.text else ""))
    return tuple(mended)
