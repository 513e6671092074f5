"""No text that anybody sent is computed by a spreadsheet."""

import pytest

from olympus.entrypoints.tables.csv_lines import _written


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_could_be_a_formula_is_marked_as_text(start: str) -> None:
    assert _written(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["rome", "1-2", "a=b", ""])
def test_other_texts_are_as_they_are(text: str) -> None:
    assert _written(text) == text
