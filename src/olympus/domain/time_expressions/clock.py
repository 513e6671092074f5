"""Hours of a day: "9 to 17", "3-8pm", "between 9:30 and 3:00 pm", "noon", "late evening"."""

from dataclasses import dataclass

from olympus.domain.time_expressions.numbers import cardinal, value_of
from olympus.domain.time_expressions.phrase import Phrase
from olympus.domain.time_expressions.vocabulary import CONNECTORS, DAYPARTS, MONTHS, WEEKDAYS

_DAY = 24 * 60
_HALF_DAY = 12 * 60
_SIGNED = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0}
_MAKES_A_DATE = frozenset({"-", "/", ".", "of", "st", "nd", "rd", "th", *MONTHS})
"""What follows a number that is a day and no hour: the 3 of "10pm to 3 March 2am"."""
_NAMES_A_DAY = frozenset({"today", "yesterday", "on", *WEEKDAYS})
"""After the second of two times, the later of which comes first: "5pm until 9am today"."""
_AFTER_A = frozenset({"", "on", ",", ".", "?", *CONNECTORS})
"""What may follow the a of 9a, which otherwise begins something: "9 a day"."""
_MARKS = {"am": "am", "a": "am", "pm": "pm", "p": "pm"}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as it was said; without am or pm it may be either."""

    minute: int
    """Of the day."""
    mark: str
    """Which half of the day was said, am or pm; 24 where the time can only be one of 24 hours."""
    exact: bool
    """Whether minutes, am or pm were said; a bare 9 may count anything."""
    to_the_minute: bool = False

    def later_half(self) -> "Clock":
        return Clock(self.minute + _HALF_DAY, "pm", self.exact, self.to_the_minute)


@dataclass(frozen=True, slots=True)
class Hours:
    """From one minute of the day to another, which may lie in the next day."""

    start: int
    end: int
    exact: bool
    """Whether it can be nothing but a time of day."""
    single: Clock | None = None
    """The one time that was said, where it was no range."""
    said_in_numbers: bool = True
    """Not so for the evening, of which there are several opinions."""

    def __str__(self) -> str:
        bounds = (divmod(minute, 60) for minute in (self.start, self.end))
        return " to ".join(f"{hour:02}:{minute:02}" for hour, minute in bounds)


def daypart(phrase: Phrase, at: int) -> tuple[Hours, int] | None:
    """Morning, afternoon, evening, night, or the earlier or later half of one."""
    texts = phrase.texts
    which = texts[at] if texts[at] in {"early", "late"} else ""
    start = phrase.skip(at + 1, "-", "in", "the") if which else at
    hours = DAYPARTS.get(texts[start])
    if hours is None or (texts[start] in {"am", "pm"} and texts[start - 1].isdecimal()):
        return None
    begin, end = hours
    middle = (begin + end) // 2
    if which:
        begin, end = (begin, middle) if which == "early" else (middle, end)
    return Hours(begin, end, exact=True, said_in_numbers=False), start + 1


def hours_at(phrase: Phrase, at: int) -> tuple[Hours, int] | None:
    """A range of the clock or one time, which stands for its hour, or its minute if minutes were said."""
    texts = phrase.texts
    if texts[at] in {"after", "before", "until"}:
        return _one_sided(phrase, at)
    between = texts[at] == "between"
    led = between or texts[at] == "from"
    start = phrase.skip(at + 1, "the") if led else at
    first = clock_at(phrase, start)
    if first is None:
        return None
    clock, after = first
    if texts[after] in CONNECTORS or (texts[after] == "and" and between):
        second = clock_at(phrase, phrase.skip(after + 1, "at"))
        if second and _is_hour(texts[second[1]], clock, second[0]):
            return _between(clock, second[0]), second[1]
    if led or not clock.exact:
        return None
    length = 1 if clock.to_the_minute else 60
    return Hours(clock.minute, clock.minute + length, exact=True, single=clock), after


def _is_hour(following: str, first: Clock, last: Clock) -> bool:
    """Whether the second number ends a range of hours and begins nothing else: a date, or another day."""
    if first.mark and last.mark and last.minute <= first.minute:
        return following not in _NAMES_A_DAY
    return last.exact or following not in _MAKES_A_DATE


def _one_sided(phrase: Phrase, at: int) -> tuple[Hours, int] | None:
    """ "After 6pm", "before noon": until the day ends, or since it began."""
    found = clock_at(phrase, at + 1)
    if found is None or not found[0].exact or found[0].minute == 0:
        return None
    minute = found[0].minute
    bounds = (minute, _DAY) if phrase.texts[at] == "after" else (0, minute)
    return Hours(*bounds, exact=True), found[1]


def clock_at(phrase: Phrase, at: int) -> tuple[Clock, int] | None:
    """One time of day: 15:30, "3:30 p.m.", "3pm", "noon", or a bare 9."""
    texts = phrase.texts
    word = texts[at]
    if word in _SIGNED:
        return Clock(_SIGNED[word], "24", exact=True), at + 1
    if not word.isdecimal():
        return _spoken(phrase, at)
    if len(word) > 2 or (hour := int(word)) > 24:
        return None
    minute, after = 0, at + 1
    if texts[after] == ":" and len(texts[after + 1]) == 2 and texts[after + 1].isdecimal():
        minute, after = int(texts[after + 1]), after + 2
        if minute > 59 or hour == 24:
            return None
        if texts[after] == ":" and texts[after + 1].isdecimal() and value_of(texts[after + 1]) < 60:
            after += 2
    elif texts[after] == ":":
        return None
    timed = after > at + 1
    return _marked(phrase, hour, minute, after, exact=timed)


def towards(hours: Hours, part: Hours) -> Hours:
    """A range without am or pm, moved to the part of the day in which it was said to be."""
    if hours.end <= _HALF_DAY and part.start >= _HALF_DAY:
        return Hours(hours.start + _HALF_DAY, hours.end + _HALF_DAY, hours.exact)
    return hours


def _spoken(phrase: Phrase, at: int) -> tuple[Clock, int] | None:
    number = cardinal(phrase, at)
    if number is None or not 1 <= number[0] <= 12:
        return None
    return _marked(phrase, number[0], 0, number[1], exact=False)


def _marked(phrase: Phrase, hour: int, minute: int, after: int, *, exact: bool) -> tuple[Clock, int] | None:
    word = phrase.texts[after]
    mark = _MARKS.get(word, "")
    if mark and 1 <= hour <= 12 and (word != "a" or phrase.texts[after + 1] in _AFTER_A):
        hour = hour % 12 + (12 if mark == "pm" else 0)
        return Clock(hour * 60 + minute, mark, exact=True, to_the_minute=minute > 0), after + 1
    if word in {"o'clock", "oclock"}:
        exact, after = True, after + 1
    twenty_four = "24" if hour > 12 or hour == 0 else ""
    return Clock(hour * 60 + minute, twenty_four, exact, to_the_minute=exact and minute > 0), after


def _between(first: Clock, last: Clock) -> Hours:
    """Both together: of a time without am or pm, the half of the day that suits the other."""
    if not first.mark and last.mark == "pm" and first.minute < _HALF_DAY:
        later = first.later_half()
        first = later if later.minute < last.minute else first
    elif not last.mark and last.minute <= first.minute and last.minute < _HALF_DAY:
        last = last.later_half()
    end = last.minute if last.minute > first.minute else last.minute + _DAY
    return Hours(first.minute, end, first.exact or last.exact)
