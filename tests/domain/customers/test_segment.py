"""The grid of segments: every score has one, and a better customer is never in a worse place."""

from itertools import product

import pytest

from olympus.domain.customers.segment import Segment, segment_of, worth

EVERY_SCORE = list(product(range(1, 6), repeat=3))


def test_every_score_is_in_a_segment_and_every_segment_has_a_score() -> None:
    assert {segment_of(*score) for score in EVERY_SCORE} == set(Segment)


def test_a_segment_says_who_they_are() -> None:
    for segment in Segment:
        assert segment.label[0].isupper()
        assert segment.description.endswith(".")
    assert len({segment.label for segment in Segment}) == len(Segment)


@pytest.mark.parametrize(
    ("score", "segment"),
    [
        ((5, 5, 5), Segment.CHAMPIONS),
        ((5, 1, 1), Segment.NEW),
        ((5, 1, 2), Segment.NEW),
        ((4, 1, 1), Segment.PROMISING),
        ((5, 2, 1), Segment.POTENTIAL_LOYALISTS),
        ((4, 4, 4), Segment.LOYAL),
        ((3, 5, 4), Segment.LOYAL),
        ((3, 3, 3), Segment.NEEDS_ATTENTION),
        ((3, 1, 1), Segment.ABOUT_TO_SLEEP),
        ((2, 4, 3), Segment.AT_RISK),
        ((1, 5, 5), Segment.CANNOT_LOSE),
        ((2, 1, 2), Segment.HIBERNATING),
        ((1, 1, 1), Segment.LOST),
    ],
)
def test_people_find_the_segment_where_they_expect_it(score: tuple[int, int, int], segment: Segment) -> None:
    assert segment_of(*score) is segment


def test_worth_is_the_middle_and_a_half_goes_the_way_of_frequency() -> None:
    assert [worth(*each) for each in ((1, 1), (1, 2), (2, 1), (1, 4), (4, 1), (5, 5))] == [1, 1, 2, 2, 3, 5]
    assert all(min(f, m) <= worth(f, m) <= max(f, m) for _, f, m in EVERY_SCORE)
