"""Where sun and moon stand, as far as festivals depend on it.

The series are the leading terms of those in Jean Meeus, Astronomical Algorithms (2nd
edition, chapters 25, 47 and 49). Between 1950 and 2050 they are good to a few minutes of
time: enough to tell the day, except where a phase falls within minutes of its boundary.
Instants are days of universal time counted like `date.toordinal`, with a fraction.
"""

from functools import lru_cache
from math import floor, radians, sin

_J2000 = 730120.5
"""Noon of 1 January 2000."""
_DELTA_T = 60 / 86400
"""How far clocks are behind the even time of the series, near enough for the century."""
_LUNATION = 29.530588861
_FIRST_NEW_MOON = 730125.75893
"""The first new moon of 2000, by the mean motion."""

_NEAR_ENOUGH = 1e-3
"""In degrees: the moon takes eight seconds for that, and each step comes many times nearer."""

_MOON_TERMS = (
    (6288774, 0, 0, 1, 0), (1274027, 2, 0, -1, 0), (658314, 2, 0, 0, 0), (213618, 0, 0, 2, 0),
    (-185116, 0, 1, 0, 0), (-114332, 0, 0, 0, 2), (58793, 2, 0, -2, 0), (57066, 2, -1, -1, 0),
    (53322, 2, 0, 1, 0), (45758, 2, -1, 0, 0), (-40923, 0, 1, -1, 0), (-34720, 1, 0, 0, 0),
    (-30383, 0, 1, 1, 0), (15327, 2, 0, 0, -2), (-12528, 0, 0, 1, 2), (10980, 0, 0, 1, -2),
    (10675, 4, 0, -1, 0), (10034, 0, 0, 3, 0), (8548, 4, 0, -2, 0), (-7888, 2, 1, -1, 0),
    (-6766, 2, 1, 0, 0), (-5163, 1, 0, -1, 0), (4987, 1, 1, 0, 0), (4036, 2, -1, 1, 0),
)  # fmt: skip
"""Millionths of a degree, and the multiples of elongation, sun's and moon's anomaly and latitude."""


def sun_longitude(at: float) -> float:
    """The apparent longitude of the sun in degrees, 0 at the spring equinox."""
    t = _centuries(at)
    mean = 280.46646 + 36000.76983 * t
    anomaly = radians(357.52911 + 35999.05029 * t)
    centre = (1.914602 - 0.004817 * t) * sin(anomaly) + 0.019993 * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly)
    node = radians(125.04 - 1934.136 * t)
    return (mean + centre - 0.00569 - 0.00478 * sin(node)) % 360


def moon_longitude(at: float) -> float:
    """The apparent longitude of the moon in degrees."""
    t = _centuries(at)
    elongation = radians(297.8501921 + 445267.1114034 * t)
    suns = radians(357.5291092 + 35999.0502909 * t)
    moons = radians(134.9633964 + 477198.8675055 * t)
    latitude = radians(93.2720950 + 483202.0175233 * t)
    terms = sum(
        size * sin(a * elongation + b * suns + c * moons + d * latitude) for size, a, b, c, d in _MOON_TERMS
    )
    node = radians(125.04 - 1934.136 * t)
    return (218.3164477 + 481267.88123421 * t + terms / 1e6 - 0.00478 * sin(node)) % 360


def sidereal(longitude: float, at: float) -> float:
    """A longitude measured from the stars instead, with the ayanamsa of Lahiri."""
    return (longitude - 23.853 - 1.3971 * _centuries(at)) % 360


@lru_cache(maxsize=4096)
def new_moon(number: int) -> float:
    """The instant of a new moon; they are numbered from the first of the year 2000."""
    return phase_near(_FIRST_NEW_MOON + number * _LUNATION, 0)


def new_moon_by(at: float) -> int:
    """The number of the last new moon at or before an instant."""
    number = floor((at - _FIRST_NEW_MOON) / _LUNATION) + 1
    while new_moon(number) > at:
        number -= 1
    return number


def phase_near(at: float, degrees: float) -> float:
    """The instant near `at` when the moon is so many degrees ahead of the sun."""
    for _ in range(8):
        ahead = (moon_longitude(at) - sun_longitude(at) - degrees + 180) % 360 - 180
        at -= ahead * _LUNATION / 360
        if abs(ahead) < _NEAR_ENOUGH:
            break
    return at


def sun_reaches(longitude: float, near: float, *, stars: bool = False) -> float:
    """The instant near `near` when the sun comes to a longitude, against the stars if asked."""
    at = near
    for _ in range(8):
        now = sidereal(sun_longitude(at), at) if stars else sun_longitude(at)
        ahead = (now - longitude + 180) % 360 - 180
        at -= ahead * 365.2422 / 360
        if abs(ahead) < _NEAR_ENOUGH:
            break
    return at


def _centuries(at: float) -> float:
    return (at + _DELTA_T - _J2000) / 36525
