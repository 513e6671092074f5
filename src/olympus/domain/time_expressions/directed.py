"""What "last", "this" and "next" are said of, and the days and units around now."""

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.time_expressions.holidays import FIRST_WORDS
from olympus.domain.time_expressions.moments import Moments
from olympus.domain.time_expressions.named import WEEKEND, running_season
from olympus.domain.time_expressions.ordinal_parts import counted_from_end
from olympus.domain.time_expressions.periods import simple_period, this_unit
from olympus.domain.time_expressions.phrase import Found, Phrase
from olympus.domain.time_expressions.recurrence import DayOfWeek, Days, Recurrence
from olympus.domain.time_expressions.units import current, preceding, relative_units, shift, to_date
from olympus.domain.time_expressions.vocabulary import (
    DIRECTIONS,
    LAST,
    MONTHS,
    NAMED_DAYS,
    NEXT,
    ORDINALS,
    SEASONS,
    THIS,
    WEEKDAYS,
)

_COMING_ROUND = frozenset(
    {*MONTHS, *WEEKDAYS, *SEASONS, *FIRST_WORDS, "q", "h", "qtr", *ORDINALS, *(str(n) for n in range(1, 32))}
)
"""What "last" and "next" may be said of besides units."""


def directed(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "Last", "this" or "next" and what they say it of."""
    texts = phrase.texts
    after = phrase.skip_any(at + 1, DIRECTIONS)  # of several, as in "this past Monday", the last decides
    direction, at = DIRECTIONS[texts[after - 1]], after
    if direction == LAST and (part := counted_from_end(phrase, at, 1, depth)):
        return part
    if units := _units(phrase, at, direction):
        return units
    named = simple_period(phrase, at, depth + 1) if texts[at] in _COMING_ROUND else None
    if named is None or isinstance(named[0], Moments):
        return None
    dated = texts[at] in WEEKDAYS and not isinstance(named[0], DayOfWeek)  # "next Friday 5/12": the date decides
    if dated or isinstance(named[0], Days):
        return named
    return _on_side(phrase, named[0], direction), named[1]


def _units(phrase: Phrase, at: int, direction: int) -> Found | None:
    if direction == THIS and (done := to_date(phrase, at)):
        return done
    if units := relative_units(phrase, at, direction):
        return _a_year_before(phrase, *units) or units
    if phrase.texts[at] == "date" and direction == THIS:
        return current(phrase, (1, Granularity.DAY)), at + 1
    if phrase.texts[at] == "season":
        return running_season(phrase, direction), at + 1
    return (_weekend(phrase, direction), at + 1) if phrase.texts[at] == "weekend" else None


def named_day(phrase: Phrase, at: int, depth: int) -> Found | None:
    """Today, yesterday, tomorrow."""
    shift_by = NAMED_DAYS[phrase.texts[at]]
    if shift_by == 1:
        return Days(phrase.today + 1, phrase.today + 2, Granularity.DAY), at + 1
    if shift_by == -1:
        return preceding(phrase, (1, Granularity.DAY)), at + 1
    return current(phrase, (1, Granularity.DAY)), at + 1


def rest_of(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "The rest of the week": from today on."""
    start = phrase.skip(at + 1, "of", "the", "this", "current")
    whole = this_unit(phrase, start)
    if whole is None or not isinstance(whole[0], Days):
        return None
    return Days(phrase.today, whole[0].after, whole[0].unit), whole[1]


def earlier_in(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "Earlier this month": its days before today."""
    whole = this_unit(phrase, at + 2) if phrase.texts[at + 1] == "this" else None
    if whole is None or not isinstance(whole[0], Days) or whole[0].first >= phrase.today:
        return None
    return Days(whole[0].first, phrase.today, whole[0].unit), whole[1]


def whole_unit(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "The whole year"."""
    return this_unit(phrase, at + 1) if phrase.eager or phrase.texts[at - 1] == "the" else None


def trailing_year(phrase: Phrase, at: int, depth: int) -> Found | None:
    """TTM and LTM."""
    return preceding(phrase, (12, Granularity.MONTH)), at + 1


def _on_side(phrase: Phrase, round_: Recurrence, direction: int) -> Days:
    if direction == NEXT:
        return round_.coming(phrase.today + 1)
    if direction == LAST:
        found = round_.latest(phrase.today - 1)
        if found.after > phrase.today:
            found = round_.latest(found.first - 1)
        return found.noting(f"{found}, the last one before today")
    if isinstance(round_, DayOfWeek):
        week = current(phrase, (1, Granularity.WEEK))
        if isinstance(week, Days) and (inside := round_.within(week)):
            return inside
    return round_.occurrence(round_.cycle(phrase.today)) or round_.latest(phrase.today)


def _weekend(phrase: Phrase, direction: int) -> Days:
    nearest = WEEKEND.coming(phrase.today - 1)  # on a Sunday, the one that is running
    if direction == LAST:
        return WEEKEND.latest(phrase.today - 2)
    return WEEKEND.coming(nearest.after) if direction == NEXT else nearest


def _a_year_before(phrase: Phrase, named: Days | Moments, after: int) -> Found | None:
    """ "This month last year"."""
    if phrase.texts[after : after + 2] != ("last", "year") or isinstance(named, Moments):
        return None
    if named.preset not in {"today", "this_month", "this_quarter"}:
        return None
    first, end = (shift(each, -1, Granularity.YEAR) for each in (named.first, named.after))
    return Days(first, end, named.unit, own=True), after + 2
