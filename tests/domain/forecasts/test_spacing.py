"""What the times of values tell of those that are missing."""

from datetime import datetime, timedelta

from olympus.domain.forecasts.spacing import evenly_spaced

START = datetime(2026, 3, 1)


def on_days(*days: float) -> list[datetime]:
    return [START + timedelta(days=day) for day in days]


def test_a_day_without_a_value_is_missing() -> None:
    assert evenly_spaced(on_days(0, 1, 4, 5), [1, 2, 3, 4]) == [1, 2, None, None, 3, 4]


def test_a_week_without_a_value_is_missing() -> None:
    assert evenly_spaced(on_days(0, 7, 21), [1, 2, 3]) == [1, 2, None, 3]


def test_months_are_not_evenly_long_and_nothing_is_missing() -> None:
    assert evenly_spaced(on_days(0, 31, 59, 90), [1, 2, 3, 4]) == [1, 2, 3, 4]


def test_times_that_repeat_tell_nothing() -> None:
    assert evenly_spaced(on_days(0, 0, 3), [1, 2, 3]) == [1, 2, 3]


def test_one_value_stays_alone() -> None:
    assert evenly_spaced(on_days(0), [1]) == [1]


def test_more_steps_than_a_series_may_have_are_not_made_up() -> None:
    assert evenly_spaced(on_days(0, 0.00001, 1_000), [1, 2, 3]) == [1, 2, 3]
