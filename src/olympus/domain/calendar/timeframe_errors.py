"""How a timeframe can be wrong: each error says what is, and lists the timeframes there are."""

import re
from datetime import date

from olympus.domain.calendar.reach import FIRST_YEAR, LAST_YEAR
from olympus.domain.calendar.timeframe_names import ALIASES, TIMEFRAMES
from olympus.domain.errors import OlympusError, nearest, quoted


class InvalidTimeframe(OlympusError):
    """A timeframe that does not resolve to an interval."""

    def __init__(self, problem: str, *, field: str = "timeframe") -> None:
        super().__init__(f"{problem} Timeframes are: {', '.join(TIMEFRAMES)}.", field=field)


class UnknownTimeframe(InvalidTimeframe):
    """A name that no timeframe has."""

    def __init__(self, name: str) -> None:
        self.suggestion = _nearest_timeframe(name)
        hint = f" Did you mean {self.suggestion}?" if self.suggestion else ""
        super().__init__(f"There is no timeframe called {quoted(name)}.{hint}")


class CountOutOfRange(InvalidTimeframe):
    """The last no units, or more of them than anyone can mean."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__(f"{quoted(name)} does not count from 1 to {most}.")


class ImpossibleDate(InvalidTimeframe):
    """A day, week, month, quarter or time of day that no calendar has, such as 30 February."""

    def __init__(self, text: str, *, field: str) -> None:
        super().__init__(f"{quoted(text)} is not in the calendar.", field=field)


class DateLeftOut(InvalidTimeframe):
    """A date over which the local calendar was put forward, as in Samoa 30 December 2011."""

    def __init__(self, day: date, time_zone: str) -> None:
        super().__init__(f"{day} never came in {time_zone}, where the calendar skipped it.")


class UnreadableBound(InvalidTimeframe):
    """A start or an end that is neither a date nor a date-time."""

    def __init__(self, text: str, *, field: str) -> None:
        super().__init__(
            f"{quoted(text)} is neither a date such as 2026-03-31 nor a date-time such as "
            "2026-03-31T18:00:00+02:00 or, in local time, 2026-03-31T18:00:00.",
            field=field,
        )


class CustomWithoutBounds(InvalidTimeframe):
    """A custom timeframe that lacks its start or its end."""

    def __init__(self, missing: str) -> None:
        super().__init__(f"A custom timeframe needs a start and an end; there is no {missing}.", field=missing)


class BoundsWithoutCustom(InvalidTimeframe):
    """A named timeframe sent together with a start or an end, which contradict it."""

    def __init__(self, name: str, *, field: str) -> None:
        super().__init__(f"{quoted(name)} has its own start and end; give your own with custom.", field=field)


class EndBeforeStart(InvalidTimeframe):
    """An end that does not come after its start."""

    def __init__(self, start: str, end: str, *, field: str) -> None:
        super().__init__(f"The end, {end}, does not come after the start, {start}.", field=field)


class TimeframeOutOfReach(InvalidTimeframe):
    """A timeframe that reaches further than the calendar."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{quoted(name)} reaches beyond the years {FIRST_YEAR} to {LAST_YEAR}.")


def _nearest_timeframe(name: str) -> str | None:
    """The timeframe most like `name`, whatever the number in it: "last 7 dais" is last_7_days."""
    number = re.search("[0-9]+", name)
    candidate = re.sub("[0-9]+", "N", re.sub(r"[\s_-]+", "_", name))
    found = nearest(candidate, [*TIMEFRAMES, *ALIASES])
    return found.replace("_N_", f"_{number[0]}_") if found and number else found
