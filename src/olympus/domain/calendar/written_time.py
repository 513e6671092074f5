"""Dates and times as people and programs write them, after ISO 8601 and RFC 3339."""

import re
from datetime import date, datetime

from olympus.domain.calendar.date_calendar import Units
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.gregorian import CIVIL
from olympus.domain.calendar.retail import ISO_WEEKS
from olympus.domain.calendar.timeframe_errors import ImpossibleDate, UnreadableBound

_UNIT = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(-W(?P<week>[0-9]{2})|-Q(?P<quarter>[0-9])|-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?)?"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


def read_unit(text: str) -> Units | None:
    """The day, ISO week, month, quarter or year that `text` names, or None if it names none.

    Always of the calendar everyone shares, whatever the tenant's fiscal year or first
    weekday. Raises ImpossibleDate for 2026-02-30, 2026-W54, 2026-13 and their like.
    """
    written = _UNIT.fullmatch(text)
    if written is None:
        return None
    number = {name: int(digits) for name, digits in written.groupdict().items() if digits}
    try:
        match number:
            case {"week": week, "year": year}:
                return _unit_of(date.fromisocalendar(year, week, 1), Granularity.WEEK)
            case {"quarter": quarter, "year": year}:
                return _unit_of(date(year, 3 * quarter - 2, 1), Granularity.QUARTER)
            case {"day": day, "month": month, "year": year}:
                return _unit_of(date(year, month, day), Granularity.DAY)
            case {"month": month, "year": year}:
                return _unit_of(date(year, month, 1), Granularity.MONTH)
            case _:
                return _unit_of(date(number["year"], 1, 1), Granularity.YEAR)
    except ValueError:
        raise ImpossibleDate(text, field="timeframe") from None


def read_bound(text: str, *, field: str) -> date | datetime:
    """A date or a date-time, which is naive where no offset is written.

    Raises UnreadableBound for what is neither and ImpossibleDate for what cannot be.
    """
    written = text.strip().upper()
    try:
        if _DATE.fullmatch(written):
            return date.fromisoformat(written)
        if _DATE_TIME.fullmatch(written):
            return datetime.fromisoformat(written)
    except ValueError:
        raise ImpossibleDate(text, field=field) from None
    raise UnreadableBound(text, field=field)


def _unit_of(day: date, unit: Granularity) -> Units:
    calendar = ISO_WEEKS if unit is Granularity.WEEK else CIVIL
    return Units(calendar, unit, calendar.number(day, unit))
