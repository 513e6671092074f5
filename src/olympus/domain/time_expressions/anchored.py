"""Days counted from a date that is named: "2 weeks starting May 20th", "the week of 9 May"."""

from datetime import date

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.time_expressions.numbers import cardinal
from olympus.domain.time_expressions.periods import period, resolved
from olympus.domain.time_expressions.phrase import Found, Phrase
from olympus.domain.time_expressions.recurrence import DayOfWeek, Days
from olympus.domain.time_expressions.units import amount_at, current, shift, unit_at
from olympus.domain.time_expressions.vocabulary import UNITS, WEEKDAY_PLURALS, WEEKDAYS, words

_STARTING = words("starting beginning commencing from since")


def units_around(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "2 weeks starting May 20th", "10 days from 18 Dec", "3 days before yesterday", "the day after Easter"."""
    texts = phrase.texts
    amount = amount_at(phrase, at) or _bare_unit(phrase, at)
    if amount is None:
        return None
    (count, name), after = amount
    if not isinstance(name, Granularity) or name is Granularity.HOUR:
        return None
    word = texts[after]
    start = phrase.skip(after + 1, "from", "on", "at", "in", "with", "the")
    if word in {"before", "after"}:
        return _away_from(phrase, start, count if word == "after" else -count, name, depth)
    anchor = _anchor(phrase, start, depth) if word in _STARTING or word == "ending" else None
    if anchor is None:
        return None
    days, after = anchor
    if word == "ending":
        return Days(shift(days.after, -count, name), days.after, name, notes=days.notes), after
    return Days(days.first, shift(days.first, count, name), name, notes=days.notes), after


def week_of(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "Week of May 5th", "w/c Feb 4", "week ending 9 May"."""
    texts = phrase.texts
    word = texts[at]
    start = at + 1
    if word == "week":
        word = texts[start]
        start += 1
    if word not in {"of", "w/c", "w/e", "commencing", "beginning", "starting", "ending"}:
        return None
    start = phrase.skip(start, "on", "the", "from")
    anchor = _anchor(phrase, start, depth)
    if anchor is None or anchor[0].unit is not Granularity.DAY:
        return None
    day, after = anchor
    first = day.first
    if word == "of":
        first -= (day.first - phrase.calendar.settings.week_start.iso) % 7
    elif word in {"ending", "w/e"}:
        first = day.after - 7
    return Days(first, first + 7, Granularity.WEEK, notes=day.notes), after


def weekdays_ago(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "2 Thursdays ago"."""
    number = cardinal(phrase, at)
    if number is None or not 1 <= number[0] <= 9999:
        return None
    texts = phrase.texts
    weekday = WEEKDAY_PLURALS.get(texts[number[1]]) or WEEKDAYS.get(texts[number[1]])
    if weekday is None:
        return None
    if texts[number[1] + 1 : number[1] + 3] == ("from", "now"):
        coming = DayOfWeek(weekday).coming(phrase.today + 7 * (number[0] - 1) + 1)
        return coming, number[1] + 3
    if texts[number[1] + 1] != "ago":
        return None
    latest = DayOfWeek(weekday).latest(phrase.today - 1)
    first = latest.first - 7 * (number[0] - 1)
    return Days(first, first + 1, Granularity.DAY), number[1] + 2


def _away_from(phrase: Phrase, at: int, count: int, unit: Granularity, depth: int) -> Found | None:
    texts = phrase.texts
    if texts[at] in {"last", "next"} and texts[at + 1] not in UNITS and abs(count) == 1:
        side = -2 if texts[at] == "last" else 2
        running = current(phrase, (1, unit))
        if not isinstance(running, Days):
            return None
        dates = phrase.calendar.dates
        number = dates.number(date.fromordinal(running.first), unit) + side
        first, after = (dates.start(each, unit).toordinal() for each in (number, number + 1))
        return Days(first, after, unit, own=True), at + 1
    anchor = _anchor(phrase, at, depth)
    if anchor is None:
        return None
    day = shift(anchor[0].first, count, unit)
    return Days(day, day + 1, Granularity.DAY, notes=anchor[0].notes), anchor[1]


def _anchor(phrase: Phrase, at: int, depth: int) -> tuple[Days, int] | None:
    found = period(phrase, at, depth + 1)
    days = resolved(phrase, found[0]) if found else None
    return (days, found[1]) if found and isinstance(days, Days) else None


def _bare_unit(phrase: Phrase, at: int) -> tuple[tuple[int, Granularity | str], int] | None:
    """The day of "the day before yesterday"."""
    unit = unit_at(phrase, at)
    return unit if unit and phrase.texts[unit[1]] in {"before", "after"} else None
