"""Numbers in digits and in words: "21st", "twenty-one", "two dozen", "nineteen eighty six"."""

from olympus.domain.time_expressions.phrase import Phrase
from olympus.domain.time_expressions.vocabulary import CARDINALS, ORDINAL_ENDINGS, ORDINALS, TENS

TOO_LARGE = 10**9
"""Any number of ten digits or more: larger than whatever can be counted here."""

_SCALES = {"hundred": 100, "thousand": 1000, "dozen": 12, "dozens": 12}
_CENTURIES = {"fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}
_SEVERAL = {"couple": 2, "pair": 2, "dozen": 12, "hundred": 100, "thousand": 1000}

Number = tuple[int, int]
"""A number, and the position after it."""


def value_of(digits: str) -> int:
    return int(digits) if len(digits) <= 9 else TOO_LARGE


def cardinal(phrase: Phrase, at: int) -> Number | None:
    """How many: 12, "twenty-one", "three hundred", "a dozen", "a couple of"."""
    word = phrase.texts[at]
    if word.isdecimal():
        return value_of(word), at + 1
    if word in {"a", "an"}:
        several = _SEVERAL.get(phrase.texts[at + 1])
        if several is None:
            return None
        return several, phrase.skip(at + 2, "of")
    return _in_words(phrase, at) if word in CARDINALS or word in TENS else None


def ordinal(phrase: Phrase, at: int) -> Number | None:
    """Which one: "3rd", "third", "twenty-first"."""
    texts = phrase.texts
    word = texts[at]
    if word.isdecimal():
        return (value_of(word), at + 2) if texts[at + 1] in ORDINAL_ENDINGS else None
    if word in ORDINALS:
        return ORDINALS[word], at + 1
    if (tens := TENS.get(word)) is not None:
        after = at + 2 if texts[at + 1] == "-" else at + 1
        if (units := ORDINALS.get(texts[after], 10)) < 10:
            return tens + units, after + 1
    return None


def day_number(phrase: Phrase, at: int) -> Number | None:
    """A day of the month, however it is written: 5, "05", "5th", "the fifth", "twenty one"."""
    at = phrase.skip(at, "the")
    found = ordinal(phrase, at) or cardinal(phrase, at)
    return found if found and 1 <= found[0] <= 31 else None


def year_in_words(phrase: Phrase, at: int) -> Number | None:
    """A year as it is spoken: "nineteen eighty six", "two thousand and nine", "twenty twelve"."""
    texts = phrase.texts
    if (century := _CENTURIES.get(texts[at])) is not None:
        after = at + 2 if texts[at + 1] == "-" else at + 1
        if texts[after] == "hundred":
            return century * 100, after + 1
        rest = _in_words(phrase, after)
        if rest and 10 <= rest[0] <= 99:
            return century * 100 + rest[0], rest[1]
        if texts[after] in {"oh", "o"} and (units := CARDINALS.get(texts[after + 1], 10)) < 10:
            return century * 100 + units, after + 2
        return None
    found = _in_words(phrase, at)
    return found if found and 2000 <= found[0] <= 2099 else None


def _in_words(phrase: Phrase, at: int) -> Number | None:
    """A cardinal in words up to the thousands; bounded, so that a wall of them is read in no time."""
    total, read = 0, False
    for _ in range(3):
        small = _below_hundred(phrase, at)
        if small is None:
            break
        value, at = small
        scale = _SCALES.get(phrase.texts[at])
        read = True
        if scale is None:
            return total + value, at
        total, at = total + value * scale, at + 1
        if phrase.texts[at] == "and" and _below_hundred(phrase, at + 1):
            at += 1
    return (total, at) if read else None


def _below_hundred(phrase: Phrase, at: int) -> Number | None:
    texts = phrase.texts
    word = texts[at]
    if (small := CARDINALS.get(word)) is not None:
        return small, at + 1
    if (tens := TENS.get(word)) is None:
        return None
    after = at + 2 if texts[at + 1] == "-" else at + 1
    units = CARDINALS.get(texts[after], 10)
    return (tens + units, after + 1) if units < 10 else (tens, at + 1)
