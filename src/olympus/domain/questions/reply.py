"""What is said to a question: an answer as one sentence, with units, currency and dates; or why there is none."""

from collections.abc import Sequence
from dataclasses import replace

from olympus.domain.metrics.metric import Sum
from olympus.domain.query.answer import Answer, Reading, Row
from olympus.domain.query.metric_query import Filter
from olympus.domain.questions.amounts import (
    amount,
    change_in_words,
    dates_in_words,
    point_in_words,
    signed,
    value_in_words,
)
from olympus.domain.questions.contributions import ByDimension
from olympus.domain.questions.interpretation import Intent, Interpretation

_NAMED_AT_MOST = 3
_ENOUGH_POINTS = 3


def sentence_of(asked: Interpretation, answer: Answer) -> str:
    """What the answer says, in words. The rows that it names are the first of those that are shown."""
    if asked.intent is Intent.FORECAST:
        return f"So far: {_told(replace(asked, intent=Intent.TREND), answer)}"
    return _told(asked, answer)


def _told(asked: Interpretation, answer: Answer) -> str:
    about = f"{_among(answer)} {_when(answer)}".strip()
    if answer.query.dimensions or (asked.limit and answer.query.granularity):
        return _of_rows(asked, answer, about)
    readings = list(answer.totals.values())
    if len(readings) > 1:
        told = _joined([f"{_label(each)} {_figure(each)}" for each in readings])
        return f"{about[0].upper()}{about[1:]}: {told}."
    told = f"{readings[0].metric.label} {about} {_verb(readings[0])} {_figure(readings[0])}"
    return f"{told}{_extremes(answer)}."


def _label(reading: Reading) -> str:
    return reading.metric.label.lower()


def _figure(reading: Reading) -> str:
    change = change_in_words(reading)
    told = amount(reading.metric, reading.value, reading.currency)
    return f"{told}, {change}" if change else told


def _verb(reading: Reading) -> str:
    plural = reading.metric.label.split()[0].endswith("s") or reading.metric.label.endswith("s")
    return "were" if plural else "was"


def _of_rows(asked: Interpretation, answer: Answer, about: str) -> str:
    total = next(iter(answer.totals.values()))
    if not answer.rows:
        return f"There is nothing to tell of {_label(total)} {about}."
    named = [_row(row, answer) for row in answer.rows[:_NAMED_AT_MOST]]
    more = min(answer.rows_in_all, asked.limit or answer.rows_in_all) - len(named)
    rest = f", and {more:,} more" if more > 0 else ""
    adds_up = isinstance(total.metric.formula, Sum) and not asked.limit
    whole = f"; {amount(total.metric, total.value, total.currency)} in all" if adds_up else ""
    return f"{total.metric.label} {about}: {_joined(named)}{rest}{whole}."


def _row(row: Row, answer: Answer) -> str:
    names = [value_in_words(dimension, value, answer) for dimension, value in row.values.items()]
    if row.bucket and row.bucket.start:
        names.append(point_in_words(row.bucket.start, answer))
    reading = next(iter(row.readings.values()))
    change = change_in_words(reading)
    told = f"{', '.join(names)} with {amount(reading.metric, reading.value, reading.currency)}"
    return f"{told} ({change})" if change else told


def _extremes(answer: Answer) -> str:
    """The highest and the lowest point of a line, where it has both."""
    unit = answer.query.granularity
    known = [row for row in answer.rows if next(iter(row.readings.values())).value is not None]
    if unit is None or len(known) < _ENOUGH_POINTS or answer.rows_in_all > len(answer.rows):
        return ""
    ranked = sorted(known, key=lambda row: next(iter(row.readings.values())).value or 0)
    return f"; the highest {unit} was {_row(ranked[-1], answer)}, the lowest {_row(ranked[0], answer)}"


def _when(answer: Answer) -> str:
    name, dates = answer.timeframe.name, dates_in_words(answer.timeframe.interval, answer.settings.zone)
    if dates == "all time":
        return "over all time"
    words = name.lower().replace("_", " ")
    if words != "custom" and words[0].isalpha() and words.replace(" ", "").isalnum():
        return f"{words} ({dates})"
    return f"from {dates}" if " to " in dates else f"on {dates}"


def _among(answer: Answer) -> str:
    said = [_filter(each, answer) for each in answer.query.filters]
    return _joined(said) if said else ""


def _filter(chosen: Filter, answer: Answer) -> str:
    values = [value_in_words(chosen.dimension, value, answer) for value in chosen.values]
    label = chosen.dimension.replace("_", " ")
    return f"{'without' if chosen.negated else 'for'} {label} {_joined(values)}"


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


HELP = (
    "Ask for figures such as revenue, orders, customers, payments, logins or stock: over a time (last week, "
    "March, year to date), by location, channel, product, category, payment method, hour or weekday, for a "
    "value or without one, compared with the period before or the year before. Ask why a figure changed."
)


def not_answered(asked: Interpretation) -> str:
    """Why there is no figure: what is asked back, or what cannot be told."""
    if asked.clarification:
        return asked.clarification.question
    return asked.explanation or "This could not be read."


def is_answered(asked: Interpretation) -> bool:
    """Whether there are figures for it."""
    return asked.intent not in (Intent.UNKNOWN, Intent.HELP) and asked.clarification is None


_TOLD_AT_MOST = 2


def because(why: Sequence[ByDimension], answer: Answer) -> str:
    """The contributions that tell most, as a sentence; empty without any."""
    if not why:
        return ""
    metric = answer.query.metrics[0]
    first = why[0]
    currency = answer.totals[metric.name].currency
    told = [
        f"{value_in_words(first.dimension, each.value, answer)} {signed(metric, each.change, currency)}"
        for each in first.contributions[:_TOLD_AT_MOST]
        if each.change
    ]
    if not told:
        return "Nothing in it changed."
    label = first.dimension.replace("_", " ")
    return f"By {label}, {_joined(told)} of {signed(metric, first.change, currency)} in all."
