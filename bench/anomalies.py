"""How often a steady series raises an alarm, and how many injected spikes, drops and level shifts are found.

All series are made with a seed: 280 days, of several levels of noise, with weeks, trends, counts, zeros, and noise
that differs by weekday, with the level, or has heavy tails. What is injected is five robust standard deviations
(1.4826 median absolute deviations) of the noise at that point; a level shift lasts for two points and is found if
one of them is. A drop is injected only where the series can fall so far without becoming negative. What comes less
than once a day has a median absolute deviation of 0, of which five are nothing: it is told, and not in the sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from bench.figure import Figure
from olympus.adapters.numpy_anomaly_detector.detector import NumpyAnomalyDetector
from olympus.domain.anomalies.watched_series import WatchedSeries

_SEED = 7
_DAYS = 280
_JUDGED = 4
_DEVIATIONS = 5
_WEEK = np.array([0.8, 0.85, 0.9, 1, 1.2, 1.5, 0.75])
_BY_WEEKDAY = np.array([20.0, 20, 40, 40, 80, 120, 20])
_SPREAD_OF_T5 = 1.077
"""1.4826 median absolute deviations of Student's distribution with 5 degrees of freedom."""

_Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    values: _Array
    spread: _Array
    is_count: bool = False


def measure(*, quick: bool) -> Iterator[Figure]:
    """Both promised figures over all kinds of series, and each kind by itself."""
    alarms, found = [], []
    for kind in _kinds(100 if quick else 500):
        alarms.append(_alarms(kind))
        of_kind = [_found(kind, up=up, points=points) for up in (True, False) for points in (1, 2)]
        share = fmean(share for share in of_kind if share is not None)
        if np.median(kind.values) > 0 or not kind.is_count:
            found.append(share)
        yield Figure(f"{kind.name}: false alarms", 100 * alarms[-1], "%")
        yield Figure(f"{kind.name}: found within two points", 100 * share, "%")
    yield Figure("steady series: false alarms", 100 * fmean(alarms), "%", at_most=1)
    yield Figure("spikes, drops and shifts found within two points", 100 * fmean(found), "%", at_least=95)


def _kinds(number: int) -> Iterator[_Kind]:
    chance = np.random.default_rng(_SEED)
    days = np.arange(_DAYS)
    week, noise = _WEEK[days % 7], chance.standard_normal((number, _DAYS))
    same = np.ones_like(noise)
    yield _Kind("noise of 5 %", 100 + 5 * noise, 5 * same)
    yield _Kind("noise of 20 %", 100 + 20 * noise, 20 * same)
    yield _Kind("about zero", 10 * noise, 10 * same)
    yield _Kind("weeks", 1000 * week + 80 * noise, 80 * same)
    yield _Kind("trend", 100 + 0.3 * days + 5 * noise, 5 * same)
    yield _Kind("weeks that grow", 1000 * week * (1 + 0.002 * days) + 60 * noise, 60 * same)
    for mean in (40.0, 4.0, 0.3):
        rate = mean * week * same
        yield _Kind(f"counts of {mean:g}", chance.poisson(rate).astype(float), np.sqrt(rate), is_count=True)
    by_weekday = _BY_WEEKDAY[days % 7] * same
    yield _Kind("noise by weekday", 1000 * week + by_weekday * noise, by_weekday)
    yield _Kind("noise with the level", 1000 * week * (1 + 0.1 * noise), 100 * week * same)
    tails = chance.standard_t(5, noise.shape)
    yield _Kind("heavy tails (t, 5)", 1000 + 50 * tails, 50 * _SPREAD_OF_T5 * same)
    orders = chance.poisson(30 * week * same)
    yield _Kind(
        "revenue of 30 orders", chance.gamma(2 * np.maximum(orders, 0.5), 10), np.sqrt(30 * week * 600) * same
    )


def _judged(kind: _Kind, values: _Array, points: int) -> list[list[tuple[bool, bool]]]:
    weekdays = tuple(day % 7 for day in range(_DAYS))
    batch = [
        WatchedSeries(tuple(row), (weekdays,), judged=points, is_count=kind.is_count) for row in values.tolist()
    ]
    return [
        [(each.is_odd, each.value > each.expected) for each in judgements if each]
        for judgements in NumpyAnomalyDetector().judge(batch)
    ]


def _alarms(kind: _Kind) -> float:
    return fmean(odd for judged in _judged(kind, kind.values, _JUDGED) for odd, _ in judged)


def _found(kind: _Kind, *, up: bool, points: int) -> float | None:
    """The share found; None where values cannot fall so far."""
    moved = kind.values.copy()
    moved[:, -points:] += (1 if up else -1) * _DEVIATIONS * kind.spread[:, -points:]
    if kind.is_count:
        moved = np.round(moved)
    possible = np.ones(len(moved), dtype=bool) if kind.values.min() < 0 else (moved >= 0).all(axis=1)
    if possible.mean() < 0.5:
        return None
    judged = _judged(kind, moved[possible], points)
    return fmean(any(odd and above is up for odd, above in each) for each in judged)
