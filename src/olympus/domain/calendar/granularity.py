"""How finely time is cut, from hours to years."""

from datetime import timedelta
from enum import StrEnum
from typing import Self

from olympus.domain.errors import UnknownName


class Granularity(StrEnum):
    """One point of a chart is one of these."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise UnknownName("granularity", value, cls, field="granularity")


MONTHS_IN = {Granularity.MONTH: 1, Granularity.QUARTER: 3, Granularity.YEAR: 12}


def granularity_for(length: timedelta) -> Granularity:
    """What draws a stretch of that length with neither two points nor a thousand."""
    if length <= timedelta(days=2):
        return Granularity.HOUR
    if length <= timedelta(days=100):
        return Granularity.DAY
    if length <= timedelta(days=3660):
        return Granularity.MONTH
    return Granularity.YEAR
