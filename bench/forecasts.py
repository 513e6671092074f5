"""How wrong forecasts are beside those of statsforecast, whether intervals hold what they promise, and how fast.

OLYMPUS_FORECAST_DATA names a folder with files *_dev.csv.gz of series whose future is known (`forecast_sets` says
how they are written), such as those of the competitions M3, M4 and of tourism. The goals are set for other series
of the same kinds. Speed is measured on made series, in seconds of one core.
"""

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from bench.figure import Figure
from bench.forecast_sets import Known, Score, Told, score, sets_of
from bench.naive2 import naive2
from olympus.adapters.numpy_forecaster.forecaster import NumpyForecaster
from olympus.domain.forecasts.accuracy import owa
from olympus.domain.forecasts.series import Series, series_of

_SEED = 1_982
_GOALS = {
    "m3 monthly": {"sMAPE": 13.4, "MASE": 0.83},
    "m4 weekly": {"OWA": 0.735, "MSIS": 15.5},
    "m4 hourly": {"OWA": 0.44, "MSIS": 7.0},
    "tourism monthly": {"MASE": 1.47},
}
_TRUSTED_80, _TRUSTED_95 = 3, 2
"""In percentage points: 80 % intervals are to hold 77 to 83 % of what comes, 95 % intervals 93 to 97 %."""
_OF_M4 = "m4"
_LONGEST_CYCLE_OF_ETS = 12
"""With longer ones it takes minutes a series."""


def measure(*, quick: bool) -> Iterator[Figure]:
    """Every set, ours and theirs, and the speed."""
    if folder := os.environ.get("OLYMPUS_FORECAST_DATA"):
        for name, known in sets_of(Path(folder)):
            yield from _set(name, known[:: len(known) // 30 or 1] if quick else known)
    yield from _speed()


def _set(name: str, known: list[Known]) -> Iterator[Figure]:
    began = time.process_time()
    series = [series_of(each.id, each.past, horizon=len(each.future), season=each.seasons) for each in known]
    made = NumpyForecaster().forecast(series)
    took = time.process_time() - began
    ours = score(
        known, [Told(each.mean, each.lower_80, each.upper_80, each.lower_95, each.upper_95) for each in made]
    )
    yield from _accuracy(f"{name}, ours", ours, known, goals=_GOALS.get(name, {}))
    yield from _trust(name, ours)
    yield Figure(f"{name}, ours: series a second", len(known) / took)
    began = time.process_time()
    theirs = _by_statsforecast(known)
    took = time.process_time() - began
    if theirs:
        yield from _accuracy(f"{name}, statsforecast", score(known, theirs), known, goals={})
        yield Figure(f"{name}, statsforecast: series a second", len(known) / took)


def _accuracy(name: str, scored: Score, known: list[Known], *, goals: dict[str, float]) -> Iterator[Figure]:
    figures = {"sMAPE": scored.smape, "MASE": scored.mase}
    if name.startswith(_OF_M4):
        naive = score(known, [Told(naive2(each.past, each.lag, len(each.future))) for each in known])
        figures["OWA"] = owa(scored.smape, scored.mase, naive_smape=naive.smape, naive_mase=naive.mase)
    if scored.msis is not None:
        figures["MSIS"] = scored.msis
    for measured, value in figures.items():
        yield Figure(f"{name}: {measured}", value, at_most=goals.get(measured))


def _trust(name: str, scored: Score) -> Iterator[Figure]:
    for level, inside, off in ((80, scored.coverage_80, _TRUSTED_80), (95, scored.coverage_95, _TRUSTED_95)):
        if inside is not None:
            told = f"{name}, ours: {inside:.1f} % inside those of {level} %, off by"
            yield Figure(told, abs(inside - level), "points", at_most=off)


def _by_statsforecast(known: Sequence[Known]) -> list[Told]:
    """The mean of its ETS, theta and optimised theta; nothing where it is not installed."""
    try:
        from statsforecast.models import AutoETS, DynamicOptimizedTheta, Theta
    except ImportError:
        return []
    told = []
    for each in known:
        methods = [Theta, DynamicOptimizedTheta]
        if each.lag <= _LONGEST_CYCLE_OF_ETS:
            methods.append(AutoETS)
        past, horizon = np.array(each.past), len(each.future)
        means = [method(season_length=each.lag).forecast(past, horizon)["mean"] for method in methods]
        told.append(Told(np.mean(means, axis=0).tolist()))
    return told


def _speed() -> Iterator[Figure]:
    chance = np.random.default_rng(_SEED)
    monthly = [_made(chance, place, length=100, season=12, horizon=18) for place in range(128)]
    daily = [_made(chance, place, length=730, season=7, horizon=28) for place in range(64)]
    for name, series, goal in (
        ("monthly series of 100 values a second", monthly, 100),
        ("daily series of two years a second", daily, 50),
    ):
        forecaster = NumpyForecaster()
        began = time.process_time()
        forecaster.forecast(series)
        yield Figure(name, len(series) / (time.process_time() - began), at_least=goal)


def _made(chance: np.random.Generator, place: int, *, length: int, season: int, horizon: int) -> Series:
    wave = np.sin(2 * np.pi * np.arange(length) / season + place)
    values = np.maximum(100 + 20 * wave + chance.normal(0, 10, length), 0)
    return series_of(str(place), values.tolist(), horizon=horizon, season=season)
