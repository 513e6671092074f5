"""Parts of a period by their number or their place: "first ten days of May", "late 2020"."""

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.time_expressions.moments import Moments
from olympus.domain.time_expressions.named import WEEKEND
from olympus.domain.time_expressions.numbers import cardinal, ordinal
from olympus.domain.time_expressions.parts import Nth, NthHalf, NthWeekday, Stretch
from olympus.domain.time_expressions.periods import cut_from, length_of, period, placed, resolved, this_unit
from olympus.domain.time_expressions.phrase import Found, Phrase
from olympus.domain.time_expressions.recurrence import DayOfMonth, DayOfWeek, Days
from olympus.domain.time_expressions.units import current
from olympus.domain.time_expressions.vocabulary import DIRECTIONS, ENDS_OF, PARTS, UNITS, WEEKDAY_PLURALS, WEEKDAYS

_LEAST_DAYS = {Granularity.WEEK: 2, Granularity.MONTH: 28, Granularity.QUARTER: 80, Granularity.YEAR: 350}
"""What a period has at least that has such a unit in it: "last week on Monday" is no week of a Monday."""


def ordinal_part(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "First ten days of last year", "3rd last week of 2018", "second Wednesday in May"."""
    texts = phrase.texts
    which = ordinal(phrase, at)
    if which is None or which[0] > 400:
        return None
    nth, after = which
    after = phrase.skip(after, "-", "full", "complete")
    if texts[after] == "to" and texts[after + 1] == "last":
        after += 1
    if texts[after] == "last":
        return counted_from_end(phrase, after + 1, nth, depth)
    if (weekday := WEEKDAYS.get(phrase.texts[after])) and phrase.texts[after + 1] == "after":
        return _weekday_after(phrase, after + 2, weekday, nth, depth)
    number = cardinal(phrase, after)
    count, after = number or (1, after)
    return _units_of(phrase, after, nth, count, depth)


def counted_from_end(phrase: Phrase, at: int, nth: int, depth: int) -> Found | None:
    """ "(The 2nd) last week of May", "last 3 days of the month"."""
    texts = phrase.texts
    number = cardinal(phrase, at)
    count, after = number or (1, at)
    return _units_of(phrase, after, -nth, count, depth) if texts[after] else None


def final(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "The final week of May"."""
    return counted_from_end(phrase, at + 1, 1, depth)


def day_of_following(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "15 of this month": a bare number, made a day by the month that follows."""
    number = cardinal(phrase, at)
    if number is None or not 1 <= number[0] <= 31 or phrase.texts[number[1]] not in {"of", "in"}:
        return None
    return placed(phrase, DayOfMonth(number[0]), number[1], depth)


def part_of(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "Beginning of the month", "late May", "the end of 2020", "mid-March"."""
    texts = phrase.texts
    if texts[at] == "beginning" and texts[at + 1] != "of":
        return None  # "beginning 5 May" is since then
    cut = Stretch(PARTS[texts[at]])
    start = phrase.skip(at + 1, "-", "of", "in", "the")
    whole = this_unit(phrase, start) if texts[start] in UNITS else None
    whole = whole or period(phrase, start, depth + 1)
    if whole is None or isinstance(whole[0], Moments) or length_of(whole[0]) < 5:
        return None
    return cut_from(whole, cut, Granularity.DAY)


def abbreviated_end(phrase: Phrase, at: int, depth: int) -> Found | None:
    """EOM, BOY and their like."""
    which, unit = ENDS_OF[phrase.texts[at]]
    whole = current(phrase, (1, unit))
    if not isinstance(whole, Days):
        return None
    found = whole if unit is Granularity.DAY else Stretch(which)(whole)
    return (found, at + 1) if found else None


def _units_of(phrase: Phrase, at: int, nth: int, count: int, depth: int) -> Found | None:
    """What follows "first" or "last 3": "days of May", "Friday in this month", "half of the year"."""
    texts = phrase.texts
    word = texts[at]
    cut: Nth | NthWeekday | NthHalf
    if (weekday := WEEKDAYS.get(word) or WEEKDAY_PLURALS.get(word)) is not None:
        cut, unit = NthWeekday(weekday, nth), Granularity.DAY
    elif word == "weekend":
        cut, unit = NthWeekday(WEEKEND.weekday, nth, WEEKEND.length), Granularity.DAY
    elif word == "half":
        cut, unit = NthHalf(nth), Granularity.MONTH
    elif (named := UNITS.get(word)) is not None and named is not Granularity.HOUR and 0 < count < 1000:
        cut, unit = Nth(phrase.calendar, named, nth, count), named
    else:
        return None
    start = at + 1
    if texts[start] in {"of", "in", "from", "during", "within"}:
        start = phrase.skip(start + 1, "the")
    elif texts[start] not in DIRECTIONS and not (texts[start].isdecimal() and len(texts[start]) == 4):
        return None
    whole = this_unit(phrase, start) if texts[start] in UNITS else None
    whole = whole or period(phrase, start, depth + 1)
    least = 2 if isinstance(cut, NthHalf) else _LEAST_DAYS.get(unit, 1)
    if whole is None or isinstance(whole[0], Moments) or length_of(whole[0]) < least:
        return None
    return cut_from(whole, cut, unit)


def _weekday_after(phrase: Phrase, at: int, weekday: int, nth: int, depth: int) -> Found | None:
    """ "Third Tuesday after Christmas 2014"."""
    anchor = period(phrase, at, depth + 1)
    if anchor is None or not isinstance(days := resolved(phrase, anchor[0]), Days):
        return None
    return DayOfWeek(weekday).coming(days.after + 7 * (nth - 1)).noting(*days.notes), anchor[1]
