"""An interpretation said as a question again: reading that gives the same interpretation."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Direction, Filter, Value
from olympus.domain.questions.dimension_words import DAYS, WEEKDAYS
from olympus.domain.questions.interpretation import AskedTime, Intent, Interpretation
from olympus.domain.questions.tenant_values import Names
from olympus.domain.time_expressions.vocabulary import DAYPARTS

_OPENINGS = {
    Intent.FORECAST: "forecast of",
    Intent.RECOMMENDATION: "recommend",
    Intent.ANOMALY: "why did",
    Intent.COMPARISON: "compare",
    Intent.TREND: "trend of",
}

_COMPARISONS = {
    Comparison.PREVIOUS_PERIOD: "with the previous period",
    Comparison.PREVIOUS_YEAR: "year over year",
    Comparison.PREVIOUS_YEAR_WEEKDAYS: "with the same weekdays last year",
}


def said_again(asked: Interpretation, zone: ZoneInfo, names: Names) -> str:
    """The question in the words of the catalogue, with values by their names and times in `zone`.

    Help and what is unknown are said as they came.
    """
    if asked.intent in (Intent.HELP, Intent.UNKNOWN):
        return asked.raw
    return " ".join(filter(None, _phrases(asked, zone, names)))


def _phrases(asked: Interpretation, zone: ZoneInfo, names: Names) -> Iterator[str]:
    yield _OPENINGS.get(asked.intent, "")
    if asked.order:
        top = "top" if asked.order is Direction.DESCENDING else "bottom"
        yield f"{top} {asked.limit}" if asked.limit else top
    yield " and ".join(CATALOGUE[name].label.lower() for name in asked.metrics) or "overview"
    yield "change" if asked.intent is Intent.ANOMALY else ""
    if asked.group_by:
        yield "by " + " and ".join(each.replace("_", " ") for each in asked.group_by)
    if asked.granularity:
        yield f"per {asked.granularity}"
    for chosen in sorted(asked.filters, key=lambda each: each.negated):
        yield _filter(chosen, names)
    yield _time(asked.horizon or asked.time, zone)
    yield _COMPARISONS.get(asked.comparison, "")


def _filter(chosen: Filter, names: Names) -> str:
    opening = "excluding " if chosen.negated else "for "
    if chosen.dimension in (Dimension.DAY_OF_WEEK, Dimension.HOUR_OF_DAY):
        return opening + " and ".join(_recurring(chosen))
    label, known = chosen.dimension.replace("_", " "), names.get(chosen.dimension, {})
    return opening + " and ".join(f'{label} "{known.get(str(value), value)}"' for value in chosen.values)


def _recurring(chosen: Filter) -> list[str]:
    """Days of the week and parts of the day by the words that there are for them."""
    if chosen.dimension is Dimension.DAY_OF_WEEK:
        sets: dict[tuple[Value, ...], str] = {
            tuple(WEEKDAYS[number - 1] for number in numbers): phrase for phrase, numbers in DAYS.items()
        }
        return [sets[chosen.values]] if chosen.values in sets else [f"{day}s" for day in chosen.values]
    for phrase, (begins, ends) in DAYPARTS.items():
        if chosen.values == tuple(range(begins // 60, ends // 60)):
            return [phrase]
    return [str(value) for value in chosen.values]


def _time(time: AskedTime, zone: ZoneInfo) -> str:
    if time.name == "all_time":
        return ""
    if time.name != "custom":
        start, slash, end = time.name.partition("/")
        return f"from {start} to {end}" if slash else time.name.replace("_", " ")
    since, until = (each and each.astimezone(zone) for each in (time.interval.start, time.interval.end))
    if since and until:
        return f"from {since:%Y-%m-%d %H:%M} to {until:%Y-%m-%d %H:%M}"
    return f"since {since:%Y-%m-%d}" if since else f"before {until:%Y-%m-%d}" if until else ""
