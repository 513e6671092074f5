"""Steps come from the shortest horizon that reaches them."""

import pytest

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.forecasts.forecast import Backtest, Forecast, History
from olympus.domain.forecasts.forecast_request import GRANULARITIES, MOST_PERIODS
from olympus.domain.forecasts.reaches import joined, reaches_for


def a_forecast(horizon: int, value: float) -> Forecast:
    steps = (value,) * horizon
    lower, upper = (value - 1,) * horizon, (value + 1,) * horizon
    return Forecast("id", steps, lower, upper, lower, upper, f"to {horizon}", (), Backtest(horizon), History(9, 9))


@pytest.mark.parametrize(("periods", "reaches"), [(1, (28,)), (28, (28,)), (29, (28, 91)), (366, (28, 91, 366))])
def test_as_many_horizons_are_taken_as_are_needed(periods: int, reaches: tuple[int, ...]) -> None:
    assert reaches_for(Granularity.DAY, periods) == reaches


@pytest.mark.parametrize("granularity", GRANULARITIES)
def test_every_granularity_reaches_as_far_as_can_be_asked(granularity: Granularity) -> None:
    assert reaches_for(granularity, MOST_PERIODS)[-1] >= MOST_PERIODS


def test_near_steps_do_not_depend_on_how_far_is_looked() -> None:
    near, far = a_forecast(2, 1.0), a_forecast(4, 9.0)
    both = joined([near, far])

    assert both.mean == (1, 1, 9, 9)
    assert both.lower_80 == (0, 0, 8, 8)
    assert both.upper_95 == (2, 2, 10, 10)
    assert both.backtest.origins == 4
    assert joined([near]) == near
