"""The parts of a question, each with what it means."""

from typing import NamedTuple

from olympus.domain.questions.meaning import Meaning


class Term(NamedTuple):
    """One phrase of the question: its words from `first` to before `last`, and its place in the text."""

    first: int
    last: int
    start: int
    end: int
    text: str
    """In small letters, as it was written."""
    meaning: Meaning
    is_plural: bool = False
