"""Dates, months and years as they are written: 2026-03-17, 3/17, "the 17th of March '26"."""

from datetime import date

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.time_expressions.numbers import day_number, ordinal, value_of, year_in_words
from olympus.domain.time_expressions.phrase import Phrase
from olympus.domain.time_expressions.recurrence import (
    DayOfMonth,
    DayOfYear,
    Days,
    MonthOfYear,
    Period,
    day_of,
    months,
    years,
)
from olympus.domain.time_expressions.vocabulary import MONTHS, ORDINAL_ENDINGS, UNITS, WEEKDAYS

Found = tuple[Period, int]
"""What was read, and the position after it."""

_SEPARATORS = frozenset({"-", "/", "."})
_YEARS_AHEAD = 20
"""A year of two digits lies at most that far in the future: in 2026, '46 is 2046 and '47 is 1947."""


def two_digit_year(phrase: Phrase, digits: str) -> int:
    this_year = date.fromordinal(phrase.today).year
    year = this_year - this_year % 100 + int(digits)
    return year - 100 if year > this_year + _YEARS_AHEAD else year


def year_at(phrase: Phrase, at: int, *, short: bool = False) -> tuple[int, int] | None:
    """A year by its number: 2026, '26, "nineteen ninety nine", and with `short` also 26."""
    texts = phrase.texts
    word = texts[at]
    if word.isdecimal():
        if len(word) == 4 and "1500" <= word <= "2199":
            return int(word), phrase.skip(at + 1, "ad", "ce")
        if short and len(word) == 2 and texts[at + 1] not in {":", "am", "pm", *ORDINAL_ENDINGS}:
            return two_digit_year(phrase, word), at + 1
        return None
    if word == "'" and len(texts[at + 1]) == 2 and texts[at + 1].isdecimal():
        return two_digit_year(phrase, texts[at + 1]), at + 2
    return year_in_words(phrase, at)


def following_year(phrase: Phrase, at: int, *, short: bool = False) -> tuple[int, int] | None:
    """A year that says which March or which 4th of July it was: ", 2026", "of 2026", "in the year 2026"."""
    texts = phrase.texts
    word = texts[at]
    if word in {",", ".", "/", "-"}:
        loose = short and word != ","
        return year_at(phrase, at + 1, short=loose)
    if word in {"of", "in"}:
        if texts[at + 1] == "the" and texts[at + 2] == "year":
            return year_at(phrase, at + 3)
        return year_at(phrase, phrase.skip(at + 1, "year"), short=short and word == "of")
    return year_at(phrase, at, short=short)


def numeric_date(phrase: Phrase, at: int) -> Found | None:
    """A date of digits alone, in any of the usual orders; month before day unless that is impossible."""
    texts = phrase.texts
    if len(texts[at]) >= 6:
        return _compact(texts[at], at)
    sign = texts[at + 1]
    if sign not in _SEPARATORS or not texts[at + 2].isdecimal():
        return _with_month_name(phrase, at)
    if texts[at + 3] == sign and texts[at + 4].isdecimal() and texts[at + 5] != ":":
        full = _three_numbers(phrase, texts[at], texts[at + 2], texts[at + 4])
        if full:
            return full, at + 5
    two = _two_numbers(texts[at], texts[at + 2], sign)
    return (two, at + 3) if two else None


def named_date(phrase: Phrase, at: int) -> Found | None:
    """A month by its name, alone or with a day or a year: "March", "Mar 5th", "March of 2026"."""
    texts = phrase.texts
    month = MONTHS[texts[at]]
    after = phrase.skip(at + 1, ".")
    if year := year_at(phrase, after):
        return months(year[0], month, 1, Granularity.MONTH), year[1]
    if found := _day_after_month(phrase, after, month):
        return found
    if year := following_year(phrase, after):
        return months(year[0], month, 1, Granularity.MONTH), year[1]
    if len(texts[after]) == 2 and texts[after].isdecimal() and int(texts[after]) > 31:
        return months(two_digit_year(phrase, texts[after]), month, 1, Granularity.MONTH), after + 1
    if texts[after] == "/" and len(texts[after + 1]) == 2 and texts[after + 1].isdecimal():
        return months(two_digit_year(phrase, texts[after + 1]), month, 1, Granularity.MONTH), after + 2
    return MonthOfYear(month), after


def day_then_month(phrase: Phrase, at: int) -> Found | None:
    """A day before its month: "5 March", "the 5th of Mar, 2026", 05-Mar-26."""
    day = day_number(phrase, at)
    if day is None:
        return None
    texts = phrase.texts
    number, after = day
    name = phrase.skip(after, "of", "-", "/", ".", ",", "day", "in")
    if name - after > 2:
        return None
    month = MONTHS.get(texts[name])
    if month is None:
        return None
    return _with_year(phrase, month, number, phrase.skip(name + 1, "."))


def bare_day(phrase: Phrase, at: int) -> Found | None:
    """A day of a month that is not named: "the 27", "the 21st", "on the twenty second"."""
    day = ordinal(phrase, at)
    if day is None and at and phrase.texts[at - 1] in {"the", "on"}:
        day = day_number(phrase, at)
    return (DayOfMonth(day[0]), day[1]) if day and 1 <= day[0] <= 31 else None


def weekday_and_date(phrase: Phrase, at: int) -> Found | None:
    """A weekday before a date: "Friday 2018-7-6", "Wed, 22 of Jan", "Tue 13th". The date decides."""
    texts = phrase.texts
    weekday = WEEKDAYS[texts[at]]
    after = phrase.skip(at + 1, ".", ",", "the", "on")
    if texts[after] in MONTHS:
        found = named_date(phrase, after)
        return found if found and found[0].unit is Granularity.DAY else None
    if texts[after].isdecimal():
        dated = day_then_month(phrase, after) or numeric_date(phrase, after)
        if dated:
            return dated
    day = ordinal(phrase, after) or (day_number(phrase, after) if after == at + 1 else None)
    if (
        day is None
        or texts[day[1]] in {":", "am", "pm", "a", "p", "-", "to"}
        or texts[day[1]] in UNITS
        or not 1 <= day[0] <= 31
    ):
        return None
    if month_named := day_then_month(phrase, after):
        return month_named
    return DayOfMonth(day[0], weekday), day[1]


def _day_after_month(phrase: Phrase, at: int, month: int) -> Found | None:
    texts = phrase.texts
    start = at + 1 if texts[at] in {",", "/", "-"} else at
    day = day_number(phrase, start)
    if day is None or texts[day[1]] in {":", "am", "pm"}:
        return None
    if texts[at] == "-" and (texts[day[1]] in MONTHS or texts[day[1]] == "of"):
        return None  # the second of the ends of "Nov-5 Feb"
    return _with_year(phrase, month, *day)


def _with_year(phrase: Phrase, month: int, day: int, after: int) -> Found | None:
    texts = phrase.texts
    dashed = texts[after] not in {"-", "/"} or texts[after] == texts[after - 2]
    year = following_year(phrase, after, short=dashed)
    if year and texts[year[1]] in {":", "am", "pm"}:
        year = None
    if year:
        found = day_of(year[0], month, day)
        return (found, year[1]) if found else None
    return (DayOfYear(month, day), after) if day_of(2000, month, day) else None


def _with_month_name(phrase: Phrase, at: int) -> Found | None:
    """A year before its month: "2019-aug-01", "2016 june", "2024/August"."""
    year = year_at(phrase, at)
    if year is None:
        return None
    texts = phrase.texts
    name = year[1] + 1 if texts[year[1]] in {"-", "/", ",", "."} else year[1]
    month = MONTHS.get(texts[name])
    if month is None:
        return None
    if year_at(phrase, name + 1):
        return None  # the beginning of "2014 - May 2015"
    day = name + 2 if texts[name + 1] in {"-", "/"} else name + 1
    if texts[day].isdecimal() and len(texts[day]) <= 2 and (found := day_of(year[0], month, int(texts[day]))):
        return found, day + 2 if texts[day + 1] in ORDINAL_ENDINGS else day + 1
    return months(year[0], month, 1, Granularity.MONTH), name + 1


def _compact(digits: str, at: int) -> Found | None:
    if not digits.startswith(("19", "20")):
        return None
    year, month = int(digits[:4]), int(digits[4:6])
    if not 1 <= month <= 12:
        return None
    if len(digits) == 6:
        return months(year, month, 1, Granularity.MONTH), at + 1
    found = day_of(year, month, int(digits[6:])) if len(digits) == 8 else None
    return (found, at + 1) if found else None


def _three_numbers(phrase: Phrase, one: str, two: str, three: str) -> Days | None:
    if len(one) == 4:
        if len(two) > 2 or len(three) > 2:
            return None
        return _valid(value_of(one), value_of(two), value_of(three))
    if len(one) > 2 or len(two) > 2 or len(three) not in {2, 4}:
        return None
    year = int(three) if len(three) == 4 else two_digit_year(phrase, three)
    month, day = int(one), int(two)
    found = _valid(year, month, day)
    if found and day <= 12 and day != month:
        return found.noting(f"{found}, with the month before the day")
    return found or _valid(year, day, month)


def _two_numbers(one: str, two: str, sign: str) -> Period | None:
    if len(one) == 4 or len(two) == 4:
        year, month = (one, two) if len(one) == 4 else (two, one)
        if len(month) > 2 or not 1 <= int(month) <= 12 or not "1000" <= year <= "2999":
            return None
        return months(int(year), int(month), 1, Granularity.MONTH)
    if len(one) > 2 or len(two) > 2:
        return None
    first, second = int(one), int(two)
    for month_number, day in ((first, second), (second, first)):
        if 1 <= month_number <= 12 and _valid(2000, month_number, day):
            return DayOfYear(month_number, day)
    return None


def _valid(year: int, month: int, day: int) -> Days | None:
    return day_of(year, month, day) if 1 <= month <= 12 and 1000 <= year <= 2999 else None


def bare_year(phrase: Phrase, at: int) -> Found | None:
    """A year by itself: 2014, '25, "nineteen twenty eight"."""
    year = year_at(phrase, at)
    return (years(year[0]), year[1]) if year else None
