"""A period, or hours of a day: "Friday between 1 and 4 PM", "in the afternoon, last Friday"."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.time_expressions.clock import Hours, daypart, hours_at, towards
from olympus.domain.time_expressions.moments import Meaning, Moments
from olympus.domain.time_expressions.periods import period, resolved
from olympus.domain.time_expressions.phrase import Named, Phrase
from olympus.domain.time_expressions.recurrence import Days, Recurrence
from olympus.domain.time_expressions.vocabulary import CARDINALS, DAYPARTS, MONTHS

Settled = tuple[Meaning, int]
"""What an expression means, and the position after it."""


_BETWEEN_PARTS = frozenset({",", "in", "the", "on", "at", "during", "of", "for", "'s", "t"})

_BEFORE_HOURS = frozenset(
    {"from", "between", "after", "before", "until", "noon", "midday", "midnight", *CARDINALS}
)

LEADS = frozenset({"in", "on", "at", "during", "for", "the"})


@dataclass(frozen=True, slots=True)
class Timed:
    """A period, and the hours of it that are meant."""

    named: Named | None
    hours: Hours | None

    def on(self, phrase: Phrase, day: Meaning) -> Meaning | None:
        """The hours on that day."""
        if self.hours is None:
            return day
        if isinstance(day, Moments) or day.after - day.first != 1:
            return None
        start, end = (_at_minute(phrase, day.first, minute) for minute in (self.hours.start, self.hours.end))
        if end <= start:
            return None
        spoken = () if self.hours.said_in_numbers else (f"{self.hours}",)
        return Moments(start, end, Granularity.HOUR, notes=(*day.notes, *spoken))


def single(phrase: Phrase, at: int) -> Settled | None:
    """One period, or hours of one day."""
    found = timed_at(phrase, at)
    return finished(phrase, *found) if found else None


def finished(phrase: Phrase, timed: Timed, after: int) -> Settled | None:
    """What it means, where it is enough to mean anything."""
    named = timed.named
    if named is None:
        if not phrase.eager or timed.hours is None:
            return None
        named = Days(phrase.today, phrase.today + 1, Granularity.DAY)
    meaning = timed.on(phrase, meant(phrase, named))
    return (meaning, after) if meaning else None


def meant(phrase: Phrase, named: Named) -> Meaning:
    """The one occurrence that is meant, with a note that says which."""
    meaning = resolved(phrase, named)
    if isinstance(named, Recurrence):
        when = f"{meaning}, " if isinstance(meaning, Days) else ""
        return meaning.noting(f"{when}the latest one that has begun")
    return meaning


def timed_at(phrase: Phrase, at: int) -> tuple[Timed, int] | None:
    """A period and hours in any order: "Friday between 1 and 4 PM", "in the afternoon, last Friday"."""
    named: Named | None = None
    part: Hours | None = None
    clock: Hours | None = None
    after, next_at = at, phrase.skip_any(at, LEADS)
    for _ in range(4):
        if named is None and (day := _day_with_part(phrase, next_at)):
            named, part, after = day
        elif clock is None and (timed := _hours(phrase, next_at, named)):
            clock, after = timed
        elif named is None and (found := period(phrase, next_at)):
            named, after = found
        elif part is None and (said := daypart(phrase, next_at)):
            part, after = said
        else:
            break
        next_at = _to_next_part(phrase, after, expecting=named is None or clock is None)
    if after == at:
        return None
    hours = towards(clock, part) if clock and part else clock or part
    return Timed(named, hours), after


def _hours(phrase: Phrase, at: int, named: Named | None) -> tuple[Hours, int] | None:
    """A time of day, which bare numbers are only beside a day."""
    word = phrase.texts[at]
    found = hours_at(phrase, at) if word.isdecimal() or word in _BEFORE_HOURS else None
    if found is None or found[0].exact or _day_follows(phrase, found[1]):
        return found
    return found if named and not isinstance(named, Moments) and named.unit is Granularity.DAY else None


def _to_next_part(phrase: Phrase, after: int, *, expecting: bool) -> int:
    return phrase.skip_any(after, _BETWEEN_PARTS) if expecting else after


def _day_with_part(phrase: Phrase, at: int) -> tuple[Named, Hours | None, int] | None:
    """ "Tonight", "this morning" and "last night", which name a day and a part of it at once."""
    texts = phrase.texts
    if texts[at] == "tonight":
        return day_from_now(phrase, 0), Hours(*DAYPARTS["night"], exact=True, said_in_numbers=False), at + 1
    if texts[at] not in {"this", "last", "late", "early"}:
        return None
    which = texts[at] if texts[at] in {"late", "early"} else ""
    start = at + 1 if which else at
    said = daypart(phrase, start + 1) if texts[start] in {"this", "last"} else None
    if said is None:
        return None
    hours, after = said
    middle = (hours.start + hours.end) // 2
    if which:
        hours = replace(hours, start=middle) if which == "late" else replace(hours, end=middle)
    return day_from_now(phrase, -(texts[start] == "last")), hours, after


def day_from_now(phrase: Phrase, later: int) -> Days:
    """The business day so many days later."""
    return Days(phrase.today + later, phrase.today + later + 1, Granularity.DAY)


def _day_follows(phrase: Phrase, after: int) -> bool:
    """Whether bare numbers are hours because of what follows: "between 9 and 17 on 15 March"."""
    start = phrase.skip_any(after, _BETWEEN_PARTS)
    if phrase.texts[start] in MONTHS:
        return False
    found = period(phrase, start)
    if found is None or isinstance(found[0], Moments):
        return False
    return found[0].unit is Granularity.DAY and (
        not isinstance(found[0], Days) or found[0].after - found[0].first == 1
    )


def _at_minute(phrase: Phrase, day: int, minute: int) -> datetime:
    midnight = datetime.combine(date.fromordinal(day), datetime.min.time())
    return phrase.calendar.instant_at(midnight + timedelta(minutes=minute))
