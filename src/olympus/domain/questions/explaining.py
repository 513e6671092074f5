"""How a question was read: every phrase with what it was taken for, and how sure that is."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from olympus.domain.questions.interpretation import Match
from olympus.domain.questions.meaning import (
    Beyond,
    Count,
    Cue,
    DimensionNamed,
    Every,
    Meaning,
    MetricNamed,
    Quoted,
    Rank,
    State,
    Unit,
    Unread,
    ValueNamed,
    Versus,
)
from olympus.domain.questions.question import Question
from olympus.domain.questions.term import Term
from olympus.domain.time_expressions.reading import TimeReading


def confidence(question: Question) -> float:
    """The part of the words that carry meaning which were understood, names that were guessed counting half."""
    weights = [_weight(term) for term in question.terms if term.meaning is not Cue.STOP]
    return round(sum(weights) / len(weights), 2) if weights else 0.0


def _weight(term: Term) -> float:
    match term.meaning:
        case Unread.UNREAD:
            return 0.0
        case Quoted() | Beyond():
            return 0.5
        case _:
            return 1.0


def matches(text: str, question: Question) -> Iterator[Match]:
    """The phrases of the text that were understood, each with what it was read as."""
    for term in question.terms:
        meaning = term.meaning
        said = _time_as(meaning) if isinstance(meaning, TimeReading) else _read_as(meaning)
        if said:
            yield Match(text[term.start : term.end], term.start, term.end, said)


def _time_as(time: TimeReading) -> str:
    return f"time {time.preset or 'custom'}"


@lru_cache(maxsize=1024)
def _read_as(meaning: Meaning) -> str | None:
    if isinstance(meaning, Cue):
        return None if meaning is Cue.STOP else f"word for {meaning.name.lower().replace('_', ' ')}"
    said = _SAID.get(type(meaning))
    return said(meaning) if said else None


def _value(meaning: ValueNamed) -> str:
    dimension, values = meaning.choices[0]
    return f"{dimension} {', '.join(map(str, values))}"


_SAID: dict[type, Callable[[Any], str]] = {
    MetricNamed: lambda metric: f"metric {metric.name}",
    DimensionNamed: lambda named: f"dimension {named.dimension}",
    ValueNamed: _value,
    Quoted: lambda quoted: f"name {quoted.text}",
    Every: lambda every: f"granularity {every.granularity}",
    Unit: lambda unit: f"granularity {unit.granularity}",
    Versus: lambda versus: f"comparison {versus.comparison}",
    Rank: lambda rank: f"order {rank.direction}",
    Count: lambda count: f"number {count.number}",
    State: lambda state: f"state {state.name.lower()}",
    Beyond: lambda beyond: f"beyond {beyond.what}",
}
