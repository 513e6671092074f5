"""Which words of a question are time, and which only look like it."""

from itertools import pairwise

import pytest

from olympus.domain.time_expressions.words import words_of
from tests.domain.time_expressions.speaking import GRAMMAR, NOW, found


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What was our revenue last quarter?", ["last quarter"]),
        ("revenue last week compared to the same week last year", ["last week", "last year"]),
        ("Show May sales", ["May"]),
        ("revenue may vs june", ["may", "june"]),
        ("orders above 100 in March", ["March"]),
        ("compare Q1 2025 with Q1 2024", ["Q1 2025", "Q1 2024"]),
        ("revenue between January and March 2026 by product", ["between January and March 2026"]),
        ("top 5 products since the beginning of the year", ["since the beginning of the year"]),
        ("did sales fall last week", ["last week"]),
        ("sales last fall", ["last fall"]),
        ("spring rolls sold last month", ["last month"]),
        ("Easter eggs sold at Easter", ["Easter"]),
        ("orders in 2024", ["2024"]),
        ("revenue 2024 by product", ["2024"]),
        ("orders from table 12 yesterday", ["yesterday"]),
        ("orders after 6pm yesterday", ["after 6pm yesterday"]),
        ("what will sales be next month", ["next month"]),
        ("sales by hour of day last friday", ["last friday"]),
    ],
)
def test_the_time_of_a_question_is_found(question: str, expected: list[str]) -> None:
    assert found(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "may I see the sales",
        "which products may sell out",
        "did sales fall",
        "top 10 products",
        "more than 2000 orders",
        "order 5",
        "second best product",
        "sat fat content",
        "the sun is shining",
        "sold 3/4 of the stock",
        "a price of 4.22",
        "sales on weekends",
        "orders on Mondays",
        "revenue per day",
        "sales by month",
        "orders by day of week",
        "month over month growth",
        "currently out of stock",
        "how are we doing now",
        "the last 10 orders",
        "orders between 10 and 20 euros",
        "over 100 orders",
        "quarter pounder",
        "end of line products",
        "revenue in the evening",
    ],
)
def test_what_only_looks_like_time_is_left_alone(question: str) -> None:
    assert found(question) == []


def test_readings_come_from_left_to_right_and_do_not_overlap() -> None:
    readings = GRAMMAR.find(words_of("May 2025, since Monday, 3 weeks ago and last year's Q3"), NOW)

    assert len(readings) == 4
    assert all(one.last <= other.first for one, other in pairwise(readings))
