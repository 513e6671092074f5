"""Units counted from now: "this month", "last 3 weeks", "2 days ago", "year to date"."""

from calendar import monthrange
from datetime import date, timedelta

from olympus.domain.calendar.date_calendar import Units
from olympus.domain.calendar.granularity import MONTHS_IN, Granularity
from olympus.domain.calendar.reach import BeyondCalendar, day_numbered, first_of_month
from olympus.domain.calendar.wall_clock import moved
from olympus.domain.time_expressions.moments import Moments
from olympus.domain.time_expressions.numbers import cardinal
from olympus.domain.time_expressions.phrase import Phrase
from olympus.domain.time_expressions.recurrence import Days
from olympus.domain.time_expressions.vocabulary import (
    DIRECTIONS,
    FILLERS,
    LAST,
    LONGER_UNITS,
    MINUTES,
    SECONDS,
    THIS,
    TO_DATE,
    UNITS,
)

_MOST = 9999
"""As many as the catalogue's `last_N_days` counts, and more than anyone means."""

Amount = tuple[int, Granularity | str]
"""How many of which unit; minutes and seconds, which no chart is drawn by, go by their names."""

_HALVES: dict[str, Amount] = {
    "year": (6, Granularity.MONTH),
    "hour": (30, "minute"),
    "day": (12, Granularity.HOUR),
}
_VAGUE = {"few": 3, "several": 3, "couple": 2, "pair": 2, "dozen": 12}
_LENGTHS = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}
_CURRENT = {
    Granularity.DAY: "today",
    Granularity.WEEK: "this_week",
    Granularity.MONTH: "this_month",
    Granularity.QUARTER: "this_quarter",
    Granularity.YEAR: "this_year",
}
_RUN_TO_DATE = frozenset(TO_DATE.values())
_PREVIOUS = {
    Granularity.DAY: "yesterday",
    Granularity.WEEK: "last_week",
    Granularity.MONTH: "last_month",
    Granularity.QUARTER: "last_quarter",
    Granularity.YEAR: "last_year",
}


def unit_at(phrase: Phrase, at: int) -> tuple[Amount, int] | None:
    """A unit of time, as so many of the units that the calendar has."""
    word = phrase.texts[at]
    if (unit := UNITS.get(word)) is not None:
        return (1, unit), at + 1
    if (longer := LONGER_UNITS.get(word)) is not None:
        return (longer[1], longer[0]), at + 1
    if word in MINUTES:
        return (1, "minute"), at + 1
    return ((1, "second"), at + 1) if word in SECONDS else None


def amount_at(phrase: Phrase, at: int) -> tuple[Amount, int] | None:
    """A number of units: "3 weeks", "a fortnight", "two dozen days"."""
    texts = phrase.texts
    if texts[at] in {"a", "an", "one"} and (one := unit_at(phrase, at + 1)):
        half = _and_a_half(phrase, one[1]) if one[0] == (1, Granularity.YEAR) else None
        return ((18, Granularity.MONTH), half) if half else one
    if texts[at] == "half":
        noun = phrase.skip(at + 1, "a", "an", "-")
        return (_HALVES[texts[noun]], noun + 1) if texts[noun] in _HALVES else None
    counted = cardinal(phrase, at) or _few(phrase, at)
    if counted is None:
        return None
    number, start = counted
    halved = _and_a_half(phrase, start)
    unit = unit_at(phrase, phrase.skip_any(phrase.skip(halved or start, "-"), FILLERS))
    if unit is None:
        return None
    (times, name), after = unit
    ending = _and_a_half(phrase, after)
    if (halved or ending) and name is Granularity.YEAR:
        return (number * times * 12 + 6, Granularity.MONTH), ending or after
    return (number * times, name), after


def _and_a_half(phrase: Phrase, at: int) -> int | None:
    return at + 3 if phrase.texts[at : at + 3] == ("and", "a", "half") else None


def amounts_at(phrase: Phrase, at: int) -> tuple[list[Amount], int] | None:
    """Amounts one after the other: "2 years, 1 month and 21 days"."""
    found = amount_at(phrase, at)
    if found is None:
        return None
    amounts = [found[0]]
    after = found[1]
    while len(amounts) < 4:
        following = amount_at(phrase, phrase.skip(after, "and", ","))
        if following is None:
            break
        amounts.append(following[0])
        after = following[1]
    return amounts, after


def current(phrase: Phrase, amount: Amount) -> Days | Moments:
    """The unit that is running."""
    _, unit = amount
    if not isinstance(unit, Granularity) or unit is Granularity.HOUR:
        around = phrase.calendar.unit_around(phrase.now, Granularity.HOUR)
        return Moments(*around.bounds, Granularity.HOUR)
    return _whole(_running(phrase, unit), _CURRENT[unit])


def preceding(phrase: Phrase, amount: Amount) -> Days | Moments:
    """So many complete units before the running one; hours and minutes count back from now."""
    count, unit = amount
    _check(count)
    if not isinstance(unit, Granularity) or unit is Granularity.HOUR:
        return _rolling(phrase, count, unit)
    preset = _PREVIOUS[unit] if count == 1 else f"last_{count}_{unit.value}s"
    whole = _whole(phrase.calendar.preceding(_running(phrase, unit), count), preset)
    return whole if count == 1 else whole.noting(f"{whole}, complete {unit}s before the running one")


def following(phrase: Phrase, amount: Amount) -> Days | Moments:
    """So many units after the running one."""
    count, unit = amount
    _check(count)
    if not isinstance(unit, Granularity) or unit is Granularity.HOUR:
        length = _LENGTHS[unit] * count
        return Moments(phrase.now, moved(phrase.now, length), Granularity.HOUR)
    running = _running(phrase, unit)
    return _whole(Units(running.dates, unit, running.number + 1, count), None)


def relative_units(phrase: Phrase, at: int, direction: int) -> tuple[Days | Moments, int] | None:
    """What follows "last", "this" or "next": "3 complete months", "week", "2 weeks and 3 days"."""
    texts = phrase.texts
    at = phrase.skip_any(at, FILLERS)
    amounts = amounts_at(phrase, at)
    if amounts and len(amounts[0]) > 1:
        return (_since(phrase, amounts[0]), amounts[1]) if direction == LAST else None
    counted = amounts is not None
    found = (amounts[0][0], amounts[1]) if amounts else unit_at(phrase, at)
    if found is None:
        return None
    if not counted and found[0] == (1, Granularity.YEAR) and (half := _and_a_half(phrase, found[1])):
        found, counted = ((18, Granularity.MONTH), half), True
    amount, after = found
    if not counted and amount[0] > 1 and texts[at] not in {"fortnight", "fortnights"}:
        return _block(phrase, amount[0], amount[1], direction), after
    if direction == THIS:
        return (current(phrase, amount), after) if amount[0] == 1 else None
    return (preceding if direction == LAST else following)(phrase, amount), after


def counted_then_direction(phrase: Phrase, at: int) -> tuple[Days | Moments, int] | None:
    """The number before the direction: "5 past years", "two previous weeks"."""
    number = cardinal(phrase, at)
    if number is None:
        return None
    direction = DIRECTIONS.get(phrase.texts[number[1]], THIS)
    unit = unit_at(phrase, number[1] + 1)
    if direction == THIS or unit is None:
        return None
    amount = (number[0] * unit[0][0], unit[0][1])
    return (preceding if direction == LAST else following)(phrase, amount), unit[1]


def ago(phrase: Phrase, at: int) -> tuple[Days | Moments, int] | None:
    """The one day so far back or ahead: "2 days ago", "a month and 21 days ago", "3 weeks from now"."""
    amounts = amounts_at(phrase, at)
    if amounts is None:
        return None
    texts = phrase.texts
    after = amounts[1]
    if texts[after] in {"ago", "back"}:
        return _shifted(phrase, amounts[0], -1), after + 1
    if texts[after] == "earlier" and phrase.eager:
        return _shifted(phrase, amounts[0], -1), after + 1
    if texts[after] in {"hence", "later"}:
        return _shifted(phrase, amounts[0], 1), after + 1
    if texts[after] == "from" and texts[after + 1] in {"now", "today"}:
        return _shifted(phrase, amounts[0], 1), after + 2
    return None


def to_date(phrase: Phrase, at: int) -> tuple[Moments, int] | None:
    """From the beginning of the running unit until now: "ytd", "month to date", "so far this year"."""
    texts = phrase.texts
    if (unit := TO_DATE.get(texts[at])) is not None:
        return _until_now(phrase, unit), at + 1
    if texts[at : at + 2] == ("so", "far") or texts[at : at + 2] == ("to", "date"):
        start = phrase.skip(at + 2, ",", "in", "for", "during")
        unit = UNITS.get(texts[start + 1]) if texts[start] in {"this", "the", "current"} else None
        return (_until_now(phrase, unit), start + 2) if unit in _RUN_TO_DATE else None
    start = phrase.skip(at, "this", "the", "current")
    unit = UNITS.get(texts[start])
    if unit not in _RUN_TO_DATE:
        return None
    after = phrase.skip(start + 1, "-", ",")
    if texts[after : after + 2] == ("so", "far"):
        return _until_now(phrase, unit), after + 2
    if texts[after] == "to":
        after = phrase.skip(after + 1, "-")
        if texts[after] in {"date", "now"}:
            return _until_now(phrase, unit), after + 1
    return None


def shift(day: int, count: int, unit: Granularity) -> int:
    """The day so many units later; a month later is the same date, or the month's last."""
    _check(abs(count))
    if unit in MONTHS_IN:
        on = day_numbered(day)
        year, month = divmod(on.year * 12 + on.month - 1 + count * MONTHS_IN[unit], 12)
        first = first_of_month(year, month + 1)
        return first.toordinal() + min(on.day, monthrange(first.year, first.month)[1]) - 1
    return day_numbered(day + count * (7 if unit is Granularity.WEEK else 1)).toordinal()


def _few(phrase: Phrase, at: int) -> tuple[int, int] | None:
    """Numbers that are said without one: "the last few days", "last couple of weeks"."""
    count = _VAGUE.get(phrase.texts[at])
    return (count, phrase.skip(at + 1, "of")) if count else None


def _check(count: int) -> None:
    if not 1 <= count <= _MOST:
        raise BeyondCalendar


def _running(phrase: Phrase, unit: Granularity) -> Units:
    dates = phrase.calendar.dates
    return Units(dates, unit, dates.number(date.fromordinal(phrase.today), unit))


def _whole(units: Units, preset: str | None) -> Days:
    return Days(units.first.toordinal(), units.last.toordinal() + 1, units.unit, preset, own=True)


def _rolling(phrase: Phrase, count: int, unit: Granularity | str) -> Moments:
    start = moved(phrase.now, -count * _LENGTHS[unit])
    preset = None if unit == "second" else f"last_{count}_{unit}" + "s" * (count > 1)
    return Moments(start, phrase.now, Granularity.HOUR, preset)


def _block(phrase: Phrase, count: int, unit: Granularity | str, direction: int) -> Days:
    """The decade, century or half year that is running, or one before or after."""
    on = date.fromordinal(phrase.today)
    in_months = count * MONTHS_IN[Granularity(unit)]
    number = (on.year * 12 + on.month - 1) // in_months + direction
    starts = (divmod(each * in_months, 12) for each in (number, number + 1))
    first, after = (first_of_month(year, month + 1).toordinal() for year, month in starts)
    return Days(first, after, Granularity(unit))


def _since(phrase: Phrase, amounts: list[Amount]) -> Days | Moments:
    """Several units together are counted back from today, date by date."""
    found = _shifted(phrase, amounts, -1)
    if isinstance(found, Moments):
        return Moments(found.start, phrase.now, found.unit)
    return Days(found.first, phrase.today, Granularity(amounts[0][1]))


def _shifted(phrase: Phrase, amounts: list[Amount], sign: int) -> Days | Moments:
    day, length = phrase.today, timedelta(0)
    for count, unit in amounts:
        if unit in _LENGTHS:
            _check(count)
            length += sign * count * _LENGTHS[unit]
        else:
            day = shift(day, sign * count, Granularity(unit))
    if not length:
        found = Days(day, day + 1, Granularity.DAY)
        only = amounts[0][1]
        if len(amounts) > 1 or only is Granularity.DAY:
            return found
        return found.noting(f"{found}, that very day and not the whole {only}")
    moment = moved(phrase.now, length + timedelta(days=day - phrase.today))
    around = phrase.calendar.unit_around(moment, Granularity.HOUR)
    return Moments(*around.bounds, Granularity.HOUR)


def _until_now(phrase: Phrase, unit: Granularity) -> Moments:
    whole = _whole(_running(phrase, unit), None)
    start = phrase.calendar.start_of(date.fromordinal(whole.first))
    return Moments(start, max(start, phrase.now), unit, f"{unit}_to_date")
