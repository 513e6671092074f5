"""A draft checked like any input: it may name what exists, and nothing that it says of time is believed."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.errors import OlympusError
from olympus.domain.metrics.catalogue import metric_named
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import MOST_ROWS, Direction, Filter, Operator
from olympus.domain.questions.comparing import asked_time
from olympus.domain.questions.draft import Draft, DraftFilter
from olympus.domain.questions.interpretation import AskedTime, Intent, Interpretation
from olympus.domain.questions.meaning import Count, MetricNamed, Quoted, ValueNamed
from olympus.domain.questions.measurable import measurable
from olympus.domain.questions.question import Question
from olympus.domain.questions.tenant_values import Names
from olympus.domain.time_expressions.grammar import TimeGrammar
from olympus.domain.time_expressions.reading import TimeReading
from olympus.domain.time_expressions.words import words_of

SUREST = 0.8
"""No reading of a model is surer than this: it cannot say which words it rests on."""

_MOST_NAMES = 10

_Name = TypeVar("_Name")


def grounded(
    draft: Draft, text: str, *, calendar: BusinessCalendar, names: Names, now: datetime
) -> Interpretation:
    """The interpretation that a draft of reading `text` means. Raises Ungrounded, which says what is made up."""
    if draft.intent not in tuple(Intent):
        raise Ungrounded(f"there is no intent {draft.intent!r}")
    intent = Intent(draft.intent)
    if intent in (Intent.UNKNOWN, Intent.HELP) or not (draft.metrics or intent is Intent.RECOMMENDATION):
        raise Ungrounded("it has no answer either")
    if draft.limit is not None and not (draft.group_by or draft.granularity):
        raise Ungrounded("it limits rows where there are none")
    time, horizon = _time(draft, text, TimeGrammar(calendar), now)
    try:
        asked = Interpretation(
            raw=text,
            intent=intent,
            metrics=tuple(metric_named(name).name for name in _different(draft.metrics)),
            time=time,
            horizon=horizon,
            granularity=Granularity(draft.granularity) if draft.granularity else None,
            group_by=tuple(Dimension(name) for name in _different(draft.group_by)),
            filters=tuple(_filter(each, names) for each in _different(draft.filters)),
            order=Direction(draft.order) if draft.order else None,
            limit=_limit(draft.limit),
            comparison=Comparison(draft.comparison or Comparison.NONE),
            confidence=SUREST,
            assumptions=("a language model read the question; its reading was checked against the catalogue",),
            interpreter="openai",
        )
    except OlympusError as error:
        raise Ungrounded(str(error)) from None
    return measurable(asked)


def _time(draft: Draft, text: str, grammar: TimeGrammar, now: datetime) -> tuple[AskedTime, AskedTime | None]:
    """The time of its phrase, which must be the question's own words; ahead of now it is what is foreseen."""
    if not draft.time_phrase:
        return AskedTime(), None
    if not _holds(text, draft.time_phrase):
        raise Ungrounded("its words for time are not in the question")
    read = grammar.read(draft.time_phrase, now)
    if not isinstance(read, TimeReading):
        raise Ungrounded("its words for time say no time")
    time = asked_time(read)
    if read.is_future is not (draft.intent == Intent.FORECAST):
        raise Ungrounded("only a forecast looks ahead")
    return (AskedTime(), time) if read.is_future else (time, None)


def _holds(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand together in the text, as words."""
    words, wanted = ([word.text for word in words_of(each)] for each in (text, phrase))
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))


def check_keeps(asked: Interpretation, question: Question) -> None:
    """Refuses a reading that leaves out what was understood of the question: times, values, metrics, numbers.

    Raises Ungrounded.
    """
    values = {value for each in asked.filters for value in each.values}
    times = (asked.time.interval, asked.horizon.interval if asked.horizon else None)
    for term in question.terms:
        match term.meaning:
            case TimeReading(interval=interval) if interval not in times and asked.comparison is Comparison.NONE:
                raise Ungrounded(f"it leaves out the time: {term.text}")
            case ValueNamed(choices) if not any(values.issuperset(named) for _, named in choices):
                raise Ungrounded(f"it leaves out a value: {term.text}")
            case MetricNamed(name) if name not in asked.metrics:
                raise Ungrounded(f"it leaves out a figure: {term.text}")
            case Count(number) if number != asked.limit:
                raise Ungrounded(f"it leaves out a number: {term.text}")
            case Quoted():
                raise Ungrounded(f"it leaves out a name: {term.text}")
            case _:
                pass


def _different(named: Iterable[_Name]) -> list[_Name]:
    names = list(dict.fromkeys(named))
    if len(names) > _MOST_NAMES:
        raise Ungrounded("it names too much")
    return names


def _filter(draft: DraftFilter, names: Names) -> Filter:
    dimension, operator = Dimension(draft.dimension), Operator(draft.op)
    known = names.get(dimension)
    if known is None:
        raise Ungrounded(f"values of {dimension} are not its to name")
    by_name = {name.lower(): value for value, name in known.items()} | {value.lower(): value for value in known}
    missing = [value for value in draft.values if value.lower() not in by_name]
    if missing or not draft.values:
        raise Ungrounded(f"there is no such {dimension}")
    values = tuple(dict.fromkeys(by_name[value.lower()] for value in draft.values))
    negated = operator in (Operator.IS_NOT, Operator.NOT_IN)
    if len(values) == 1:
        return Filter(dimension, Operator.IS_NOT if negated else Operator.IS, values)
    return Filter(dimension, Operator.NOT_IN if negated else Operator.IN, values)


def _limit(limit: int | None) -> int | None:
    if limit is not None and not 1 <= limit <= MOST_ROWS:
        raise Ungrounded("its limit is out of range")
    return limit


class Ungrounded(Exception):
    """A draft that names what does not exist, or says what the question does not."""
