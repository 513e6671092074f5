"""Shares and how sure they are, against published examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.proportion import Counted, difference_interval, wilson_interval

counted = st.integers(0, 5000).flatmap(lambda among: st.builds(Counted, st.integers(0, among), st.just(among)))


def test_the_score_interval_of_newcombes_first_example() -> None:
    assert wilson_interval(Counted(81, 263)) == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_no_cases_leave_room_for_some() -> None:
    assert wilson_interval(Counted(0, 20)) == pytest.approx((0, 0.1611), abs=5e-5)
    assert wilson_interval(Counted(0, 0)) == (0, 1)


def test_the_difference_of_newcombes_first_example() -> None:
    assert difference_interval(Counted(56, 70), Counted(48, 80)) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(counted, counted)
def test_an_interval_holds_its_share_and_a_difference_turns_its_sign(one: Counted, other: Counted) -> None:
    low, high = wilson_interval(one)
    assert -1e-12 <= low <= one.share + 1e-12
    assert one.share - 1e-12 <= high <= 1
    there, back = difference_interval(one, other), difference_interval(other, one)
    assert there == pytest.approx((-back[1], -back[0]))
    assert there[0] <= one.share - other.share + 1e-12
