"""Scores: a fifth of the customers each, and equals are equal."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.customers.scores import scores

values = st.lists(st.integers(-20, 20), min_size=1, max_size=60)


@given(values)
def test_equal_values_have_equal_scores_and_a_greater_value_never_a_lower_one(values: list[int]) -> None:
    scored = sorted(zip(values, scores(values), strict=True))

    assert all(score in range(1, 6) for _, score in scored)
    assert [score for _, score in scored] == sorted(score for _, score in scored)
    assert len({value for value, _ in scored}) == len(set(scored))


@given(st.integers(1, 12), st.randoms())
def test_different_values_are_scored_in_equal_fifths(fifth: int, random: Random) -> None:
    values = list(range(5 * fifth))
    random.shuffle(values)

    scored = scores(values)

    assert [scored.count(score) for score in range(1, 6)] == [fifth] * 5


@given(values, st.integers(2, 4))
def test_scores_depend_on_the_shape_of_a_clientele_and_not_on_its_size(values: list[int], times: int) -> None:
    assert scores(values * times) == scores(values) * times


@given(values)
def test_turned_around_the_scores_turn_around(values: list[int]) -> None:
    """But for a middle that falls on the cut between two fifths, which goes to the upper one."""
    there, back = scores(values), scores([-value for value in values])

    assert all(one + other in (6, 7) for one, other in zip(there, back, strict=True))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([7], [3]),
        ([7, 7, 7, 7, 7, 7], [3, 3, 3, 3, 3, 3]),
        ([1, 2], [2, 4]),
        ([3, 1, 2], [5, 1, 3]),
        ([1, 1, 1, 1, 1, 1, 2, 2, 3, 9], [2, 2, 2, 2, 2, 2, 4, 4, 5, 5]),
    ],
)
def test_few_customers_and_equal_ones_are_scored_from_the_middle(values: list[int], expected: list[int]) -> None:
    assert scores(values) == expected
    assert scores([Decimal(value) for value in values]) == expected


def test_nobody_has_no_scores() -> None:
    assert scores([0][:0]) == []
