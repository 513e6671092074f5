"""The words people use for time, as data: no rules here."""

from olympus.domain.calendar.granularity import Granularity


def words(listed: str) -> frozenset[str]:
    """The words of a list that is written with spaces between them."""
    return frozenset(listed.split())


def _by_word(*groups: str) -> dict[str, int]:
    """Each group's words with the group's place, counted from 1."""
    return {word: place for place, group in enumerate(groups, 1) for word in group.split()}


MONTHS = _by_word(
    "january jan janury januray",
    "february feb febr feburary",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sep sept septmber",
    "october oct octber",
    "november nov",
    "december dec decmber",
)

WEEKDAYS = _by_word(
    "monday mon",
    "tuesday tue tues",
    "wednesday wed weds wednsday",
    "thursday thu thur thurs",
    "friday fri",
    "saturday sat",
    "sunday sun",
)

WEEKDAY_PLURALS = _by_word("mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays")

CARDINALS = {
    **_by_word("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}

TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}

DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
    "noughties": 2000,
    "aughts": 2000,
}

ORDINALS = {
    **_by_word(
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
        "eighteenth", "nineteenth", "twentieth twentyth",
    ),
    "thirtieth": 30,
}  # fmt: skip

NUMBER_WORDS = frozenset({*CARDINALS, *ORDINALS, *TENS})

ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})

UNITS = {
    word: unit
    for unit, words in {
        Granularity.HOUR: "hour hours hr hrs",
        Granularity.DAY: "day days",
        Granularity.WEEK: "week weeks wk wks",
        Granularity.MONTH: "month months mth mths mo",
        Granularity.QUARTER: "quarter quarters qtr qtrs",
        Granularity.YEAR: "year years yr yrs",
    }.items()
    for word in words.split()
}

MINUTES = frozenset({"minute", "minutes", "min", "mins"})
SECONDS = frozenset({"second", "seconds", "sec", "secs"})

LONGER_UNITS = {
    "fortnight": (Granularity.WEEK, 2),
    "fortnights": (Granularity.WEEK, 2),
    "semester": (Granularity.MONTH, 6),
    "semesters": (Granularity.MONTH, 6),
    "decade": (Granularity.YEAR, 10),
    "decades": (Granularity.YEAR, 10),
    "century": (Granularity.YEAR, 100),
    "centuries": (Granularity.YEAR, 100),
}
"""Units that are several of another."""

LAST, THIS, NEXT = -1, 0, 1

DIRECTIONS = {
    "last": LAST,
    "past": LAST,
    "previous": LAST,
    "prev": LAST,
    "prior": LAST,
    "preceding": LAST,
    "latest": LAST,
    "recent": LAST,
    "trailing": LAST,
    "rolling": LAST,
    "this": THIS,
    "current": THIS,
    "running": THIS,
    "present": THIS,
    "next": NEXT,
    "coming": NEXT,
    "upcoming": NEXT,
    "following": NEXT,
    "subsequent": NEXT,
}
"""On which side of now."""

FILLERS = frozenset(
    {"calendar", "full", "complete", "completed", "whole", "entire", "consecutive", "fiscal", "financial"}
)
"""What may stand between "last" and its unit; `fiscal` follows anyway from the tenant's settings."""

NAMED_DAYS = {"today": 0, "todays": 0, "yesterday": -1, "yesterdays": -1, "yday": -1, "tomorrow": 1, "tmrw": 1}
"""Days from today."""

TO_DATE = {
    "wtd": Granularity.WEEK,
    "mtd": Granularity.MONTH,
    "qtd": Granularity.QUARTER,
    "ytd": Granularity.YEAR,
}

TRAILING_YEAR = frozenset({"ttm", "ltm"})
"""The trailing, or last, twelve months."""

REST = frozenset({"rest", "remainder", "remaining", "later"})

ENDS_OF = {
    "bom": ("start", Granularity.MONTH),
    "boy": ("start", Granularity.YEAR),
    "boq": ("start", Granularity.QUARTER),
    "bow": ("start", Granularity.WEEK),
    "eom": ("end", Granularity.MONTH),
    "eoq": ("end", Granularity.QUARTER),
    "eoy": ("end", Granularity.YEAR),
    "eow": ("end", Granularity.WEEK),
    "eod": ("end", Granularity.DAY),
}
"""Beginnings and ends by their initials."""

PARTS = {
    "beginning": "start",
    "start": "start",
    "begining": "start",
    "early": "start",
    "middle": "middle",
    "mid": "middle",
    "midst": "middle",
    "end": "end",
    "ending": "end",
    "late": "end",
    "close": "end",
}

SEASONS = {
    "spring": ((3, 20), (6, 21)),
    "summer": ((6, 21), (9, 23)),
    "summertime": ((6, 21), (9, 23)),
    "autumn": ((9, 23), (12, 21)),
    "fall": ((9, 23), (12, 21)),
    "winter": ((12, 21), (3, 20)),
}
"""The astronomical seasons of the northern hemisphere, by the dates on which they usually begin."""

DAYPARTS = {
    "morning": (8 * 60, 12 * 60),
    "mornings": (8 * 60, 12 * 60),
    "forenoon": (8 * 60, 12 * 60),
    "am": (8 * 60, 12 * 60),
    "breakfast": (8 * 60, 12 * 60),
    "brunch": (8 * 60, 12 * 60),
    "lunch": (11 * 60, 13 * 60),
    "lunchtime": (11 * 60, 13 * 60),
    "midday": (12 * 60, 13 * 60),
    "noon": (12 * 60, 13 * 60),
    "afternoon": (12 * 60, 16 * 60),
    "afternoons": (12 * 60, 16 * 60),
    "pm": (12 * 60, 16 * 60),
    "evening": (16 * 60, 20 * 60),
    "evenings": (16 * 60, 20 * 60),
    "dinner": (16 * 60, 20 * 60),
    "dinnertime": (16 * 60, 20 * 60),
    "night": (20 * 60, 24 * 60),
    "nights": (20 * 60, 24 * 60),
    "nighttime": (20 * 60, 24 * 60),
    "daytime": (8 * 60, 18 * 60),
}
"""From which minute of the day to which."""

CONNECTORS = frozenset({"to", "until", "till", "til", "through", "thru", "-", "~", "throughout", "upto"})
"""What stands between the two ends of a range; "and" does so after "between"."""
