"""Whose figures these are, and what the tenant decided about days, weeks, years and money."""

import re
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NewType, Self
from zoneinfo import ZoneInfo, available_timezones

from olympus.domain.errors import OlympusError, UnknownName, nearest, quoted

TenantId = NewType("TenantId", str)

TENANT_ID = r"[A-Za-z0-9._-]{1,64}"
"""The texts that can be a tenant's id, as a regular expression."""


class Weekday(StrEnum):
    """The seven days, in the order of ISO 8601."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def iso(self) -> int:
        """1 for Monday to 7 for Sunday."""
        return tuple(Weekday).index(self) + 1

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise UnknownName("weekday", value, cls, field="week_start")


class RetailPattern(StrEnum):
    """How many weeks the three months of a retail quarter have."""

    FOUR_FOUR_FIVE = "4-4-5"
    FOUR_FIVE_FOUR = "4-5-4"
    FIVE_FOUR_FOUR = "5-4-4"

    @property
    def weeks(self) -> tuple[int, ...]:
        return tuple(int(weeks) for weeks in self.split("-"))

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise UnknownName("retail calendar", value, cls, field="retail_calendar")


@dataclass(frozen=True, slots=True)
class TenantSettings:
    """What a tenant decided; every figure follows these at the next request.

    `day_start` is the local time at which the business day begins: a restaurant that
    closes at 02:00 counts the night to the evening before. With a `retail_calendar`,
    months, quarters and years consist of whole weeks; without one they are calendar
    months counted from `fiscal_year_start`. A `currency` of None means that of the
    tenant's first order. `country` is where it keeps public holidays: "IT", or "DE-BY" with
    a state or region; without one no holidays are known.
    """

    time_zone: str = "UTC"
    week_start: Weekday = Weekday.MONDAY
    day_start: time = time(0)
    fiscal_year_start: int = 1
    retail_calendar: RetailPattern | None = None
    currency: str | None = None
    default_reorder_point: Decimal | None = None
    country: str | None = None

    def __post_init__(self) -> None:
        zone_named(self.time_zone)
        _check_day_start(self.day_start)
        _check_fiscal_year_start(self.fiscal_year_start)
        _check_currency(self.currency)
        _check_reorder_point(self.default_reorder_point)
        _check_country(self.country)

    @property
    def zone(self) -> ZoneInfo:
        return zone_named(self.time_zone)


def parse_tenant_id(text: str) -> TenantId:
    """`text` as a tenant's id. Raises InvalidTenantId unless it can be one."""
    if not re.fullmatch(TENANT_ID, text):
        raise InvalidTenantId(text)
    return TenantId(text)


@cache
def zone_named(name: str) -> ZoneInfo:
    """The IANA time zone of that name. Raises UnknownTimeZone for anything else.

    A name counts only if it is in the list of zones: `ZoneInfo` itself answers folders,
    "../", empty names and NULs with half a dozen different exceptions.
    """
    if name not in _zone_names():
        raise UnknownTimeZone(name)
    return ZoneInfo(name)


class InvalidTenantId(OlympusError):
    """An id that no tenant can have."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{quoted(text)} cannot be a tenant: an id has 1 to 64 letters, digits, dots, underscores or hyphens.",
            field="tenant_id",
        )


class UnknownTimeZone(OlympusError):
    """A time zone that is not in the IANA database."""

    def __init__(self, name: str) -> None:
        self.suggestion = _nearest_zone(name)
        hint = f" Did you mean {self.suggestion}?" if self.suggestion else ""
        super().__init__(
            f"There is no time zone called {quoted(name)}.{hint} "
            "Zones have IANA names, such as Europe/Rome, America/New_York or UTC.",
            field="time_zone",
        )


class InvalidSetting(OlympusError):
    """A tenant setting outside what it may be."""

    def __init__(self, setting: str, value: object, rule: str) -> None:
        super().__init__(f"{setting} cannot be {quoted(value)}: {rule}.", field=setting)


def _check_day_start(day_start: time) -> None:
    whole_minute = day_start.second == day_start.microsecond == 0 and day_start.tzinfo is None
    if not (whole_minute and day_start <= time(12)):
        raise InvalidSetting("day_start", day_start, "it is a local time from 00:00 to 12:00, to the minute")


def _check_fiscal_year_start(month: int) -> None:
    if month not in range(1, 13):
        raise InvalidSetting("fiscal_year_start", month, "it is a month from 1 to 12")


def _check_currency(currency: str | None) -> None:
    if currency is not None and not re.fullmatch(r"[A-Z]{3}", currency):
        raise InvalidSetting("currency", currency, "it is three capital letters, such as EUR")


def _check_reorder_point(quantity: Decimal | None) -> None:
    if quantity is not None and not (quantity.is_finite() and quantity >= 0):
        raise InvalidSetting("default_reorder_point", quantity, "it is a quantity of zero or more")


def _check_country(country: str | None) -> None:
    if country is not None and not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", country):
        raise InvalidSetting(
            "country",
            country,
            "it is two capital letters, such as IT, with a state or region where holidays differ: DE-BY",
        )


@cache
def _zone_names() -> frozenset[str]:
    # "localtime" is whatever the machine is set to, which no tenant can mean.
    return frozenset(available_timezones() - {"localtime"})


def _nearest_zone(name: str) -> str | None:
    """The zone, or else the city of a zone, most like `name`: "rome" is Europe/Rome."""
    zones = sorted(_zone_names())
    if (zone := nearest(name, zones)) is not None:
        return zone
    by_city = {zone.rpartition("/")[2]: zone for zone in zones}
    city = nearest(name, by_city)
    return by_city[city] if city else None
