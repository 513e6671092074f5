"""Whole time expressions, whatever their form."""

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.time_expressions.moments import Moments
from olympus.domain.time_expressions.openings import CLOSERS, OPENERS, by_first, listed, opened, opened_at
from olympus.domain.time_expressions.periods import period
from olympus.domain.time_expressions.phrase import Phrase
from olympus.domain.time_expressions.ranges import range_at
from olympus.domain.time_expressions.rules import RULES
from olympus.domain.time_expressions.timed import Settled
from olympus.domain.time_expressions.vocabulary import (
    CONNECTORS,
    DAYPARTS,
    DIRECTIONS,
    FILLERS,
    LONGER_UNITS,
    MINUTES,
    MONTHS,
    ORDINAL_ENDINGS,
    SECONDS,
    UNITS,
    WEEKDAY_PLURALS,
    WEEKDAYS,
    words,
)

_ALL_TIME = (
    "all time", "all - time", "ever", "since the beginning", "since the start", "since inception", "since forever",
    "lifetime to date", "since day one", "of all time", "from the beginning", "since the very beginning",
)  # fmt: skip

_ALL_TIME_BY_FIRST = by_first(dict.fromkeys(_ALL_TIME, "all_time"))

STARTERS = frozenset(
    {
        *RULES,
        *OPENERS,
        *_ALL_TIME_BY_FIRST,
        *DAYPARTS,
        "the",
        "between",
        "tonight",
        "in",
        "year",
        "noon",
        "midnight",
    }
)
"""The words with which an expression may begin, besides numbers."""

_AFTER_NUMBERS = frozenset(
    {*MONTHS, *UNITS, *LONGER_UNITS, *MINUTES, *SECONDS, *DIRECTIONS, *FILLERS, *WEEKDAYS, *WEEKDAY_PLURALS}
    | {*ORDINAL_ENDINGS, *CONNECTORS, *words("/ . : , am pm a p s 's q h of in and o'clock of more half day"), ""}
)
"""What follows a number that is part of a time."""


def may_begin(word: str, following: str) -> bool:
    """Whether an expression may begin with a word, as far as that word and the next one tell."""
    if word.isdecimal():
        return len(word) >= 4 or following in _AFTER_NUMBERS
    return word in STARTERS


def expression(phrase: Phrase, at: int) -> Settled | None:
    """The longest time expression that begins there. Raises BeyondCalendar."""
    if all_time := listed(phrase, at, _ALL_TIME_BY_FIRST):
        return _all_time(phrase, at, all_time[1])
    if since_or_until := opened(phrase, at):
        closing = listed(phrase, since_or_until[1], CLOSERS)  # "from 2014 onwards"
        return (since_or_until[0], closing[1]) if closing else since_or_until
    found = range_at(phrase, at)
    if found is None:
        return None
    closing = listed(phrase, phrase.skip(found[1], ","), CLOSERS)
    return (opened_at(phrase, found[0], closing[0]), closing[1]) if closing else found


def _all_time(phrase: Phrase, at: int, after: int) -> Settled | None:
    if phrase.texts[after] == "of" or period(phrase, after):  # "since the beginning of May"
        return opened(phrase, at)
    return Moments(None, None, Granularity.MONTH, "all_time"), after
