"""When it happened: RFC 3339 on the wire, an instant in UTC inside."""

import re
from datetime import UTC, datetime

import msgspec

from olympus.domain.events.event import EARLIEST, MAX_AHEAD
from olympus.domain.events.rejection import EventRejected, RejectionReason

_BEYOND_MICROSECONDS = re.compile(r"(\.\d{6})\d+")
_LENGTH_WITH_MICROSECONDS = len("2026-03-18T17:00:00.123456")


def instant(sent: object, field: str, *, received_at: datetime) -> datetime:
    """The instant that was sent; without an offset it is in UTC.

    A number is refused: it may mean seconds or milliseconds, and the contract knows texts alone.
    Raises EventRejected unless it lies between EARLIEST and MAX_AHEAD after `received_at`.
    """
    occurred_at = _in_utc(sent)
    if occurred_at is None or occurred_at < EARLIEST:
        raise EventRejected(
            RejectionReason.BAD_TIME,
            f"`{field}` must be a date and time since 1970 as in RFC 3339, such as 2026-03-18T17:00:00Z",
            field=field,
        )
    if occurred_at - received_at > MAX_AHEAD:
        raise EventRejected(
            RejectionReason.TIME_AHEAD,
            f"`{field}` must not lie more than 24 hours ahead of the clock,"
            f" which showed {received_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            field=field,
        )
    return occurred_at


def _in_utc(sent: object) -> datetime | None:
    if type(sent) is not str:
        return None
    if len(sent) > _LENGTH_WITH_MICROSECONDS and sent[_LENGTH_WITH_MICROSECONDS].isdigit():
        # msgspec would round nanoseconds, and carry the last instant of a day into the next.
        sent = _BEYOND_MICROSECONDS.sub(r"\1", sent)
    try:
        read = msgspec.convert(sent, datetime)
        if read.tzinfo is UTC:
            return read
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (msgspec.ValidationError, OverflowError):
        return None
