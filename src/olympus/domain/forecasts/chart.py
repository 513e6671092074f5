"""Forecasts as a chart: the history as a line that goes on, with its intervals behind it (Vega-Lite 5).

https://vega.github.io/vega-lite/docs/spec.html
"""

from collections.abc import Sequence
from typing import Any

from olympus.domain.forecasts.forecast import Forecast
from olympus.domain.forecasts.series import Series, is_missing
from olympus.domain.questions.chart import SCHEMA

_WIDTH, _HEIGHT = 640, 260
_MOST_CHARTS = 20
_HORIZONS_OF_HISTORY = 5
"""So much of the past is drawn, in horizons, that the future can still be seen."""


def chart_of(drawn: Sequence[tuple[Series, Forecast]]) -> dict[str, Any]:
    """One panel below the other for each series, at most twenty; steps are counted from the latest value (0)."""
    return {"$schema": SCHEMA, "vconcat": [_panel(*each) for each in drawn[:_MOST_CHARTS]]}


def _panel(series: Series, forecast: Forecast) -> dict[str, Any]:
    before = series.values[-max(_HORIZONS_OF_HISTORY * series.horizon, 30) :]
    past = [
        {"step": place - len(before) + 1, "value": value}
        for place, value in enumerate(before)
        if not is_missing(value)
    ]
    bounds = zip(
        forecast.mean,
        forecast.lower_80,
        forecast.upper_80,
        forecast.lower_95,
        forecast.upper_95,
        strict=True,
    )
    names = ("value", "lower_80", "upper_80", "lower_95", "upper_95")
    future = [{"step": step, **dict(zip(names, each, strict=True))} for step, each in enumerate(bounds, 1)]
    axis = {"field": "step", "type": "quantitative", "title": None}
    return {
        "title": series.id,
        "width": _WIDTH,
        "height": _HEIGHT,
        "layer": [
            _band(future, axis, "95", 0.15),
            _band(future, axis, "80", 0.25),
            _line(past, axis, "#444444"),
            _line(future, axis, "#1f77b4"),
        ],
    }


def _line(points: list[dict[str, Any]], axis: dict[str, Any], colour: str) -> dict[str, Any]:
    value = {"field": "value", "type": "quantitative", "title": None}
    return {
        "data": {"values": points},
        "mark": {"type": "line", "color": colour},
        "encoding": {"x": axis, "y": value},
    }


def _band(points: list[dict[str, Any]], axis: dict[str, Any], level: str, opacity: float) -> dict[str, Any]:
    return {
        "data": {"values": points},
        "mark": {"type": "area", "color": "#1f77b4", "opacity": opacity},
        "encoding": {
            "x": axis,
            "y": {"field": f"lower_{level}", "type": "quantitative", "title": None},
            "y2": {"field": f"upper_{level}"},
        },
    }
