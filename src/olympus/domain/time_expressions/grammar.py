"""Finds the time expressions of a question, or reads a text that is one."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.reach import FIRST_YEAR, LAST_YEAR, BeyondCalendar
from olympus.domain.time_expressions.expressions import expression, may_begin
from olympus.domain.time_expressions.moments import Meaning, instants
from olympus.domain.time_expressions.phrase import Phrase
from olympus.domain.time_expressions.reading import TimeReading, TimeUnread
from olympus.domain.time_expressions.recurrence import Days
from olympus.domain.time_expressions.rules import RULES
from olympus.domain.time_expressions.words import Word, words_of

_MOST_READINGS = 8
"""More times are in no question that somebody asks; what comes after them is not read as time."""


class TimeGrammar:
    """Reads English time phrases for one tenant, whose calendar says what a day or a week is."""

    def __init__(self, calendar: BusinessCalendar) -> None:
        self._calendar = calendar

    def find(self, words: Sequence[Word], now: datetime) -> list[TimeReading]:
        """Every time expression among the words, from left to right, none within another.

        Words that may mean something else ("may", "second", 2000) count as time only
        where their neighbours say so.
        """
        texts = tuple([word.text for word in words])
        return self._readings(self._phrase(texts, now, eager=False), words)[0]

    def read(self, text: str, now: datetime) -> TimeReading | TimeUnread:
        """The longest time expression of a text that is known to be about time."""
        words = words_of(text)
        texts = tuple([word.text for word in words])
        readings, beyond = self._readings(self._phrase(texts, now, eager=True), words)
        if readings:
            return max(readings, key=lambda reading: reading.last - reading.first)
        if beyond:
            return TimeUnread(f"This reaches beyond the years {FIRST_YEAR} to {LAST_YEAR}.")
        return TimeUnread("There is no time in this that I understand." if texts else "There is nothing to read.")

    def _phrase(self, texts: tuple[str, ...], now: datetime, *, eager: bool) -> Phrase:
        return Phrase(texts, now, self._calendar, RULES, eager=eager)

    def _readings(self, phrase: Phrase, words: Sequence[Word]) -> tuple[list[TimeReading], bool]:
        """The readings, and whether any phrase named a time beyond the calendar."""
        readings: list[TimeReading] = []
        beyond, at = False, 0
        while at < len(words) and len(readings) < _MOST_READINGS:
            if may_begin(phrase.texts[at], phrase.texts[at + 1]):
                try:
                    found = expression(phrase, at)
                    if found and (reading := _reading(phrase, words, at, *found)):
                        readings.append(reading)
                        at = found[1]
                        continue
                except BeyondCalendar:
                    beyond = True
            at += 1
        return readings, beyond


def _reading(phrase: Phrase, words: Sequence[Word], first: int, meaning: Meaning, last: int) -> TimeReading | None:
    interval = Interval(*instants(meaning, phrase.calendar))
    if interval.is_empty and meaning.preset is None:
        return None
    while phrase.texts[first] in {"in", "on", "at", "for", "during"}:
        first += 1
    preset = meaning.preset or (_written(meaning) if isinstance(meaning, Days) else None)
    is_future = interval.start is not None and interval.start > phrase.now
    assumptions = _assumptions(words[first:last], meaning.notes) if meaning.notes else ()
    return TimeReading(first, last, interval, meaning.unit, preset, assumptions, is_future)


def _assumptions(words: Sequence[Word], notes: Sequence[str]) -> tuple[str, ...]:
    """Sentences that say as what the words were read."""
    said = "".join(
        (" " if before and before.end < word.start else "") + word.text
        for before, word in zip([None, *words], words, strict=False)
    )
    return tuple(f'read "{said}" as {note}' for note in dict.fromkeys(notes))


def _written(days: Days) -> str:
    """The days as the catalogue writes them, after ISO 8601."""
    first, last = date.fromordinal(days.first), date.fromordinal(days.after - 1)
    if first == last:
        return first.isoformat()
    ends_a_month = (last + timedelta(1)).day == 1
    if first.day == 1 and ends_a_month:
        length = (last.year - first.year) * 12 + last.month - first.month + 1
        if length == 1:
            return f"{first:%Y-%m}"
        if length == 3 and first.month % 3 == 1 and days.unit is Granularity.QUARTER:
            return f"{first.year:04}-Q{first.month // 3 + 1}"
        if length == 12 and first.month == 1:
            return f"{first.year:04}"
    return f"{first.isoformat()}/{last.isoformat()}"
