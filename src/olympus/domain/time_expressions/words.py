"""A question cut into words, each of which remembers where it stood."""

import re
from typing import NamedTuple

_WORD = re.compile(
    r"""
      \d+                                         # digits stand apart: "15th" is 15 and th
    | [ap]\.[ ]?m\b\.?                            # a.m., p.m.
    | w/[ce]\b                                    # week commencing, week ending
    | [’']s\b                                     # what owns something: year's is year and 's
    | [^\W\d_]+(?:[’'](?!s\b)[^\W\d_]+)*          # letters, as in o'clock
    | \S                                          # every other sign by itself
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SAME_WORD = {
    **dict.fromkeys(("a.m.", "a.m", "a. m.", "a. m"), "am"),
    **dict.fromkeys(("p.m.", "p.m", "p. m.", "p. m"), "pm"),
    **dict.fromkeys("’‘", "'"),
    **dict.fromkeys("–—−‐‑", "-"),
    "’s": "'s",
}
"""Spellings of one and the same word or sign."""


class Word(NamedTuple):
    """A word, a number or a sign, in small letters, and where it stands in the original text."""

    text: str
    start: int
    end: int


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order. Positions count the characters of the text as it was sent."""
    return tuple([Word(_same(match[0].lower()), match.start(), match.end()) for match in _WORD.finditer(text)])


def _same(word: str) -> str:
    return word if word.isalnum() else _SAME_WORD.get(word) or word.replace("’", "'")
