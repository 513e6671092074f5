"""When things happen: within a month, a few of them late by up to 90 days; all long past on any clock."""

import random
from datetime import UTC, datetime, timedelta

_START = datetime(2025, 7, 1, tzinfo=UTC)
_SPAN_SECONDS = 30 * 86_400.0
_LATE_SHARE = 0.03
_LATE_SECONDS = 90 * 86_400.0
_QUARTER = timedelta(minutes=15)

FAR_AHEAD = datetime(2999, 1, 1, tzinfo=UTC)
"""Beyond what any event may say."""

Month = tuple[int, int]
"""Year and month, in UTC."""


def moment(chance: random.Random) -> datetime:
    """Some instant of the month; three in a hundred lie up to 90 days before it."""
    seconds = chance.random() * _SPAN_SECONDS
    if chance.random() < _LATE_SHARE:
        seconds = -chance.random() * _LATE_SECONDS
    return _START + timedelta(seconds=seconds)


def long_after(chance: random.Random, earlier: datetime) -> datetime:
    """An instant in a later quarter of an hour for certain, however both are moved within theirs."""
    return earlier + timedelta(seconds=3_600 + chance.random() * 5 * 86_400)


def in_same_quarter(chance: random.Random, at: datetime) -> datetime:
    """Another instant in the quarter of an hour of `at`: rollups cannot tell them apart."""
    begin = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
    return begin + _QUARTER * chance.random()


def month_of(at: datetime) -> Month:
    return at.year, at.month


def bounds(month: Month) -> tuple[datetime, datetime]:
    """Where a month begins, and where the next one does."""
    year, number = month
    return datetime(year, number, 1, tzinfo=UTC), datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
