"""The questions that others wrote are read as a careful reader read them."""

import pytest
from bench.question_cases import CASES, NOW, Case, cases_in, interpreter_with, misses, names_in

_CASES = cases_in(CASES)


@pytest.mark.parametrize("case", _CASES, ids=[case["id"] for case in _CASES])
@pytest.mark.parametrize("names", [names_in(_CASES), {}], ids=["known", "unknown"])
def test_a_question_is_read_as_annotated(case: Case, names: dict) -> None:  # type: ignore[type-arg]
    assert misses(case, interpreter_with(names).read(case["text"], NOW)) == []
