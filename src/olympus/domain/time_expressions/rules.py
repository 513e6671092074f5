"""Which rules to try at a word: found by the word itself, so that other words cost one look-up."""

from collections.abc import Callable, Iterable

from olympus.domain.time_expressions.anchored import units_around, week_of, weekdays_ago
from olympus.domain.time_expressions.dates import day_then_month
from olympus.domain.time_expressions.directed import (
    directed,
    earlier_in,
    named_day,
    rest_of,
    trailing_year,
    whole_unit,
)
from olympus.domain.time_expressions.doubtful import (
    day_number_alone,
    digits_as_date,
    holiday_name,
    month_name,
    season_name,
    unit_name,
    weekday_name,
    weekend,
    year_number,
)
from olympus.domain.time_expressions.holidays import FIRST_WORDS
from olympus.domain.time_expressions.named import decade_or_century, fiscal_year, numbered_week, quarter_or_half
from olympus.domain.time_expressions.ordinal_parts import (
    abbreviated_end,
    day_of_following,
    final,
    ordinal_part,
    part_of,
)
from olympus.domain.time_expressions.phrase import DIGITS, Found, Phrase, Rule
from olympus.domain.time_expressions.units import ago, counted_then_direction
from olympus.domain.time_expressions.vocabulary import (
    DECADES,
    DIRECTIONS,
    ENDS_OF,
    LONGER_UNITS,
    MONTHS,
    NAMED_DAYS,
    NUMBER_WORDS,
    PARTS,
    REST,
    SEASONS,
    TO_DATE,
    TRAILING_YEAR,
    UNITS,
    WEEKDAYS,
)


def _plain(rule: Callable[[Phrase, int], Found | None]) -> Rule:
    """A rule that looks for no period inside another."""
    return lambda phrase, at, depth: rule(phrase, at)


_DIGIT_RULES: tuple[Rule, ...] = (
    _plain(decade_or_century),
    ordinal_part,
    _plain(quarter_or_half),
    _plain(ago),
    weekdays_ago,
    units_around,
    _plain(counted_then_direction),
    _plain(day_then_month),
    digits_as_date,
    year_number,
    day_of_following,
    day_number_alone,
)

_NUMBER_WORD_RULES: tuple[Rule, ...] = (
    _plain(decade_or_century),
    ordinal_part,
    _plain(quarter_or_half),
    _plain(ago),
    weekdays_ago,
    units_around,
    _plain(counted_then_direction),
    _plain(day_then_month),
    year_number,
    day_number_alone,
)


def _rules() -> dict[str, tuple[Rule, ...]]:
    """For every word that may begin a period, the rules to try in order."""
    rules: dict[str, list[Rule]] = {}

    def add(words: Iterable[str], *more: Rule) -> None:
        for word in words:
            rules.setdefault(word, []).extend(more)

    add({DIGITS}, *_DIGIT_RULES)
    add(FIRST_WORDS, holiday_name)
    add(NUMBER_WORDS, *_NUMBER_WORD_RULES)
    add({"a", "an", "few", "several", "half", "couple", "dozen"}, _plain(ago), weekdays_ago, units_around)
    add({*DECADES, "'"}, _plain(decade_or_century))
    add({"'"}, year_number)
    add(MONTHS, month_name)
    add(WEEKDAYS, weekday_name)
    add(SEASONS, season_name)
    add(DIRECTIONS, directed)
    add({"final"}, final)
    add(NAMED_DAYS, named_day)
    add(PARTS, part_of)
    add(ENDS_OF, abbreviated_end)
    add({"q", "h", "qtr", "quarter", "half"}, _plain(quarter_or_half))
    add({"fy", "cy", "fiscal", "financial"}, _plain(fiscal_year))
    add({"week", "wk", "w", "cw", "kw", "calendar"}, _plain(numbered_week))
    add({"week", "w/c", "w/e"}, week_of)
    add({"day", "week", "month", "year", "quarter", "weekend"}, units_around)
    add({*UNITS, *TO_DATE, "so", "to"}, unit_name)
    add({"weekend"}, weekend)
    add(TRAILING_YEAR, trailing_year)
    add(REST, rest_of)
    add({"earlier"}, earlier_in)
    add({"whole", "entire"}, whole_unit)
    add(LONGER_UNITS, units_around)
    return {word: tuple(each) for word, each in rules.items()}


RULES = _rules()
