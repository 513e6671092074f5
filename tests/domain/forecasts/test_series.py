"""What can be forecast, and what is refused by the name of its field."""

import math

import pytest

from olympus.domain.forecasts.series import (
    LONGEST_HORIZON,
    MOST_VALUES,
    DayMarks,
    UnusableSeries,
    series_of,
)


def test_one_season_or_several_may_be_given() -> None:
    assert series_of("a", [1, 2], horizon=1, season=7).seasons == (7,)
    assert series_of("a", [1, 2], horizon=1, season=[24, 168]).seasons == (24, 168)


def test_missing_is_not_zero() -> None:
    assert series_of("a", [None, 0.0, math.nan, 2.0], horizon=1).known == (0.0, 2.0)


@pytest.mark.parametrize(
    ("values", "asked", "field"),
    [
        ([1.0], {"horizon": 0}, "horizon"),
        ([1.0], {"horizon": LONGEST_HORIZON + 1}, "horizon"),
        ([], {"horizon": 1}, "values"),
        ([None, math.nan], {"horizon": 1}, "values"),
        ([math.inf], {"horizon": 1}, "values"),
        ([-1e101], {"horizon": 1}, "values"),
        ([1.0] * (MOST_VALUES + 1), {"horizon": 1}, "values"),
        ([1.0], {"horizon": 1, "season": 0}, "season"),
        ([1.0], {"horizon": 1, "season": math.nan}, "season"),
        ([1.0], {"horizon": 1, "marks": DayMarks(past=("Easter", None))}, "marks"),
        ([1.0], {"horizon": 1, "marks": DayMarks(future=("Easter", None))}, "marks"),
    ],
)
def test_what_cannot_be_forecast_is_refused(
    values: list[float | None], asked: dict[str, object], field: str
) -> None:
    with pytest.raises(UnusableSeries) as refused:
        series_of("a", values, **asked)  # type: ignore[arg-type]

    assert refused.value.field == field


def test_marks_are_there_when_one_of_them_has_a_name() -> None:
    assert not DayMarks((None, None), (None,))
    assert DayMarks((None, "Easter"), (None,))
