"""From the clock on the local wall to instants and back, also when that clock is changed.

Instants are in UTC and wall times are naive: in no other way does Python compare them
by when they happen. Two aware times of one zone compare by what the wall shows, so that
the second 02:30 of an autumn night would not lie after the first.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from olympus.domain.calendar.reach import BeyondCalendar

_HOUR = timedelta(hours=1)
_MOMENT = timedelta(microseconds=1)


def in_utc(instant: datetime) -> datetime:
    """The same instant in UTC. Raises BeyondCalendar."""
    if instant.tzinfo is UTC:
        return instant
    if instant.utcoffset() is None:
        raise ValueError(f"{instant} has no time zone, so it is no instant")
    return _seen_from(UTC, instant)


def moved(instant: datetime, by: timedelta) -> datetime:
    """The instant, or the wall time, so much later. Raises BeyondCalendar."""
    try:
        return instant + by
    except OverflowError:
        raise BeyondCalendar from None


def wall_time(instant: datetime, zone: ZoneInfo) -> datetime:
    """What the clock on the wall shows at `instant`. Raises BeyondCalendar."""
    return _seen_from(zone, instant).replace(tzinfo=None)


@lru_cache(maxsize=16_384)
def first_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which the clock shows `wall` or later. Raises BeyondCalendar.

    A time that occurs twice is taken at its first occurrence; one that does not exist,
    because the clock was put forward over it, gives the first instant after the gap.
    """
    instant = _seen_from(UTC, wall.replace(tzinfo=zone, fold=0))
    if wall_time(instant, zone) == wall:
        return instant
    # In a gap: fold 0 counts with the offset before it, fold 1 with the one after.
    return _clock_change(_seen_from(UTC, wall.replace(tzinfo=zone, fold=1)), instant, zone)


def clock_hour(instant: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The start and the end of the wall-clock hour around `instant`, an hour of real time.

    When clocks go back, the hour that is shown twice is two hours. Where they move by
    less than an hour (Lord Howe), the change itself ends an hour early and begins one late.
    Raises BeyondCalendar.
    """
    wall = wall_time(instant, zone)
    start = moved(instant, wall.replace(minute=0, second=0, microsecond=0) - wall)
    end = moved(start, _HOUR)
    offset = _offset(instant, zone)
    if _offset(end - _MOMENT, zone) != offset:
        end = _clock_change(instant, end, zone)
    if _offset(start, zone) != offset:
        start = _clock_change(start, instant, zone)
    return start, end


def _clock_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The instant between the two at which the zone's offset changes, by bisection."""
    earlier_offset = _offset(before, zone)
    before, after = before.replace(microsecond=0), after.replace(microsecond=0)
    while (seconds := (after - before) // timedelta(seconds=1)) > 1:
        middle = before + timedelta(seconds=seconds // 2)
        if _offset(middle, zone) == earlier_offset:
            before = middle
        else:
            after = middle
    return after


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta | None:
    return _seen_from(zone, instant).utcoffset()


def _seen_from(zone: tzinfo, instant: datetime) -> datetime:
    try:
        return instant.astimezone(zone)
    except OverflowError:
        raise BeyondCalendar from None
