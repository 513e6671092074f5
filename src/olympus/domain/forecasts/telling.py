"""A forecast in a sentence."""

from decimal import Decimal

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.forecasts.forecast_request import ForecastRequest
from olympus.domain.forecasts.metric_forecast import ForecastPoint, MetricForecast
from olympus.domain.forecasts.metric_history import MetricHistory
from olympus.domain.metrics.metric import Metric, Sum, Unit
from olympus.domain.money import minor_unit, rounded
from olympus.domain.questions.amounts import amount, dates_in_words

_DIGITS = {Unit.RATIO: 6}
_USUAL_DIGITS = 2
"""Half an order is expected now and then; a thousandth of one tells nobody anything."""


def figure(metric: Metric, value: float, currency: str | None) -> Decimal:
    """An expected value with as many digits as make sense: money to its smallest coin."""
    digits = minor_unit(currency) if metric.unit is Unit.MONEY else _DIGITS.get(metric.unit, _USUAL_DIGITS)
    return rounded(Decimal(repr(value)), digits)


def label_of(unit: Interval, history: MetricHistory) -> str:
    """What a unit is called: "Tue 24 November 2026", "week of 23 November 2026", "November 2026"."""
    calendar = BusinessCalendar(history.settings)
    start = unit.bounds[0]
    if history.request.granularity is Granularity.HOUR:
        return f"{calendar.wall_time(start):%a %-d %B %Y %H:%M}"
    day = calendar.date_of(start)
    match history.request.granularity:
        case Granularity.DAY:
            return f"{day:%a %-d %B %Y}"
        case Granularity.MONTH if day.day == 1:
            return f"{day:%B %Y}"
        case granularity:
            return f"{granularity} of {day:%-d %B %Y}"


def sentence_of(made: MetricForecast) -> str:
    """What comes first and, of what adds up, what all of it comes to, set beside as long a time before."""
    history, first = made.history, made.points[0]
    metric = history.request.metric
    verb = "are" if metric.label.endswith("s") else "is"
    told = f"{metric.label} {verb} expected to be {amount_of(first.mean, history)} {_when(first.unit, history)}"
    told += f", most likely between {amount_of(first.lower_80, history)} and {amount_of(first.upper_80, history)}"
    if len(made.points) == 1:
        return f"{told}."
    if not isinstance(metric.formula, Sum):
        last = made.points[-1]
        return f"{told}, and {amount_of(last.mean, history)} in the end, {label_of(last.unit, history)}."
    return f"{told}; {_all_of(made)}."


def sentence_of_all(made: MetricForecast) -> str:
    """What all points of something that adds up come to."""
    metric = made.history.request.metric
    verb = "are" if metric.label.endswith("s") else "is"
    return f"{metric.label} {verb} expected to be {_all_of(made)}."


def _when(unit: Interval, history: MetricHistory) -> str:
    label = label_of(unit, history)
    if history.request.granularity in (Granularity.DAY, Granularity.HOUR):
        return f"on {label}"
    return f"in the {label}" if " of " in label else f"in {label}"


def _all_of(made: MetricForecast) -> str:
    history, count = made.history, len(made.points)
    whole = Interval(made.points[0].unit.bounds[0], made.points[-1].unit.bounds[1])
    dates = dates_in_words(whole, history.settings.zone)
    told = f"{amount_of(made.total, history)} in the {count} {history.request.granularity}s from {dates}"
    before = [value or 0.0 for value in history.values[-count:]]
    if len(before) < count or not sum(before):
        return told
    change = round(100 * (made.total / sum(before) - 1))
    direction = "more" if change > 0 else "less"
    beside = f"{abs(change)} % {direction} than" if change else "about as much as"
    return f"{told}, {beside} in the last {count}"


def amount_of(value: float, history: MetricHistory) -> str:
    """ "1,210.40 EUR", "62", "4.2 %": an expected value as people read it."""
    metric = history.request.metric
    return amount(metric, figure(metric, value, history.currency), history.currency)


def with_sensible_digits(point: ForecastPoint, history: MetricHistory) -> ForecastPoint:
    """The point as it will be shown, so that what is added up from it agrees with what is seen."""
    metric, currency = history.request.metric, history.currency

    def shown(value: float) -> float:
        return float(figure(metric, value, currency))

    return ForecastPoint(
        point.unit,
        shown(point.mean),
        shown(point.lower_80),
        shown(point.upper_80),
        shown(point.lower_95),
        shown(point.upper_95),
    )


def notes_on(request: ForecastRequest, history: MetricHistory) -> tuple[str, ...]:
    """What should be known of the history before the figures are relied on."""
    notes = list(request.notes)
    if history.silent_since:
        day = BusinessCalendar(history.settings).date_of(history.silent_since)
        notes.append(
            f"Nothing has been heard of this tenant since {day:%-d %B %Y}: the forecast goes on from there."
        )
    return tuple(notes)
