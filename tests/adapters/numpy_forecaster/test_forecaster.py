"""Made series of every kind, and whether what comes next is found."""

import numpy as np
import pytest

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.forecaster import NumpyForecaster
from olympus.domain.forecasts.forecast import Forecast
from olympus.domain.forecasts.series import CLOSED, DayMarks, series_of
from tests.adapters.numpy_forecaster.panels import wave


def continued(
    values: Array | list[float | None],
    *,
    horizon: int = 14,
    season: tuple[float, ...] = (),
    marks: DayMarks | None = None,
) -> Forecast:
    listed = values.tolist() if isinstance(values, np.ndarray) else values
    series = series_of("made", listed, horizon=horizon, season=season, marks=marks)
    return NumpyForecaster().forecast([series])[0]


def noise(length: int, size: float = 0.3) -> Array:
    return np.random.default_rng(11).normal(0, size, length)


def test_a_weekly_season_goes_on() -> None:
    week = continued(wave(140, 7) + noise(140), season=(7,))

    assert week.mean == pytest.approx(wave(154, 7)[140:], abs=0.6)
    assert week.history.seasons == (7,)


def test_two_cycles_are_enough() -> None:
    year = continued(wave(104, 52), horizon=13, season=(52,))

    assert np.abs(np.array(year.mean) - wave(117, 52)[104:]).mean() < 1


def test_a_trend_goes_on() -> None:
    rising = continued(np.arange(60.0), horizon=3)

    assert rising.mean == pytest.approx([60, 61, 62], rel=0.02)


def test_hours_of_the_day_and_days_of_the_week_are_told_apart() -> None:
    hours = np.arange(168 * 7)
    open_ = np.where(hours // 24 % 7 < 5, 1.0, 0.4)
    values = wave(hours.size, 24) * open_ + noise(hours.size)

    told = continued(values[: 168 * 6], horizon=168, season=(24, 168))

    assert np.abs(np.array(told.mean) - wave(hours.size, 24)[168 * 6 :] * open_[168 * 6 :]).mean() < 0.6


def test_day_of_week_and_day_of_year_are_told_apart() -> None:
    days = np.arange(800)
    values = wave(800, 7, height=2.0) * (1 + 0.4 * np.sin(2 * np.pi * days / 365.25)) + noise(800)

    both = continued(values[:740], horizon=60, season=(7, 365.25))
    week_alone = continued(values[:740], horizon=60, season=(7,))

    assert np.abs(both.mean - values[740:]).mean() < 0.8 * np.abs(week_alone.mean - values[740:]).mean()


def test_after_a_level_shift_the_new_level_goes_on() -> None:
    values = wave(140, 7) + noise(140)
    values[110:] += 30

    assert np.mean(continued(values, season=(7,)).mean) == pytest.approx(40, rel=0.05)


def test_missing_days_are_no_zeros() -> None:
    values: list[float | None] = (wave(140, 7) + noise(140)).tolist()
    for place in range(20, 140, 9):
        values[place] = None

    told = continued(values, season=(7,))

    assert told.mean == pytest.approx(wave(154, 7)[140:], abs=0.8)
    assert (told.history.values, told.history.known) == (140, 126)


def test_a_day_closed_every_week_is_nearly_zero_without_being_marked() -> None:
    values = wave(140, 7) + noise(140)
    values[6::7] = 0

    assert np.array(continued(values, season=(7,)).mean)[6::7] == pytest.approx([0, 0], abs=0.3)


def test_demand_now_and_then_is_forecast_by_its_rate_with_methods_made_for_it() -> None:
    values = np.where(np.random.default_rng(2).random(200) < 0.2, 5.0, 0.0)

    told = continued(values, horizon=7)

    assert np.mean(told.mean) == pytest.approx(1.0, abs=0.4)
    assert {"Croston", "Teunter-Syntetos-Babai"} <= {each.method for each in told.components}


def test_holidays_and_closed_days_are_told_apart_from_ordinary_ones() -> None:
    values = wave(140, 7) + noise(140)
    past: list[str | None] = [None] * 140
    for place, name, factor in ((30, "Feast", 4.0), (100, "Feast", 4.0), (60, CLOSED, 0.0)):
        values[place] *= factor
        past[place] = name
    ahead = (None, "Feast", CLOSED, "New")

    told = continued(values, horizon=4, season=(7,), marks=DayMarks(tuple(past), ahead))

    usual = wave(144, 7)[140:]
    assert told.mean == pytest.approx([usual[0], 4 * usual[1], 0, usual[3]], rel=0.1)
    assert (told.lower_95[2], told.upper_95[2]) == (0, 0)
    assert told.warnings == ("Nothing is known yet of what these days do: New.",)


def test_one_value_goes_on_with_wide_intervals_and_a_warning() -> None:
    told = continued([5.0], horizon=2)

    assert told.mean == (5, 5)
    assert told.lower_95[0] == 0
    assert told.upper_95[0] > 10
    assert "The history has only 1 known value: this is little more than a guess." in told.warnings


@pytest.mark.parametrize(("value", "warning"), [(0.0, "all zeros"), (7.0, "never changes")])
def test_what_never_changed_goes_on_with_a_warning(value: float, warning: str) -> None:
    told = continued([value] * 20, season=(7,))

    assert told.mean == pytest.approx([value] * 14)
    assert told.upper_95[0] > value
    assert any(warning in each for each in told.warnings)


def test_the_backtest_tells_how_wrong_it_would_have_been() -> None:
    values = wave(140, 7) + noise(140)

    backtest = continued(values, season=(7,)).backtest

    assert backtest.origins == 12
    assert backtest.smape is not None
    assert 0 < backtest.smape < 20
    assert backtest.mase is not None
    assert backtest.mase < 1.2
    assert backtest.coverage_80 is not None
    assert backtest.coverage_95 is not None
    assert 0.6 < backtest.coverage_80 < backtest.coverage_95


def test_weights_are_shares_with_the_largest_first() -> None:
    weights = [each.weight for each in continued(wave(140, 7) + noise(140), season=(7,)).components]

    assert sum(weights) == pytest.approx(1)
    assert weights == sorted(weights, reverse=True)
