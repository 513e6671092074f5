"""The cases that others wrote for other parsers are read as well as we promise."""

from bench.time_cases import CASES, cases_in, expected, grammar_of_the_cases, read, shares


def test_the_shares_read_exactly_are_as_promised() -> None:
    grammar = grammar_of_the_cases()
    found = shares(cases_in(CASES), lambda case: read(case, grammar) == expected(case))
    share = {tag: exact / total for tag, (exact, total) in found.items()}

    assert share["core"] >= 0.97
    assert share["not convention"] >= 0.90
    assert share["convention"] >= 0.90
