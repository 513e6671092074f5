"""A chart of forecasts: one panel for each series, the past as a line and the future with its intervals."""

from olympus.domain.forecasts.chart import chart_of
from olympus.domain.forecasts.forecast import Backtest, Forecast, History
from olympus.domain.forecasts.series import series_of

FORECAST = Forecast(
    id="tea",
    mean=(4.0, 5.0),
    lower_80=(3.0, 3.5),
    upper_80=(5.0, 6.5),
    lower_95=(2.0, 2.5),
    upper_95=(6.0, 7.5),
    model="combination",
    components=(),
    backtest=Backtest(0),
    history=History(3, 2),
)
SERIES = series_of("tea", [1.0, None, 3.0], horizon=2)


def test_steps_are_counted_from_the_latest_value_and_what_is_missing_is_not_drawn() -> None:
    (panel,) = chart_of([(SERIES, FORECAST)])["vconcat"]
    *bands, past, future = panel["layer"]

    assert panel["title"] == "tea"
    assert past["data"]["values"] == [{"step": -2, "value": 1.0}, {"step": 0, "value": 3.0}]
    assert [(each["step"], each["value"]) for each in future["data"]["values"]] == [(1, 4.0), (2, 5.0)]
    assert [band["encoding"]["y2"]["field"] for band in bands] == ["upper_95", "upper_80"]
    assert bands[0]["data"]["values"][1]["lower_95"] == 2.5


def test_no_more_than_twenty_series_are_drawn() -> None:
    assert len(chart_of([(SERIES, FORECAST)] * 30)["vconcat"]) == 20
