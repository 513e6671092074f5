"""Figures, dates and values as a sentence has them."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from olympus.domain.calendar.change import Direction
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.metric import Metric, Unit
from olympus.domain.money import minor_unit, rounded, shortest
from olympus.domain.query.answer import Answer, Reading
from olympus.domain.query.metric_query import Value
from olympus.domain.questions.dimension_words import WEEKDAYS


def amount(metric: Metric, value: Decimal | None, currency: str | None) -> str:
    """ "12,345.60 EUR", "1,204", "4.2 %"; "nothing to tell" where there is no figure."""
    if value is None:
        return "nothing to tell"
    match metric.unit:
        case Unit.MONEY:
            return f"{rounded(value, minor_unit(currency)):,f} {currency or ''}".rstrip()
        case Unit.RATIO:
            return f"{rounded(value * 100, 1):,f} %"
        case _:
            return f"{shortest(value):,f}"


def signed(metric: Metric, value: Decimal, currency: str | None) -> str:
    """A difference: "+120.00 EUR", "-3"."""
    return f"{'+' if value > 0 else ''}{amount(metric, value, currency)}"


def change_in_words(reading: Reading) -> str:
    """ "up 4.2 % from 1,000 EUR"; empty where nothing is compared or known."""
    change = reading.change
    if change is None or change.direction is None:
        return ""
    before = amount(reading.metric, reading.previous, reading.currency)
    if change.percentage is None:
        return f"from {before}"
    size = f"{rounded(abs(change.percentage), 1):,f} %"
    if change.direction is Direction.STABLE:
        return f"about as much as before ({before})"
    return f"{change.direction} {size} from {before}"


def dates_in_words(interval: Interval, zone: ZoneInfo) -> str:
    """ "9 to 15 March 2026"; with the times of day where it is no row of days."""
    if interval.start is None or interval.end is None:
        return "all time"
    start, end = interval.start.astimezone(zone), interval.end.astimezone(zone)
    if start.time() != end.time() or start.second:
        return f"{start:%-d %B %Y %H:%M} to {end:%-d %B %Y %H:%M}"
    last = end - timedelta(days=1)
    if last.date() <= start.date():
        return f"{start:%-d %B %Y}"
    return f"{_shortened(start, last)} to {last:%-d %B %Y}"


def _shortened(start: datetime, last: datetime) -> str:
    if start.year != last.year:
        return f"{start:%-d %B %Y}"
    return f"{start:%-d}" if start.month == last.month else f"{start:%-d %B}"


def point_in_words(start: datetime, answer: Answer) -> str:
    """What a point of a chart is called: "Mon 16 November 2026", "March 2026", "2026"."""
    local = start.astimezone(answer.settings.zone)
    match answer.query.granularity:
        case Granularity.HOUR:
            return f"{local:%-d %B %Y %H:%M}"
        case Granularity.WEEK:
            return f"the week of {local:%-d %B %Y}"
        case Granularity.MONTH:
            return f"{local:%B %Y}"
        case Granularity.QUARTER:
            return f"the quarter from {local:%B %Y}"
        case Granularity.YEAR:
            return f"{local:%Y}"
        case _:
            return f"{local:%a %-d %B %Y}"


def value_in_words(dimension: Dimension, value: Value, answer: Answer) -> str:
    """What a value of a dimension is called."""
    if value is None:
        return "(none)"
    if dimension is Dimension.DAY_OF_WEEK and isinstance(value, int):
        return WEEKDAYS[value - 1]
    if dimension is Dimension.HOUR_OF_DAY:
        return f"{value}:00"
    return answer.names.get(str(value), str(value))
