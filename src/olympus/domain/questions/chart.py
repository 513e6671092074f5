"""The chart that fits an answer, as a specification of Vega-Lite 5 with its data inside.

https://vega.github.io/vega-lite/docs/spec.html
"""

from typing import Any

from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.metric import Metric, Unit
from olympus.domain.query.answer import Answer, Row
from olympus.domain.questions.amounts import value_in_words

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"

_MOST_BARS = 20
_WIDTH, _BAR_HEIGHT = 480, 22
_IN_ORDER = (Dimension.HOUR_OF_DAY, Dimension.DAY_OF_WEEK)
"""Dimensions whose values have an order of their own."""


def chart_of(answer: Answer) -> dict[str, Any] | None:
    """Lines over time, bars for what is told apart, two bars for a comparison; None for one figure.

    Of several metrics the first is drawn.
    """
    query = answer.query
    if not answer.rows:
        return None
    if query.granularity:
        return _lines(answer)
    if query.dimensions:
        return _bars(answer)
    return _two_bars(answer) if answer.compared else None


def _lines(answer: Answer) -> dict[str, Any]:
    metric = answer.query.metrics[0]
    by = answer.query.dimensions[0] if answer.query.dimensions else None
    points = []
    for row in answer.rows:
        point = {"time": _start(row, answer), "value": _number(row, metric)}
        if by:
            point["name"] = value_in_words(by, row.values[by], answer)
        points.append(point)
        if answer.compared and not by:
            points[-1]["name"] = "now"
            points.append({"time": point["time"], "value": _previous(row, metric), "name": "before"})
    named = by is not None or answer.compared is not None
    encoding: dict[str, Any] = {
        "x": {"field": "time", "type": "temporal", "title": None},
        "y": {"field": "value", "type": "quantitative", "title": _title(metric, answer)},
    }
    if named:
        title = by.replace("_", " ") if by else None
        encoding["color"] = {"field": "name", "type": "nominal", "title": title}
    return _spec(answer, {"type": "line", "point": True, "tooltip": True}, points, encoding)


def _bars(answer: Answer) -> dict[str, Any]:
    metric, (by, *others) = answer.query.metrics[0], answer.query.dimensions
    bars = [
        {
            "name": value_in_words(by, row.values[by], answer),
            "value": _number(row, metric),
            **({"part": value_in_words(others[0], row.values[others[0]], answer)} if others else {}),
        }
        for row in answer.rows[:_MOST_BARS]
    ]
    encoding: dict[str, Any] = {
        "y": {
            "field": "name",
            "type": "nominal",
            "title": by.replace("_", " "),
            "sort": "ascending" if by in _IN_ORDER else None,
        },
        "x": {"field": "value", "type": "quantitative", "title": _title(metric, answer)},
    }
    if others:
        encoding["color"] = {"field": "part", "type": "nominal", "title": others[0].replace("_", " ")}
    return _spec(answer, {"type": "bar", "tooltip": True}, bars, encoding)


def _two_bars(answer: Answer) -> dict[str, Any]:
    metric = answer.query.metrics[0]
    row = answer.rows[0]
    bars = [{"name": "before", "value": _previous(row, metric)}, {"name": "now", "value": _number(row, metric)}]
    encoding = {
        "y": {"field": "name", "type": "nominal", "title": None, "sort": None},
        "x": {"field": "value", "type": "quantitative", "title": _title(metric, answer)},
    }
    return _spec(answer, {"type": "bar", "tooltip": True}, bars, encoding)


def _spec(
    answer: Answer, mark: dict[str, Any], values: list[dict[str, Any]], encoding: dict[str, Any]
) -> dict[str, Any]:
    height = 240 if mark["type"] == "line" else {"step": _BAR_HEIGHT}
    return {
        "$schema": SCHEMA,
        "description": answer.query.metrics[0].definition,
        "width": _WIDTH,
        "height": height,
        "data": {"values": values},
        "mark": mark,
        "encoding": encoding,
    }


def _title(metric: Metric, answer: Answer) -> str:
    currency = answer.totals[metric.name].currency if metric.unit is Unit.MONEY else None
    return f"{metric.label} ({currency})" if currency else metric.label


def _start(row: Row, answer: Answer) -> str | None:
    return (
        row.bucket.start.astimezone(answer.settings.zone).isoformat() if row.bucket and row.bucket.start else None
    )


def _number(row: Row, metric: Metric) -> float | None:
    value = row.readings[metric.name].value
    return None if value is None else float(value)


def _previous(row: Row, metric: Metric) -> float | None:
    value = row.readings[metric.name].previous
    return None if value is None else float(value)
