"""From one period to another: "Mar-May", "4 to 22 January", "from 2pm on 3 May to 4 May"."""

from datetime import date

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.time_expressions.dates import day_then_month, following_year, named_date
from olympus.domain.time_expressions.moments import Meaning, Moments, instants
from olympus.domain.time_expressions.numbers import day_number
from olympus.domain.time_expressions.periods import period, resolved
from olympus.domain.time_expressions.phrase import Named, Phrase
from olympus.domain.time_expressions.recurrence import DayOfMonth, DayOfYear, Days, Recurrence, day_of
from olympus.domain.time_expressions.timed import LEADS, Settled, Timed, day_from_now, finished, meant, timed_at
from olympus.domain.time_expressions.units import amount_at, shift
from olympus.domain.time_expressions.vocabulary import CONNECTORS, MONTHS, NUMBER_WORDS, UNITS, words

_NOW_WORDS = frozenset({"now", "date", "present", "current"})

RANGE_LEADS = frozenset({"from", "between", "since", "starting"})


_NOT_AFTER_A_DAY = words(": / - am pm . of st nd rd th")


def range_at(phrase: Phrase, at: int) -> Settled | None:
    """From one period to another or from one moment to another; without an end, what the beginning says."""
    texts = phrase.texts
    led = texts[at] in RANGE_LEADS
    between = texts[at] == "between"
    start = phrase.skip(at + 1, "the") if led else phrase.skip_any(at, LEADS)
    if (texts[start].isdecimal() or texts[start] in NUMBER_WORDS) and (
        numbers := _days_of_a_month(phrase, start, between=between)
    ):
        return numbers
    begin = timed_at(phrase, start)
    if led and (begin is None or begin[0].named is None):
        begin = timed_at(phrase, at)  # "between 9 and 17 yesterday": the hours begin with the word
    if begin is None:
        return None
    first, after = begin
    if led and texts[after] == "for" and (length := amount_at(phrase, after + 1)):
        return _lasting(phrase, first, length)
    if ranged := _until_end(phrase, first, _connector(phrase, after, between=between)):
        return ranged
    open_ended = led and (first.hours is None or first.hours.single is not None)
    return None if open_ended else finished(phrase, first, after)


def _until_end(phrase: Phrase, first: Timed, joint: int | None) -> Settled | None:
    if joint is None or first.named is None:
        return None
    end = _end(phrase, first, joint)
    joined = _joined(phrase, first, end[0]) if end else None
    return (joined, end[1]) if end and joined else None


def _connector(phrase: Phrase, at: int, *, between: bool) -> int | None:
    """The position after "to", "until", "-" and their like."""
    texts = phrase.texts
    at = phrase.skip(at, ",") if texts[at + 1] in CONNECTORS else at
    if texts[at] == "up" and texts[at + 1] in {"to", "until", "till"}:
        return phrase.skip(at + 2, "the")
    if texts[at] in CONNECTORS or texts[at] == "/" or (between and texts[at] in {"and", "&"}):
        return phrase.skip(at + 1, "the", "to", "until", "-")
    return None


def _end(phrase: Phrase, first: Timed, at: int) -> tuple[Timed, int] | None:
    if same_month := _day_of_same_month(phrase, first, at):
        return same_month
    texts = phrase.texts
    if texts[at] in _NOW_WORDS:
        after = at + 2 if texts[at] == "current" and texts[at + 1] in {"date", "day"} else at + 1
        if texts[at] != "current" or after == at + 2:
            return Timed(day_from_now(phrase, 0), None), after
    found = timed_at(phrase, at)
    return found if found and found[0].named is not None else None


def _day_of_same_month(phrase: Phrase, first: Timed, at: int) -> tuple[Timed, int] | None:
    """The 19 of "November 18-19"."""
    named = first.named
    day = day_number(phrase, at)
    if day is None or named is None or isinstance(named, Moments) or named.unit is not Granularity.DAY:
        return None
    number, after = day
    following = phrase.texts[after]
    if following in _NOT_AFTER_A_DAY or following in MONTHS or following in UNITS:
        return None
    last: Named | None = None
    if isinstance(named, DayOfYear):
        year = following_year(phrase, after)
        last = day_of(year[0], named.month, number) if year else DayOfYear(named.month, number)
        after = year[1] if year else after
    elif isinstance(named, Days) and named.after - named.first == 1:
        on = date.fromordinal(named.first)
        found = day_of(on.year, on.month, number)
        last = found if found and found.first > named.first else None
    elif isinstance(named, DayOfMonth):
        last = DayOfMonth(number)
    return (Timed(last, None), after) if last else None


def _days_of_a_month(phrase: Phrase, at: int, *, between: bool) -> Settled | None:
    """ "4 to 22 January", "between 3 and 9 of this month", "from 4 to January 22, 1995"."""
    first = day_number(phrase, at)
    if first is None:
        return None
    joint = _connector(phrase, first[1], between=between)
    if joint is None:
        return None
    end: tuple[Named, int] | None = day_then_month(phrase, joint)
    if end is None and phrase.texts[joint] in MONTHS:
        end = named_date(phrase, joint)
    if end is None:
        return _days_of_named_month(phrase, first[0], joint)
    last = end[0]
    begin: Days | DayOfYear | None = None
    if isinstance(last, DayOfYear):
        begin = DayOfYear(last.month, first[0]) if first[0] <= last.day else None
    elif isinstance(last, Days) and last.unit is Granularity.DAY:
        on = date.fromordinal(last.first)
        begin = day_of(on.year, on.month, first[0])
    if begin is None:
        return None
    joined = _joined(phrase, Timed(begin, None), Timed(last, None))
    return (joined, end[1]) if joined else None


def _days_of_named_month(phrase: Phrase, first: int, at: int) -> Settled | None:
    last = day_number(phrase, at)
    if last is None:
        return None
    whole = period(phrase, phrase.skip(last[1], "of", "in", "the"))
    if whole is None or isinstance(whole[0], Moments) or whole[0].unit is not Granularity.MONTH:
        return None
    days = resolved(phrase, whole[0])
    if not isinstance(days, Days) or not first <= last[0] <= days.after - days.first:
        return None
    begin = days.first + first - 1
    return Days(begin, days.first + last[0], Granularity.DAY, notes=days.notes), whole[1]


def _lasting(phrase: Phrase, first: Timed, length: tuple[tuple[int, Granularity | str], int]) -> Settled | None:
    """ "From 18 December for 10 days"."""
    (count, unit), after = length
    days = resolved(phrase, first.named) if first.named is not None else None
    if not isinstance(days, Days) or not isinstance(unit, Granularity) or unit is Granularity.HOUR:
        return None
    return Days(days.first, shift(days.first, count, unit), unit, notes=days.notes), after


def _joined(phrase: Phrase, first: Timed, last: Timed) -> Meaning | None:
    """Both ends settled together: the year said at one of them counts for both."""
    if first.named is None or last.named is None:
        return None
    begin, end = _settled(phrase, first.named, last.named)
    if first.hours or last.hours:
        starts, ends = first.on(phrase, begin), last.on(phrase, end)
        if starts is None or ends is None:
            return None
        return _from_to(phrase, starts, ends, to_start=last.hours is not None and last.hours.single is not None)
    if isinstance(begin, Moments) or isinstance(end, Moments):
        return _from_to(phrase, begin, end, to_start=False)
    after = end.after if end.point is None else end.point
    if after <= begin.first:
        return None
    unit = min(begin.unit, end.unit, key=list(Granularity).index)
    return Days(begin.first, after, unit, notes=(*begin.notes, *end.notes))


def _settled(phrase: Phrase, first: Named, last: Named) -> tuple[Meaning, Meaning]:
    if not isinstance(first, Recurrence):
        if isinstance(last, Recurrence) and isinstance(first, Days):
            return first, last.coming(first.first)
        return first, resolved(phrase, last)
    if isinstance(last, Days):
        return first.latest(last.first), last
    begin = meant(phrase, first)
    if isinstance(last, Recurrence) and isinstance(begin, Days):
        return begin, last.coming(begin.first)
    return begin, resolved(phrase, last)


def _from_to(phrase: Phrase, first: Meaning, last: Meaning, *, to_start: bool) -> Moments | None:
    start, _ = instants(first, phrase.calendar)
    until, end = instants(last, phrase.calendar)
    stop = until if to_start else end
    if start is None or stop is None or stop <= start:
        return None
    return Moments(start, stop, Granularity.HOUR, notes=(*first.notes, *last.notes))
