"""Which days a phrase names, put together from its parts: "the first Friday of last month".

A rule reads one kind of phrase; which rules to try is found by the first word.
"""

from collections.abc import Callable
from datetime import date

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.time_expressions.dates import following_year
from olympus.domain.time_expressions.moments import Moments
from olympus.domain.time_expressions.numbers import cardinal, ordinal
from olympus.domain.time_expressions.parts import Nth
from olympus.domain.time_expressions.phrase import DIGITS, Found, Named, Phrase
from olympus.domain.time_expressions.recurrence import (
    DayOfMonth,
    DayOfWeek,
    Days,
    MonthsOfYear,
    Part,
    Period,
    Recurrence,
    WeekOfYear,
    Yearly,
    years,
)
from olympus.domain.time_expressions.units import amounts_at, current, shift, unit_at
from olympus.domain.time_expressions.vocabulary import DIRECTIONS, MONTHS, UNITS

Cut = Callable[[Days], Days | None]
"""Takes a part of some days, or says that they have no such part."""

_A_YEAR = 365
_DEEPEST = 4
"""How many times one period may lie in another: "the last day of the first week of May" is two."""


def period(phrase: Phrase, at: int, depth: int = 0) -> Found | None:
    """The longest period that begins there."""
    if depth > _DEEPEST:
        return None
    at = phrase.skip(at, "the")
    found = simple_period(phrase, at, depth)
    while found is not None:
        longer = _narrowed(phrase, found, depth)
        if longer is None:
            return found
        found = longer
    return None


def resolved(phrase: Phrase, named: Named) -> Days | Moments:
    """Of what comes round again, the latest one that has begun."""
    if not isinstance(named, Recurrence):
        return named
    return named.latest(phrase.today if named.counts_today else phrase.today - 1)


def simple_period(phrase: Phrase, at: int, depth: int) -> Found | None:
    """The period that begins there by itself, without what narrows it down."""
    word = phrase.texts[at]
    for rule in phrase.rules.get(DIGITS if word.isdecimal() else word, ()):
        if found := rule(phrase, at, depth):
            return found
    return None


def this_unit(phrase: Phrase, at: int) -> Found | None:
    """ "The month" in "the first Monday of the month": the running one."""
    unit = unit_at(phrase, at)
    if unit is None or not isinstance(unit[0][1], Granularity) or unit[0][1] is Granularity.HOUR:
        return None
    return current(phrase, unit[0]), unit[1]


def length_of(period: Period) -> int:
    """About how many days it has."""
    return period.after - period.first if isinstance(period, Days) else _SIZES[period.unit]


def _narrowed(phrase: Phrase, found: Found, depth: int) -> Found | None:
    """What a period becomes by what follows it: a year, "of last month", "'s Q3", "a year ago"."""
    named, after = found
    if isinstance(named, Moments):
        return None
    if isinstance(named, Recurrence):
        return placed(phrase, named, after, depth)
    return _part_after(phrase, named, after, depth) if named.unit is not Granularity.DAY else None


def placed(phrase: Phrase, part: Recurrence, after: int, depth: int) -> Found | None:
    """Of what comes round again the one in the period that follows: "of last month", "2026"."""
    texts = phrase.texts
    if isinstance(part, Yearly) or part.unit is Granularity.WEEK:
        short = phrase.eager and isinstance(part, MonthsOfYear) and texts[after].isdecimal()
        year = following_year(phrase, after, short=short)
        if year and (found := part.within(years(year[0]))):
            return found, year[1]
    word = texts[after]
    start = after
    if word in {"of", "in", "from", "during", "within", "on", ","}:
        start = phrase.skip(after + 1, "the")
    elif word not in DIRECTIONS and word not in {"fy", "cy", "fiscal"}:
        return _units_ago(phrase, part, after)
    if texts[start] in UNITS:
        whole: Found | None = this_unit(phrase, start)
    elif word != "," or texts[start] in DIRECTIONS:
        whole = period(phrase, start, depth + 1)
    else:
        return None
    if whole is None or isinstance(whole[0], Moments) or length_of(whole[0]) <= length_of(part):
        return None
    if isinstance(part, WeekOfYear) and length_of(whole[0]) < _A_YEAR:
        cut: Cut = Nth(phrase.calendar, Granularity.WEEK, part.number)
    else:
        cut = part.within
    return cut_from(whole, cut, part.unit)


def cut_from(whole: Found, cut: Cut, unit: Granularity) -> Found | None:
    """A part of a period; it comes round again where the period does."""
    named, after = whole
    if isinstance(named, Moments):
        return None
    part = Part(named, cut, unit) if isinstance(named, Recurrence) else cut(named)
    return (part, after) if part else None


def _units_ago(phrase: Phrase, part: Recurrence, after: int) -> Found | None:
    """ "Thanksgiving 1 year ago", "Monday 3 weeks ago": the one of that year or week."""
    amounts = amounts_at(phrase, after)
    if amounts is None or phrase.texts[amounts[1]] != "ago":
        return None
    count, unit = amounts[0][0]
    if isinstance(part, Yearly) and unit is Granularity.YEAR:
        found = part.occurrence(date.fromordinal(phrase.today).year - count)
    elif isinstance(part, DayOfWeek) and unit is Granularity.WEEK:
        week = current(phrase, (1, Granularity.WEEK))
        found = part.coming(shift(week.first, -count, Granularity.WEEK)) if isinstance(week, Days) else None
    else:
        return None
    return (found, amounts[1] + 1) if found else None


def _part_after(phrase: Phrase, whole: Days, after: int, depth: int) -> Found | None:
    """The part named after the whole: "2016 Q3", "last year's Easter", "last week on Monday"."""
    texts = phrase.texts
    start = after + 1 if texts[after] in {"'s", "-", ",", "in", "on", "/"} else after
    start = phrase.skip(start, "the")
    word = texts[start]
    if nth := _nth_after(phrase, start, whole):
        return nth
    if word.isdecimal() and texts[start + 1] not in {"q", "h", "st", "nd", "rd", "th"}:
        return None
    if texts[after] in {"-", "/", "in", ","} and word in MONTHS:
        return None
    part = simple_period(phrase, start, depth + 1)
    if part is None or not isinstance(part[0], Recurrence) or length_of(part[0]) >= length_of(whole):
        return None
    if isinstance(part[0], DayOfMonth) and start > after and texts[after] != "'s":
        return None
    inside = part[0].within(whole)
    return (inside, part[1]) if inside else None


def _nth_after(phrase: Phrase, at: int, whole: Days) -> Found | None:
    """The first week of "last month's first week"."""
    which = ordinal(phrase, at) if phrase.texts[at - 1] == "'s" else None
    if which is None:
        return None
    number = cardinal(phrase, which[1])
    count, after = number or (1, which[1])
    unit = UNITS.get(phrase.texts[after])
    if unit is None or unit is Granularity.HOUR or not 0 < count < 1000:
        return None
    found = Nth(phrase.calendar, unit, which[0], count)(whole)
    return (found, after + 1) if found else None


_SIZES = {
    Granularity.HOUR: 0,
    Granularity.DAY: 1,
    Granularity.WEEK: 7,
    Granularity.MONTH: 30,
    Granularity.QUARTER: 90,
    Granularity.YEAR: 365,
}
