"""Periods with names and numbers of their own: Q3, H1, FY25, week 10, the seventies, winter."""

from datetime import date

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.gregorian import GregorianCalendar
from olympus.domain.time_expressions.dates import two_digit_year, year_at
from olympus.domain.time_expressions.numbers import ordinal, value_of
from olympus.domain.time_expressions.phrase import Phrase
from olympus.domain.time_expressions.recurrence import (
    DayOfWeek,
    Days,
    MonthsOfYear,
    Period,
    Season,
    WeekOfYear,
    years,
)
from olympus.domain.time_expressions.vocabulary import DECADES, SEASONS

WEEKEND = DayOfWeek(6, 2)

_HALVES = frozenset({"half", "halves", "semester"})
_QUARTERS = frozenset({"quarter", "qtr"})
_SPOKEN_CENTURIES = {"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}

Found = tuple[Period, int]


def quarter_or_half(phrase: Phrase, at: int) -> Found | None:
    """Q3, 3Q, "quarter 3", "third quarter", H2, "second half"."""
    texts = phrase.texts
    word, number = texts[at], texts[at + 1]
    if word in {"q", "qtr", "quarter", "h", "half"}:
        numbered = len(number) == 1 and number.isdecimal()
        return _of_year(int(number), at + 2, half=word in {"h", "half"}) if numbered else None
    if word.isdecimal() and number in {"q", "h"}:
        if len(word) == 2:
            return _quarter_of_short_year(phrase, at)
        return _of_year(int(word), at + 2, half=number == "h") if len(word) == 1 else None
    which = ordinal(phrase, at)
    if which is None:
        return None
    number_of, after = which
    after = phrase.skip(after, "-")
    if texts[after] in _QUARTERS or texts[after] in _HALVES:
        return _of_year(number_of, after + 1, half=texts[after] in _HALVES)
    return None


def _quarter_of_short_year(phrase: Phrase, at: int) -> Found | None:
    """18Q4."""
    found = quarter_or_half(phrase, at + 1)
    if found is None or not isinstance(found[0], MonthsOfYear):
        return None
    return found[0].occurrence(two_digit_year(phrase, phrase.texts[at])), found[1]


def fiscal_year(phrase: Phrase, at: int) -> Found | None:
    """FY25, "fiscal year 2025", "fiscal 2025", and the calendar year as CY25."""
    texts = phrase.texts
    word = texts[at]
    if word == "cy":
        year = year_at(phrase, at + 1, short=True)
        return (years(year[0]), year[1]) if year else None
    if word in {"fiscal", "financial"}:
        at = phrase.skip(at + 1, "year", "yr") - 1
    elif word != "fy":
        return None
    year = year_at(phrase, phrase.skip(at + 1, "-"), short=True)
    if year is None:
        return None
    return _fiscal(phrase, year[0]), year[1]


def numbered_week(phrase: Phrase, at: int) -> Found | None:
    """Week 10, W10, "calendar week 10"."""
    texts = phrase.texts
    if texts[at] == "calendar" and texts[at + 1] in {"week", "wk"}:
        at += 1
    if texts[at] not in {"week", "wk", "w", "cw", "kw"}:
        return None
    number = phrase.skip(at + 1, "#", "number", "no", ".")
    if not texts[number].isdecimal() or not 1 <= value_of(texts[number]) <= 53:
        return None
    if texts[number + 1] in {"st", "nd", "rd", "th", ":", "am", "pm", "/"}:
        return None
    return WeekOfYear(int(texts[number]), phrase.calendar.settings.week_start.iso), number + 1


def decade_or_century(phrase: Phrase, at: int) -> Found | None:
    """The 1980s, '80s, "nineteen seventies", "the seventies", "21st century"."""
    texts = phrase.texts
    start = at + 1 if texts[at] == "'" else at
    word = texts[start]
    if texts[start + 1] in {"s", "'s"} and word.isdecimal():
        return _decade_in_digits(phrase, start)
    if word in DECADES:
        return _latest_decade(phrase, DECADES[word]), start + 1
    century = _SPOKEN_CENTURIES.get(word)
    if century and texts[start + 1] in DECADES:
        return _decade(century * 100 + DECADES[texts[start + 1]] % 100), start + 2
    if texts[start : start + 2] == ("two", "thousands"):
        return _decade(2000), start + 2
    which = ordinal(phrase, at)
    if which and texts[which[1]] == "century" and 2 <= which[0] <= 30:
        return years((which[0] - 1) * 100, 100), which[1] + 1
    return None


def _decade_in_digits(phrase: Phrase, at: int) -> Found | None:
    word = phrase.texts[at]
    if not word.endswith("0"):
        return None
    if len(word) == 4 and "1500" <= word <= "2190":
        return _decade(int(word)), at + 2
    return (_latest_decade(phrase, int(word)), at + 2) if len(word) == 2 else None


def season(phrase: Phrase, at: int) -> Found | None:
    """Spring to winter; for the one that is running see `running_season`."""
    dates = SEASONS.get(phrase.texts[at])
    return (Season(*dates), at + 1) if dates else None


def running_season(phrase: Phrase, which: int) -> Days:
    """The season that is running (0), the one before (-1) or after it (1)."""
    rounds = [Season(*SEASONS[name]) for name in ("spring", "summer", "autumn", "winter")]
    found = max((each.latest(phrase.today) for each in rounds), key=lambda days: days.first)
    if which < 0:
        return max((each.latest(found.first - 1) for each in rounds), key=lambda days: days.first)
    return min((each.coming(found.after) for each in rounds), key=lambda days: days.first) if which else found


def _of_year(number: int, after: int, *, half: bool) -> Found | None:
    if not 1 <= number <= (2 if half else 4):
        return None
    count = 6 if half else 3
    return MonthsOfYear((number - 1) * count + 1, count), after


def _fiscal(phrase: Phrase, year: int) -> Days:
    """The tenant's fiscal year: named for the calendar year in which it ends, a retail year for its start."""
    dates = phrase.calendar.dates
    begun_earlier = isinstance(dates, GregorianCalendar) and dates.first_month > 1
    number = year - begun_earlier
    first, after = (dates.start(each, Granularity.YEAR).toordinal() for each in (number, number + 1))
    found = Days(first, after, Granularity.YEAR, own=True)
    return found.noting(f"{found}, the fiscal year that ends in {year}") if begun_earlier else found


def _decade(year: int) -> Days:
    return years(year, 10)


def _latest_decade(phrase: Phrase, tens: int) -> Days:
    """The sixties of this century if they have begun, of the last one otherwise."""
    if tens >= 1000:
        return _decade(tens)
    this_year = date.fromordinal(phrase.today).year
    century = this_year - this_year % 100
    return _decade(century + tens if century + tens <= this_year else century - 100 + tens)
