"""Words that may mean something else: "may", "sat", "fall", 2000. Their neighbours decide."""

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.time_expressions.dates import bare_day, bare_year, named_date, numeric_date, weekday_and_date
from olympus.domain.time_expressions.holidays import holiday
from olympus.domain.time_expressions.named import WEEKEND, season
from olympus.domain.time_expressions.numbers import ordinal
from olympus.domain.time_expressions.periods import this_unit
from olympus.domain.time_expressions.phrase import Found, Phrase
from olympus.domain.time_expressions.recurrence import DayOfWeek, Recurrence
from olympus.domain.time_expressions.units import to_date
from olympus.domain.time_expressions.vocabulary import (
    DIRECTIONS,
    MONTHS,
    ORDINALS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    words,
)

_DOUBTFUL = words("may sat sun mon wed mar fall spring summer winter autumn dec")

_POINTING = words(
    "in since until till before after during on for from by between through throughout late early mid this last"
)
"""After these words come times."""
_DATE_INTRODUCERS = words("on since until till before after from by between to and through of for -")
_YEAR_INTRODUCERS = words(
    "in of since for during from until till before after by between through to year vs versus - late early mid"
)
"""Before which numbers they may be dates, and years."""
_COUNTING = words("top than over under above below least most order number id first last # sku $ € £ table")
_COUNTED = words("orders items units customers products users %")
"""Between which numbers count things."""
_AFTER_A_YEAR = words("? . , by per vs versus and compared for with in -") | {""}
_AFTER_A_DAY = words("? . , of and to vs") | {""}
"""What may follow a year, and a day, that stands alone."""
_BESIDE_A_MONTH = words("and to - vs show me or versus , than compared through")
_VERB_SUBJECTS = words(
    "which that who i we you he she it they be have not see get ask also a an the customers people"
)
"""Beside which "may" is a month, and beside which it is a verb."""
_NOT_A_DATE = words("am pm : of st nd rd th")
"""After which two numbers are no month and day."""


def month_name(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "May 2025", and "may" where it is no verb."""
    return named_date(phrase, at) if _certain(phrase, at) else None


def weekday_name(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "Friday", "Fri, 13 March", and "sat" where it is no verb."""
    if not _certain(phrase, at):
        return None
    if dated := weekday_and_date(phrase, at):
        return dated
    return DayOfWeek(WEEKDAYS[phrase.texts[at]]), phrase.skip(at + 1, ".") if phrase.eager else at + 1


def unit_name(phrase: Phrase, at: int, depth: int) -> Found | None:
    """What begins with the name of a unit: "month to date", "year 2020", "the month", "month of May"."""
    texts = phrase.texts
    if done := to_date(phrase, at):
        return done
    unit = UNITS.get(texts[at])
    if unit is Granularity.YEAR and (year := bare_year(phrase, phrase.skip(at + 1, "of"))):
        return year
    if unit is Granularity.MONTH:
        start = phrase.skip(at + 1, "of", ",")
        if texts[start] in MONTHS:
            return named_date(phrase, start)
    alone = at and texts[at - 1] == "the" and texts[at] == unit
    if alone and unit is not Granularity.HOUR and (phrase.eager or _of_its_own(phrase, at)):
        return this_unit(phrase, at)
    return None


def year_number(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "2024", where it counts nothing else."""
    year = bare_year(phrase, at)
    return year if year and _certain_year(phrase, at, year[1]) else None


def day_number_alone(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "On the 27th"."""
    found = bare_day(phrase, at)
    if found is None or phrase.eager:
        return found
    before = phrase.texts[at - 1] if at else ""
    after = phrase.texts[found[1]]
    if ordinal(phrase, at) is None:
        return None  # "on 12" may be a table
    on_it = before == "on" or (before == "the" and at > 1 and phrase.texts[at - 2] in {"on", "since", "until"})
    return found if on_it and after in _AFTER_A_DAY else None


def season_name(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "Last fall", but not "did sales fall"."""
    return season(phrase, at) if _certain(phrase, at) else None


def holiday_name(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "At Easter", but not "Easter eggs"."""
    found = holiday(phrase, at)
    if found is None or phrase.eager or found[1] - at > 1:
        return found
    before, after = phrase.texts[at - 1] if at else "", phrase.texts[found[1]]
    stands_alone = after.isdecimal() or after in DIRECTIONS or not after.isalpha() or after in _POINTING
    return found if stands_alone or before in _POINTING or before in DIRECTIONS else None


def weekend(phrase: Phrase, at: int, depth: int) -> Found | None:
    """The latest one; "weekends" are no time but a choice of weekdays."""
    return WEEKEND.latest(phrase.today), at + 1


def digits_as_date(phrase: Phrase, at: int, depth: int) -> Found | None:
    """ "On 3/4", but not "3/4 of the orders"."""
    found = numeric_date(phrase, at)
    if found is None:
        return None
    texts = phrase.texts
    after = texts[found[1]]
    two_numbers = found[1] - at == 3 and texts[at + 2].isdecimal()
    if two_numbers and (after in MONTHS or after in _NOT_A_DATE):
        return None
    if found[1] - at <= 3 and not phrase.eager and isinstance(found[0], Recurrence):
        return found if at and texts[at - 1] in _DATE_INTRODUCERS and texts[at + 1] != "." else None
    return found


def _of_its_own(phrase: Phrase, at: int) -> bool:
    """Whether "the month" stands alone in a question, not as in "the day of the week"."""
    before = phrase.texts[at - 2] if at > 1 else ""
    return phrase.texts[at] != "day" and before in {"for", "in", "during", "over", "so"}


def _certain(phrase: Phrase, at: int) -> bool:
    """Whether a word that may mean something else is meant as time here."""
    texts = phrase.texts
    word = texts[at]
    if phrase.eager or word not in _DOUBTFUL:
        return True
    before, after = texts[at - 1] if at else "", texts[at + 1]
    if after.isdecimal() or before in _POINTING or before in DIRECTIONS:
        return True
    if word in SEASONS:
        return False
    if before == "of" or after in DIRECTIONS or (after == "the" and texts[at + 2] in ORDINALS):
        return True
    if word == "may":
        said_beside = before in _BESIDE_A_MONTH or after in _BESIDE_A_MONTH
        return said_beside and before not in _VERB_SUBJECTS and after not in _VERB_SUBJECTS
    return False


def _certain_year(phrase: Phrase, at: int, after: int) -> bool:
    """Whether a number of four digits counts years and not orders."""
    if phrase.eager:
        return True
    texts = phrase.texts
    before = texts[at - 1] if at else ""
    following = texts[after]
    if before in _YEAR_INTRODUCERS:
        return following not in _COUNTED
    if at == 0 and "2000" < texts[at] <= "2050" and following.isalpha():
        return True
    if not texts[at].isdecimal() or not "1990" <= texts[at] <= "2050" or before in _COUNTING:
        return False
    return following in _AFTER_A_YEAR
