"""Holidays that move: counted from Easter, by the Hebrew and Islamic calendars, by sun and moon.

Every function answers for a Gregorian year with the dates that fall in it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from math import floor

from olympus.domain.time_expressions.moon import (
    moon_longitude,
    new_moon,
    new_moon_by,
    phase_near,
    sidereal,
    sun_longitude,
    sun_reaches,
)

_CHINA = 8 / 24
_INDIA = 5.5 / 24
_MECCA = 3 / 24


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth Monday (1) to Sunday (7) of a month, or from its end where `nth` is negative."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    following = date(year + month // 12, month % 12 + 1, 1)
    last = following - timedelta((following.isoweekday() - weekday - 1) % 7 + 1)
    return last + timedelta(7 * (nth + 1))


def easter(year: int) -> date:
    """Western Easter Sunday: the anonymous Gregorian algorithm (Nature, 20 April 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    shift = century - (century + 8) // 25 + 1
    epact = (19 * golden + century - century // 4 - shift // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Eastern Easter Sunday: Meeus's Julian algorithm, moved to the Gregorian calendar."""
    moon = (19 * (year % 19) + 15) % 30
    to_sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + to_sunday + 114, 31)
    julian_lag = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(julian_lag)


@lru_cache(maxsize=4096)
def hebrew(year: int, month: int, day: int) -> date:
    """A date of the Hebrew calendar that falls in a Gregorian year; months count from Nisan.

    After Dershowitz and Reingold, Calendrical Calculations: the year begins on the day
    of the mean new moon of Tishri, put off where Rosh Hashanah may not fall. Adar (12)
    is the second one in leap years.
    """
    hebrew_year = year + 3760 + (month >= 7)
    ordinal = _tishri(hebrew_year) + sum(_hebrew_months(hebrew_year, month)) + day - 1
    if (found := date.fromordinal(ordinal)).year == year:
        return found
    earlier = hebrew_year - 1 if found.year > year else hebrew_year + 1
    return date.fromordinal(_tishri(earlier) + sum(_hebrew_months(earlier, month)) + day - 1)


@lru_cache(maxsize=4096)
def islamic(year: int, month: int, day: int) -> date:
    """The first date in a Gregorian year that is so in the Islamic calendar.

    A month begins after the first sunset at Mecca that follows the new moon with the
    crescent setting later than the sun, as the Umm al-Qura calendar has it; until 1998
    that calendar asked for the new moon before midnight in Greenwich instead.
    """
    number = new_moon_by(date(year, 1, 1).toordinal() - 60)
    for lunation in range(number, number + 16):
        if (lunation + _MONTHS_SINCE_HIJRA) % 12 == month - 1:
            found = date.fromordinal(_crescent(lunation) + day - 1)
            if found.year == year:
                return found
    return date(year, 1, 1)


@lru_cache(maxsize=4096)
def chinese(year: int, month: int, day: int) -> date:
    """A date of the Chinese calendar: the month in which the sun reaches 330°, 0°, 30°, …"""
    term = (300 + 30 * month) % 360
    near = date(year, 2, 19).toordinal() + 30.44 * (month - 1)
    reached = sun_reaches(term, near) + _CHINA
    number = new_moon_by(floor(reached) + 1 - _CHINA - 1e-6)
    return date.fromordinal(floor(new_moon(number) + _CHINA) + day - 1)


def solar_term(year: int, longitude: float, month: int, day: int) -> date:
    """The date in China on which the sun reaches a longitude, near the date given."""
    return date.fromordinal(floor(sun_reaches(longitude, date(year, month, day).toordinal()) + _CHINA))


@lru_cache(maxsize=4096)
def hindu(year: int, month: int, tithi: int, hour: float) -> date | None:
    """The date of a lunar day of the Hindu calendar, with months from new moon to new moon.

    Months are named for the sign that the sun enters in them (Chaitra is 1); one without
    such an entry is a leap month and has no festivals. The date is the one on which the
    lunar day prevails at that hour in India: at sunrise, noon, dusk or midnight.
    """
    for number in _lunations_near(year, month):
        before, after = _sign(new_moon(number)), _sign(new_moon(number + 1))
        if before != after and (before + 1) % 12 == month - 1:
            found = _prevailing(new_moon(number), tithi, hour)
            if found.year == year:
                return found
    return None


@lru_cache(maxsize=4096)
def sankranti(year: int, sign: int, month: int, day: int) -> date:
    """The date in India on which the sun enters a sign of the stars (0 is Aries), near the date given."""
    entered = sun_reaches(30.0 * sign, date(year, month, day).toordinal(), stars=True) + _INDIA
    return date.fromordinal(floor(entered + 0.25))


@lru_cache(maxsize=4096)
def onam(year: int) -> date:
    """Thiruvonam: the moon in Shravana at sunrise while the sun is in Leo."""
    first = sankranti(year, 4, 8, 17)
    for later in range(32):
        day = first + timedelta(later)
        at = day.toordinal() + 0.25 - _INDIA
        if 280 <= sidereal(moon_longitude(at), at) < 293.34:
            return day
    return first


_MONTHS_SINCE_HIJRA = 1420 * 12 - 3
"""Counts months from the Hijra so that the one of January 2000 was Shawwal 1420, the tenth of its year."""


_CRESCENTS_SINCE = date(1998, 4, 1).toordinal()


def _crescent(lunation: int) -> int:
    """The ordinal of the first day of the month that the new moon brings in."""
    if new_moon(lunation) < _CRESCENTS_SINCE:
        return floor(new_moon(lunation)) + 1
    conjunction = new_moon(lunation) + _MECCA
    sunset = floor(conjunction) + 18.3 / 24
    return floor(conjunction) + (1 if conjunction + 1 / 24 < sunset else 2)


def _lunations_near(year: int, month: int) -> Iterator[int]:
    """The lunations that can be that month of the Hindu calendar, if part of it lies in the year."""
    chaitra = date(year, 3, 22).toordinal()
    for later in (month - 1, month - 13):
        number = new_moon_by(chaitra + 30.4 * later)
        if date(year, 1, 1).toordinal() <= new_moon(number) + 60 <= date(year + 1, 1, 1).toordinal() + 90:
            yield from (number - 1, number, number + 1)


def _sign(at: float) -> int:
    return int(sidereal(sun_longitude(at), at) // 30)


def _prevailing(moon: float, tithi: int, hour: float) -> date:
    begins = phase_near(moon + (tithi - 1) * 0.98435, 12 * (tithi - 1)) + _INDIA
    ends = phase_near(moon + tithi * 0.98435, 12 * tithi % 360) + _INDIA
    for day in range(floor(begins - hour / 24), floor(ends) + 1):
        if begins <= day + hour / 24 < ends:
            return date.fromordinal(day)
    return date.fromordinal(floor(begins))


def _tishri(hebrew_year: int) -> int:
    """The ordinal of Rosh Hashanah."""
    return _elapsed(hebrew_year) + _length_correction(hebrew_year) - 1_373_427


def _elapsed(hebrew_year: int) -> int:
    months = (235 * hebrew_year - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + (3 * (day + 1) % 7 < 3)


def _length_correction(hebrew_year: int) -> int:
    before, this, after = (_elapsed(each) for each in (hebrew_year - 1, hebrew_year, hebrew_year + 1))
    if after - this == 356:
        return 2
    return 1 if this - before == 382 else 0


def _hebrew_months(hebrew_year: int, month: int) -> list[int]:
    """The lengths of the months from Tishri until the one before `month`."""
    length = _tishri(hebrew_year + 1) - _tishri(hebrew_year)
    leap = length > 380
    heshvan, kislev = 29 + (length % 10 == 5), 30 - (length % 10 == 3)
    winter = [30, heshvan, kislev, 29, 30, 30] if leap else [30, heshvan, kislev, 29, 30]
    from_tishri = [*winter, 29, 30, 29, 30, 29, 30, 29]
    before = month - 7 if month <= 11 and month >= 7 else len(winter) if month == 12 else len(winter) + month
    return from_tishri[:before]
