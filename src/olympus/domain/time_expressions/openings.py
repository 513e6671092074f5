"""Expressions with one side open: "since May", "before 2020", "2016 and later"."""

from datetime import date, datetime

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.time_expressions.clock import hours_at
from olympus.domain.time_expressions.moments import Meaning, Moments, instants
from olympus.domain.time_expressions.phrase import Phrase
from olympus.domain.time_expressions.ranges import RANGE_LEADS, range_at
from olympus.domain.time_expressions.recurrence import Days
from olympus.domain.time_expressions.timed import Settled, single
from olympus.domain.time_expressions.units import ago

_BEFORE, _THROUGH, _AFTER, _SINCE = "before", "through", "after", "since"


_OPENERS = {
    "before": _BEFORE,
    "prior to": _BEFORE,
    "until": _BEFORE,
    "till": _BEFORE,
    "til": _BEFORE,
    "up to": _BEFORE,
    "up until": _BEFORE,
    "up till": _BEFORE,
    "earlier than": _BEFORE,
    "less than": _BEFORE,
    "older than": _BEFORE,
    "more than": _BEFORE,
    "over": _BEFORE,
    "no later than": _BEFORE,
    "not later than": _BEFORE,
    "by": _BEFORE,
    "on or before": _THROUGH,
    "before or on": _THROUGH,
    "before or equal to": _THROUGH,
    "through": _THROUGH,
    "thru": _THROUGH,
    "up to and including": _THROUGH,
    "after": _AFTER,
    "later than": _AFTER,
    "greater than": _AFTER,
    "newer than": _AFTER,
    "more recent than": _AFTER,
    "since": _SINCE,
    "ever since": _SINCE,
    "from": _SINCE,
    "as of": _SINCE,
    "starting": _SINCE,
    "starting from": _SINCE,
    "starting on": _SINCE,
    "starting in": _SINCE,
    "starting with": _SINCE,
    "start from": _SINCE,
    "beginning": _SINCE,
    "beginning on": _SINCE,
    "beginning in": _SINCE,
    "beginning from": _SINCE,
    "commencing": _SINCE,
    "commencing on": _SINCE,
    "on or after": _SINCE,
    "after or on": _SINCE,
    "after or equal to": _SINCE,
    "greater than or equal to": _SINCE,
    "no earlier than": _SINCE,
    "not earlier than": _SINCE,
    "not before": _SINCE,
}
"""What leaves one side open."""

_CLOSERS = {
    "onwards": _SINCE,
    "onward": _SINCE,
    "forward": _SINCE,
    "forwards": _SINCE,
    "and later": _SINCE,
    "or later": _SINCE,
    "and after": _SINCE,
    "or after": _SINCE,
    "and greater": _SINCE,
    "or greater": _SINCE,
    "and newer": _SINCE,
    "and on": _SINCE,
    "and onward": _SINCE,
    "and onwards": _SINCE,
    "and beyond": _SINCE,
    "and above": _SINCE,
    "and up": _SINCE,
    "and earlier": _THROUGH,
    "or earlier": _THROUGH,
    "and before": _THROUGH,
    "or before": _THROUGH,
    "and older": _THROUGH,
    "and prior": _THROUGH,
    "and less": _THROUGH,
    "and below": _THROUGH,
}
"""The same, said after the period."""


def by_first(phrases: dict[str, str]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Phrases by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for text in sorted(phrases, key=lambda each: -len(each)):
        words = tuple(text.split())
        found.setdefault(words[0], []).append((words, phrases[text]))
    return found


OPENERS = by_first(_OPENERS)

CLOSERS = by_first(_CLOSERS)


_COUNTING = frozenset({"less", "greater", "more", "older", "newer", "over"})


def opened(phrase: Phrase, at: int) -> Settled | None:
    """ "Since May", "before 2020", "year greater than 2012"."""
    texts = phrase.texts
    begin = at + 1 if texts[at] == "year" else at
    opener = listed(phrase, begin, OPENERS)
    if opener is None:
        return None
    if texts[at] in {"after", "before"} and hours_at(phrase, at):
        return single(phrase, at)  # "after 6pm yesterday" ends with that day
    if texts[begin] in RANGE_LEADS and (ranged := range_at(phrase, begin)):
        return ranged
    side, start = opener
    start = phrase.skip(start, "the", "year", "on", "at", "in")
    if begin == at and texts[at] in _COUNTING and (back := ago(phrase, start)):
        return _bounded_ago(phrase, texts[begin], back)
    found = single(phrase, start)
    if found is None or not _is_meant(phrase, begin, at, found[0]):
        return None
    return opened_at(phrase, found[0], side), found[1]


def _is_meant(phrase: Phrase, begin: int, at: int, meaning: Meaning) -> bool:
    """Whether "by", "over" and "more than" speak of time: often enough they do not."""
    word = phrase.texts[begin]
    if word == "by":
        return phrase.eager or _dated(meaning)
    return word not in {"more", "over"} and (phrase.eager or begin > at or word not in _COUNTING)


def listed(
    phrase: Phrase, at: int, phrases: dict[str, list[tuple[tuple[str, ...], str]]]
) -> tuple[str, int] | None:
    for words, meaning in phrases.get(phrase.texts[at], ()):
        if phrase.texts[at : at + len(words)] == words:
            return meaning, at + len(words)
    return None


def _bounded_ago(phrase: Phrase, comparison: str, back: Settled) -> Settled:
    """ "Less than 2 days ago" begins there, "more than 3 weeks ago" ends there."""
    meaning, after = back
    start, _ = instants(meaning, phrase.calendar)
    if comparison == "less":
        return Moments(start, phrase.now, meaning.unit), after
    return Moments(None, start, meaning.unit), after


def _dated(meaning: Meaning) -> bool:
    return isinstance(meaning, Days) and (meaning.unit is Granularity.DAY or meaning.point is not None)


def opened_at(phrase: Phrase, meaning: Meaning, side: str) -> Moments:
    start, end = instants(meaning, phrase.calendar)
    point = _point(phrase, meaning)
    notes = meaning.notes
    match side:
        case "before":
            if point is None:
                notes = (*notes, "ending where that begins")
            return Moments(None, point or start, meaning.unit, notes=notes)
        case "through":
            return Moments(None, end, meaning.unit, notes=notes)
        case "after":
            of_a_day = isinstance(meaning, Moments) or meaning.after - meaning.first == 1
            if of_a_day and point is None:
                notes = (*notes, "beginning with that day")
            return Moments(point or (start if of_a_day else end), None, meaning.unit, notes=notes)
        case _:
            return Moments(point or start, None, meaning.unit, notes=notes)


def _point(phrase: Phrase, meaning: Meaning) -> datetime | None:
    if isinstance(meaning, Moments) or meaning.point is None:
        return None
    return phrase.calendar.start_of(date.fromordinal(meaning.point))
