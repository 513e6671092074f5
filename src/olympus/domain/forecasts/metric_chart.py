"""A metric and its forecast as a chart: what was, what is expected, and the bounds behind it (Vega-Lite 5)."""

from typing import Any

from olympus.domain.calendar.interval import Interval
from olympus.domain.forecasts.metric_forecast import MetricForecast
from olympus.domain.questions.chart import SCHEMA

_WIDTH, _HEIGHT = 480, 260
_PAST_PER_FUTURE = 4
_LEAST_PAST = 28


def chart_of(made: MetricForecast) -> dict[str, Any]:
    """The latest values, and the points with their intervals at 80 and 95 %."""
    history = made.history
    count = max(_PAST_PER_FUTURE * len(made.points), _LEAST_PAST)
    past = list(zip(history.units, history.values, strict=True))[-count:]
    known = [{"time": _time(made, unit), "value": value} for unit, value in past if value is not None]
    expected = [
        {
            "time": _time(made, point.unit),
            "value": point.mean,
            "lower_80": point.lower_80,
            "upper_80": point.upper_80,
            "lower_95": point.lower_95,
            "upper_95": point.upper_95,
        }
        for point in made.points
    ]
    metric = history.request.metric
    title = f"{metric.label} ({history.currency})" if metric.unit == "money" and history.currency else metric.label
    single = len(expected) == 1
    return {
        "$schema": SCHEMA,
        "width": _WIDTH,
        "height": _HEIGHT,
        "encoding": {"x": {"field": "time", "type": "temporal", "title": None}},
        "layer": [
            _bounds(expected, "95", 0.15, single=single),
            _bounds(expected, "80", 0.3, single=single),
            _line(known, title, {"type": "line", "point": True, "tooltip": True}),
            _line(expected, title, {"type": "line", "point": True, "tooltip": True, "strokeDash": [4, 3]}),
        ],
    }


def _line(points: list[dict[str, Any]], title: str, mark: dict[str, Any]) -> dict[str, Any]:
    value = {"field": "value", "type": "quantitative", "title": title}
    return {"data": {"values": points}, "mark": mark, "encoding": {"y": value}}


def _bounds(points: list[dict[str, Any]], level: str, opacity: float, *, single: bool) -> dict[str, Any]:
    """A band, or a bar where there is one point, of which an area would show nothing."""
    return {
        "data": {"values": points},
        "mark": {
            "type": "rule" if single else "area",
            "opacity": opacity,
            **({"strokeWidth": 8} if single else {}),
        },
        "encoding": {
            "y": {"field": f"lower_{level}", "type": "quantitative"},
            "y2": {"field": f"upper_{level}"},
        },
    }


def _time(made: MetricForecast, unit: Interval) -> str:
    return unit.bounds[0].astimezone(made.history.settings.zone).isoformat()
