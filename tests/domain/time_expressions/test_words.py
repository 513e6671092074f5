"""A question cut into words that remember where they stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.time_expressions.words import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("May 15th", "may 15 th"),
        ("2Q 3pm FY25", "2 q 3 pm fy 25"),
        ("9-17", "9 - 17"),
        ("Mar '25", "mar ' 25"),
        ("w/c Feb 4", "w/c feb 4"),
        ("new year's eve", "new year 's eve"),
        ("New Year’s Eve", "new year 's eve"),
        ("1:30p.m. to 4", "1 : 30 pm to 4"),
        ("3 – 9 May", "3 - 9 may"),
        ("5 o'clock", "5 o'clock"),
    ],
)
def test_numbers_signs_and_letters_stand_apart(text: str, words: str) -> None:
    assert " ".join(word.text for word in words_of(text)) == words


def test_positions_are_those_of_the_text_as_it_was_sent_also_where_small_letters_are_longer() -> None:
    text = "İstanbul in May"  # the capital İ is two characters when small
    last = words_of(text)[-1]

    assert (last.text, text[last.start : last.end]) == ("may", "May")


@given(st.text())
def test_every_word_lies_in_the_text_and_nothing_but_space_lies_between(text: str) -> None:
    words = words_of(text)
    gaps = [0, *(word.end for word in words)], [*(word.start for word in words), len(text)]

    assert all(word.start < word.end for word in words)
    assert all(not text[end:start].strip() for end, start in zip(*gaps, strict=True))
