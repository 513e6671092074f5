from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.calendar.change import UNKNOWN, Change, Direction, change
from tests.domain.calendar.calendars import law

FIGURES = st.decimals(-(10**12), 10**12, places=4)


@pytest.mark.parametrize(
    ("current", "previous", "absolute", "percentage", "direction"),
    [
        ("123.45", "100.00", "23.45", "23.45", Direction.UP),
        ("80", "100", "-20", "-20", Direction.DOWN),
        ("100.99", "100", "0.99", "0.99", Direction.STABLE),
        ("99.01", "100", "-0.99", "-0.99", Direction.STABLE),
        ("101", "100", "1", "1", Direction.UP),
        ("99", "100", "-1", "-1", Direction.DOWN),
        ("0", "100", "-100", "-100", Direction.DOWN),
        ("-50", "-100", "50", "50", Direction.UP),
        ("-150", "-100", "-50", "-50", Direction.DOWN),
        ("5", "0", "5", None, Direction.UP),
        ("-5", "0", "-5", None, Direction.DOWN),
        ("0", "0", "0", None, Direction.STABLE),
    ],
)
def test_a_change_has_a_difference_a_percentage_and_a_direction(
    current: str, previous: str, absolute: str, percentage: str | None, direction: Direction
) -> None:
    assert change(Decimal(current), Decimal(previous)) == Change(
        Decimal(absolute), None if percentage is None else Decimal(percentage), direction
    )


@pytest.mark.parametrize(("current", "previous"), [(None, Decimal(1)), (Decimal(1), None), (None, None)])
def test_nothing_is_known_of_a_change_from_or_to_nothing(
    current: Decimal | None, previous: Decimal | None
) -> None:
    assert change(current, previous) == UNKNOWN


def test_counts_change_like_money() -> None:
    assert change(3, 2) == Change(Decimal(1), Decimal(50), Direction.UP)


def test_differences_of_long_amounts_are_exact() -> None:
    long, cents = Decimal(f"{10**60}.01"), Decimal("0.01")

    assert change(long, cents).absolute == Decimal(10) ** 60


def test_a_hair_under_one_per_cent_is_stable() -> None:
    assert change(Decimal("100." + "9" * 40), Decimal(100)).direction is Direction.STABLE


@law
@given(FIGURES, FIGURES)
def test_a_change_leads_from_the_previous_figure_to_the_current_one(current: Decimal, previous: Decimal) -> None:
    changed = change(current, previous)

    assert changed.absolute is not None
    assert previous + changed.absolute == current
    if changed.direction is Direction.UP:
        assert current > previous
    if changed.direction is Direction.DOWN:
        assert current < previous
