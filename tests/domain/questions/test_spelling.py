"""Slips of the keyboard are mended where there is no doubt about the word."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.questions.spelling import Spelling

KNOWN = ("revenue", "location", "orders", "month", "form", "from", "tax", "max")
SPELLING = Spelling(KNOWN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("revnue", "revenue"),
        ("reveneu", "revenue"),
        ("revennue", "revenue"),
        ("rebenue", "revenue"),
        ("mnoth", "month"),
        ("ordres", "orders"),
    ],
)
def test_a_slip_is_mended(typed: str, meant: str) -> None:
    assert SPELLING.corrected(typed) == meant


@pytest.mark.parametrize("typed", ["revenue", "rvn", "fax", "north", "weather", "fro", "evenue", "", "r" * 500])
def test_what_is_known_or_short_or_doubtful_or_too_far_is_left(typed: str) -> None:
    assert SPELLING.corrected(typed) is None


@given(st.data())
def test_any_single_slip_in_a_long_word_is_mended(data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(["revenue", "location"]))
    at = data.draw(st.integers(1, len(word) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    typed = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[: at - 1] + word[at - 1 : at + 1][::-1] + word[at + 1 :]
                if at > 1
                else word[:at] + word[at + 1 :],
            ]
        )
    )

    assert typed in KNOWN or SPELLING.corrected(typed) == word
