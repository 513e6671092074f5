"""How far the calendar reaches: far enough for any business, short of where dates overflow."""

from datetime import date

from olympus.domain.errors import OlympusError

FIRST_YEAR = 2
LAST_YEAR = 9998

_FIRST_DAY = date(FIRST_YEAR, 1, 1)
_DAY_AFTER_THE_LAST = date(LAST_YEAR + 1, 1, 1)


class BeyondCalendar(OlympusError):
    """A date or an instant that the calendar does not reach."""

    def __init__(self) -> None:
        super().__init__(f"The calendar covers the years {FIRST_YEAR} to {LAST_YEAR}.")


def day_numbered(ordinal: int) -> date:
    """The date with that ordinal (`date.toordinal`). Raises BeyondCalendar.

    The day after the last is still given, since it is where the last year ends.
    """
    if not _FIRST_DAY.toordinal() <= ordinal <= _DAY_AFTER_THE_LAST.toordinal():
        raise BeyondCalendar
    return date.fromordinal(ordinal)


def first_of_month(year: int, month: int) -> date:
    """The first day of that Gregorian month. Raises BeyondCalendar."""
    if not FIRST_YEAR <= year <= LAST_YEAR + 1:
        raise BeyondCalendar
    return day_numbered(date(year, month, 1).toordinal())
