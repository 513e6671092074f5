"""Reads phrases for a tenant in UTC, with weeks from Monday, on Wednesday 18 March 2026 at ten."""

from datetime import UTC, datetime

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.tenant import TenantSettings
from olympus.domain.time_expressions.grammar import TimeGrammar
from olympus.domain.time_expressions.reading import TimeReading
from olympus.domain.time_expressions.words import words_of

NOW = datetime(2026, 3, 18, 10, tzinfo=UTC)
GRAMMAR = TimeGrammar(BusinessCalendar(TenantSettings()))


def read(text: str, settings: TenantSettings | None = None, now: datetime = NOW) -> TimeReading:
    """The reading of a text that is known to be about time."""
    grammar = TimeGrammar(BusinessCalendar(settings)) if settings else GRAMMAR
    reading = grammar.read(text, now)
    assert isinstance(reading, TimeReading), f"{text}: {reading.reason}"
    return reading


def interval(text: str, settings: TenantSettings | None = None, now: datetime = NOW) -> str:
    """The interval as two local times with a slash between, without what is midnight or open."""
    reading = read(text, settings, now)
    zone = (settings or TenantSettings()).zone
    bounds = (reading.interval.start, reading.interval.end)
    return "/".join(
        each.astimezone(zone).strftime("%Y-%m-%dT%H:%M").removesuffix("T00:00") if each else "" for each in bounds
    )


def found(question: str) -> list[str]:
    """The words of a question that were taken as time."""
    words = words_of(question)
    readings = GRAMMAR.find(words, NOW)
    return [question[words[each.first].start : words[each.last - 1].end] for each in readings]
