"""Whatever is to be continued: what every forecaster promises of its forecasts."""

import math
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from olympus.adapters.numpy_forecaster.forecaster import NumpyForecaster
from olympus.domain.forecasts.forecast import Forecast
from olympus.domain.forecasts.series import CLOSED, DayMarks, Series, series_of
from olympus.ports.forecaster import Forecaster

_NAMES = st.none() | st.sampled_from([CLOSED, "Easter"])


@st.composite
def series(draw: st.DrawFn, numbers: st.SearchStrategy[float]) -> Series:
    values = [*draw(st.lists(st.none() | numbers, max_size=40)), draw(numbers)]
    horizon = draw(st.integers(1, 9))
    marks = DayMarks()
    if draw(st.booleans()):
        past = draw(st.lists(_NAMES, min_size=len(values), max_size=len(values)))
        marks = DayMarks(tuple(past), tuple(draw(st.lists(_NAMES, min_size=horizon, max_size=horizon))))
    season = draw(st.sampled_from([(), (4,), (7,), (3, 6), (7, 365.25)]))
    return series_of("a", values, horizon=horizon, season=season, marks=marks)


any_series = series(st.floats(-1e100, 1e100) | st.integers(-5, 5).map(float))
ordinary = series(st.floats(-1_000, 1_000).map(lambda number: round(number, 2)))
never_negative = series(st.just(0.0) | st.floats(0, 1e15))


@pytest.fixture(scope="module", params=[NumpyForecaster])
def forecaster(request: pytest.FixtureRequest) -> Forecaster:
    made: Forecaster = request.param()
    return made


def numbers_of(forecast: Forecast) -> list[float]:
    bounds = (forecast.lower_95, forecast.lower_80, forecast.mean, forecast.upper_80, forecast.upper_95)
    return list(chain.from_iterable(bounds))


@settings(deadline=None)
@given(asked=any_series)
def test_numbers_are_finite_and_intervals_nested(forecaster: Forecaster, asked: Series) -> None:
    (told,) = forecaster.forecast([asked])

    assert all(map(math.isfinite, numbers_of(told)))
    for step in zip(told.lower_95, told.lower_80, told.mean, told.upper_80, told.upper_95, strict=True):
        assert list(step) == sorted(step)
    assert len(told.mean) == asked.horizon
    assert sum(each.weight for each in told.components) == pytest.approx(1)


@settings(deadline=None)
@given(asked=never_negative)
def test_what_was_never_negative_is_not_expected_to_be(forecaster: Forecaster, asked: Series) -> None:
    (told,) = forecaster.forecast([asked])

    assert min(numbers_of(told)) >= 0


@settings(deadline=None)
@given(asked=any_series)
def test_the_same_series_gives_the_same_forecast(forecaster: Forecaster, asked: Series) -> None:
    assert forecaster.forecast([asked]) == forecaster.forecast([asked])


@settings(deadline=None)
@given(asked=ordinary, others=st.lists(ordinary, max_size=3), before=st.booleans())
def test_a_forecast_does_not_depend_on_the_rest_of_the_batch(
    forecaster: Forecaster, asked: Series, others: list[Series], before: bool
) -> None:
    batch = [*others, asked] if before else [asked, *others]

    told = forecaster.forecast(batch)[-1 if before else 0]

    assert numbers_of(told) == pytest.approx(numbers_of(forecaster.forecast([asked])[0]), rel=1e-5, abs=1e-5)


@settings(deadline=None)
@given(asked=ordinary, power=st.integers(-20, 20))
def test_in_other_units_the_forecast_is_the_same(forecaster: Forecaster, asked: Series, power: int) -> None:
    unit = 2.0**power
    if not any(asked.known):
        return
    rescaled = series_of(
        "a",
        [value if value is None else value * unit for value in asked.values],
        horizon=asked.horizon,
        season=asked.seasons,
        marks=asked.marks,
    )

    told, in_units = (numbers_of(forecaster.forecast([each])[0]) for each in (asked, rescaled))

    assert in_units == pytest.approx([number * unit for number in told], rel=1e-6, abs=1e-6 * unit)


def test_forecasts_come_in_the_order_of_their_series(forecaster: Forecaster) -> None:
    batch = [
        series_of(str(place), [float(place)] * (place + 1), horizon=1 + place % 2, season=season)
        for place, season in enumerate([7, 1, 12, 7, 1])
    ]

    assert [each.id for each in forecaster.forecast(batch)] == ["0", "1", "2", "3", "4"]
    assert forecaster.forecast([]) == []
